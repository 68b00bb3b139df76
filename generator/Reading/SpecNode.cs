using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator.Reading;

/// <summary>A node of a YAML or JSON text, with its place in it. The same tree comes out of both.</summary>
internal abstract class SpecNode(TextSpan span)
{
    public TextSpan Span { get; } = span;

    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }

    /// <summary>How many levels of lists and maps it has, itself among them.</summary>
    public virtual int Height => 0;
}

/// <summary>A text, number or word.</summary>
internal sealed class SpecScalar(TextSpan span, string text, bool isText) : SpecNode(span)
{
    public string Text { get; } = text;

    /// <summary>Whether it is text whatever it looks like: a JSON string, or a quoted or block scalar of YAML.</summary>
    public bool IsText { get; } = isText;

    public override string Kind => IsText ? "text" : $"'{(Text.Length <= 40 ? Text : Text[..40] + "…")}'";
}

/// <summary>A value that an outline left out.</summary>
internal sealed class SpecOmitted(TextSpan span) : SpecNode(span)
{
    public override string Kind => throw new SpecOmittedException();
}

/// <summary>A list.</summary>
internal sealed class SpecSequence(TextSpan span, IReadOnlyList<SpecNode> items) : SpecNode(span)
{
    public IReadOnlyList<SpecNode> Items { get; } = items;

    public override int Height { get; } = HeightOver(items);

    private static int HeightOver(IReadOnlyList<SpecNode> items)
    {
        int height = 0;
        for (int i = 0; i < items.Count; i++)
            height = Math.Max(height, items[i].Height);
        return height + 1;
    }

    public override string Kind => "a list";
}

/// <summary>A map. Its keys are all different.</summary>
internal sealed class SpecMapping(TextSpan span, IReadOnlyList<SpecMember> members) : SpecNode(span)
{
    private const int MostToSearch = 8;

    private Dictionary<string, SpecMember>? _index;

    public IReadOnlyList<SpecMember> Members { get; } = members;

    public override int Height { get; } = HeightOver(members);

    public override string Kind => "a map";

    public SpecNode? Find(string key) => TryFind(key, out SpecMember? member) ? member.Value : null;

    public bool TryFind(string key, [NotNullWhen(true)] out SpecMember? member) =>
        Search(key, out member) && member.Value is SpecOmitted ? throw new SpecOmittedException() : member is not null;

    private static int HeightOver(IReadOnlyList<SpecMember> members)
    {
        int height = 0;
        for (int i = 0; i < members.Count; i++)
            height = Math.Max(height, members[i].Value.Height);
        return height + 1;
    }

    private bool Search(string key, [NotNullWhen(true)] out SpecMember? member)
    {
        if (Members.Count > MostToSearch)
            return (_index ??= Members.ToDictionary(each => each.Key.Text, StringComparer.Ordinal)).TryGetValue(key, out member);
        foreach (SpecMember each in Members)
        {
            if (each.Key.Text == key)
            {
                member = each;
                return true;
            }
        }

        member = null;
        return false;
    }
}

/// <summary>A key of a map with its value.</summary>
internal sealed record SpecMember(SpecScalar Key, SpecNode Value);
