using System.Globalization;
using Outreach.Bulk.Generator.Common;

namespace Outreach.Bulk.Generator.Identifiers;

/// <summary>
/// The names of an enum whose members are texts, and what gets none: as with names of a description, what several want goes to none.
/// </summary>
internal sealed class TextNames
{
    /// <summary>The most characters of a name. Metadata has room for 1023 bytes of UTF-8.</summary>
    public const int LongestName = 255;

    private readonly List<(string[] Texts, string Reason)> _leftOut = [];

    public TextNames(IEnumerable<string> texts)
    {
        NameClaims names = new(StringComparer.Ordinal);
        NameClaims numbers = new(StringComparer.Ordinal);
        List<TextMember> members = [];
        foreach (string text in texts)
        {
            if (Identifier.Pascal(text) is not { } name)
            {
                _leftOut.Add(([text], "it has no letter or digit to make a C# name of"));
            }
            else if (name.Length > LongestName)
            {
                _leftOut.Add(([text], "it is too long for a C# name"));
            }
            else
            {
                names.Claim(name, text);
                numbers.Claim(Number(text), text);
                members.Add(new(name, text));
            }
        }

        _leftOut.AddRange(names.Collisions().Select(same => (same.Claimants, $"they would all be called '{same.Name}'")));
        _leftOut.AddRange(
            numbers.Collisions()
                .Select(same => (same.Claimants, "they would have the same number in the enum, since numbers are made of the texts")));
        Members = members
            .Where(member => !names.IsContested(member.Name) && !numbers.IsContested(Number(member.Text)))
            .ToEquatableArray();
    }

    /// <summary>The texts that have a name, in the order given.</summary>
    public EquatableArray<TextMember> Members { get; }

    /// <summary>The texts that have none, and why.</summary>
    public IReadOnlyList<(string[] Texts, string Reason)> LeftOut => _leftOut;

    private static string Number(string text) => StableNumber.Of(text).ToString(CultureInfo.InvariantCulture);
}
