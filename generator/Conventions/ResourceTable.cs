using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Conventions;

/// <summary>
/// The resources and the prefixes that stand for them in names of actions, from <c>x-outreach-models</c> of the description or an
/// overlay. No resource is known otherwise.
/// </summary>
internal sealed class ResourceTable
{
    private readonly Dictionary<string, (string Group, string Resource)> _prefixes = new(StringComparer.Ordinal);

    /// <summary>Reads the table of a description.</summary>
    /// <param name="root">The description, after its overlays.</param>
    /// <param name="problems">Takes what has another shape than expected.</param>
    public static ResourceTable Of(SpecMapping root, PlacedProblems problems)
    {
        ResourceTable table = new();
        if (root.Find(Extension.Models) is { } models
            && Expect<SpecMapping>(models, Extension.Models, "a map of models", problems) is { } map)
        {
            foreach (SpecMember model in map.Members)
                table.Add(model, problems);
        }

        return table;
    }

    /// <summary>Tells prefix and rest of an action's name apart. The longest prefix counts.</summary>
    public ResourcePrefix Find(string action)
    {
        int first = 0;
        for (int length = action.Length; length > 0; length--)
        {
            if (!EndsWord(action, length))
                continue;
            first = length;
            if (_prefixes.TryGetValue(action[..length], out (string Group, string Resource) found))
                return new(found.Group, found.Resource, action[length..], IsKnown: true);
        }

        string word = action[..first];
        return new(Identifier.Pascal(word) ?? "", word, action[first..], IsKnown: false);
    }

    // Of two resources that claim a prefix the first has it.
    private void Add(SpecMember model, PlacedProblems problems)
    {
        if (Expect<SpecMapping>(model.Value, $"The model '{model.Key.Text}'", "a map with prefixes and group", problems) is not { } map)
            return;
        string[] prefixes = map.Find("prefixes") is { } list
            && Expect<SpecSequence>(list, $"The prefixes of '{model.Key.Text}'", "a list of texts", problems) is { } texts
            ? [.. texts.Items.OfType<SpecScalar>().Select(text => text.Text)]
            : [model.Key.Text];
        string? named = map.Find("group") is { } group
            ? Expect<SpecScalar>(group, $"The group of '{model.Key.Text}'", "a name", problems)?.Text
            : null;
        foreach (string prefix in prefixes.Where(prefix => prefix.Length > 0 && !_prefixes.ContainsKey(prefix)))
            _prefixes.Add(prefix, (Identifier.Pascal(named ?? prefixes[0]) ?? "", model.Key.Text));
    }

    private static T? Expect<T>(SpecNode node, string what, string expected, PlacedProblems problems)
        where T : SpecNode
    {
        if (node is not T)
            problems.Add(DescriptionRules.UnsupportedShape, node.Span, $"{what} is {node.Kind}", expected);
        return node as T;
    }

    // "account" is no prefix of "accountantsMerge": a camel-case word ends where a capital follows what is none.
    private static bool EndsWord(string name, int length) =>
        length >= name.Length
        || !char.IsLetterOrDigit(name[length])
        || (char.IsUpper(name[length]) && !char.IsUpper(name[length - 1]));
}
