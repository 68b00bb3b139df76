namespace Outreach.Bulk.Generator;

/// <summary>
/// What an action's name begins with. It chooses the group (<c>Accounts</c>) and the model (<c>account</c>), and is cut
/// off; the rest names the method.
/// </summary>
/// <param name="Group">The group's name in C#.</param>
/// <param name="Model">The model's schema in the description.</param>
/// <param name="Rest">What is left of the action's name.</param>
/// <param name="IsKnown">Whether the table has the prefix; otherwise the first camel-case word was taken for it.</param>
internal sealed record ModelPrefix(string Group, string Model, string Rest, bool IsKnown)
{
    // All that is known about models. The plural stands before the singular it contains.
    private static readonly (string Prefix, string Group, string Model)[] s_table =
    [
        ("accounts", "Accounts", "account"),
        ("account", "Accounts", "account"),
        ("prospects", "Prospects", "prospect"),
        ("prospect", "Prospects", "prospect"),
        ("customObject", "CustomObjects", "customObject"),
    ];

    public static ModelPrefix Of(string action)
    {
        foreach ((string prefix, string group, string model) in s_table)
        {
            if (action.StartsWith(prefix, StringComparison.Ordinal) && EndsWord(action, prefix.Length))
                return new(group, model, action[prefix.Length..], IsKnown: true);
        }

        int length = 1;
        while (!EndsWord(action, length))
            length++;
        string word = action[..length];
        return new(Identifier.Pascal(word) ?? "", word, action[length..], IsKnown: false);
    }

    // "account" is no prefix of "accountantsMerge": a camel-case word ends where a capital follows what is none.
    private static bool EndsWord(string name, int length) =>
        length >= name.Length
        || !char.IsLetterOrDigit(name[length])
        || (char.IsUpper(name[length]) && !char.IsUpper(name[length - 1]));
}
