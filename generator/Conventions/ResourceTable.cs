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
    private const string Prefixes = "prefixes";
    private const string Group = "group";

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
        string name = model.Key.Text;
        if (Expect<SpecMapping>(model.Value, $"The model '{name}'", "a map with prefixes and group", problems) is not { } map)
            return;
        foreach (SpecScalar key in map.Members.Select(member => member.Key).Where(key => key.Text is not (Prefixes or Group)))
            problems.AddShape(key.Span, $"The model '{name}' has '{key.Text}'", "prefixes and group", "It was not read");
        SpecNode? named = map.Find(Group);
        string? group = named is null ? null : Text(named, $"The group of '{name}'", problems);
        List<SpecNode> prefixes = map.Find(Prefixes) is { } list
            && Expect<SpecSequence>(list, $"The prefixes of '{name}'", "a list of texts", problems) is { } texts
                ? [.. texts.Items.Where(item => Text(item, $"A prefix of '{name}'", problems) is not null)]
                : [model.Key];
        foreach (SpecScalar prefix in prefixes.OfType<SpecScalar>())
        {
            if (!_prefixes.TryGetValue(prefix.Text, out (string Group, string Resource) taken))
                _prefixes.Add(prefix.Text, (Identifier.Pascal(group ?? ((SpecScalar)prefixes[0]).Text) ?? "", name));
            else if (taken.Resource != name)
                problems.AddShape(prefix.Span, $"The prefix '{prefix.Text}' is that of '{taken.Resource}' too", "one model for each");
        }
    }

    private static string? Text(SpecNode node, string what, PlacedProblems problems)
    {
        if (CoreSchema.Text(node) is { Length: > 0 } text)
            return text;
        problems.AddShape(node.Span, $"{what} is {node.Kind}", "a text that is not empty");
        return null;
    }

    private static T? Expect<T>(SpecNode node, string what, string expected, PlacedProblems problems)
        where T : SpecNode
    {
        if (node is not T)
            problems.AddShape(node.Span, $"{what} is {node.Kind}", expected);
        return node as T;
    }

    // "account" is no prefix of "accountantsMerge": a camel-case word ends where a capital follows a letter that is not one.
    private static bool EndsWord(string name, int length) =>
        length >= name.Length
        || !char.IsLetterOrDigit(name[length])
        || (char.IsUpper(name[length]) && !char.IsUpper(name[length - 1]));
}
