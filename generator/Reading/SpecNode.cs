using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator.Reading;

/// <summary>
/// A node of a YAML or JSON text, with its place in it. The same tree comes out of both. It may be looked at from several threads.
/// </summary>
internal abstract class SpecNode(TextSpan span)
{
    public TextSpan Span { get; } = span;

    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>A text, number or word.</summary>
internal sealed class SpecScalar(TextSpan span, string text, bool isText) : SpecNode(span)
{
    public string Text { get; } = text;

    /// <summary>Whether it is text whatever it looks like: a JSON string, or a quoted or block scalar of YAML.</summary>
    public bool IsText { get; } = isText;

    /// <summary>Whether it is nothing, by the core schema of YAML 1.2.</summary>
    public bool IsNull => !IsText && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>
    /// What it says as a flag, by the core schema of YAML 1.2, or in quotes, as templates write it; null where it is no flag.
    /// </summary>
    public bool? Flag => Text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    // In quotes or not, what is wrong with it is what it says.
    public override string Kind => Text.Length == 0 ? "empty" : $"'{(Text.Length <= 40 ? Text : Text[..40] + "…")}'";
}

/// <summary>A list.</summary>
internal sealed class SpecSequence : SpecNode
{
    private readonly SpecTape? _tape;
    private readonly int _entry;
    private IReadOnlyList<SpecNode>? _items;

    public SpecSequence(TextSpan span, IReadOnlyList<SpecNode> items)
        : base(span) => _items = items;

    public SpecSequence(TextSpan span, SpecTape tape, int entry)
        : base(span) => (_tape, _entry) = (tape, entry);

    public IReadOnlyList<SpecNode> Items =>
        Volatile.Read(ref _items) ?? Interlocked.CompareExchange(ref _items, _tape!.Items(_entry), null) ?? _items;

    public override string Kind => "a list";
}

/// <summary>A map. Its keys are all different, and merge keys are members of what they name.</summary>
internal sealed class SpecMapping : SpecNode
{
    private const int MostToSearch = 8;

    private readonly SpecTape? _tape;
    private readonly int _entry;
    private IReadOnlyList<SpecMember>? _members;
    private Dictionary<string, SpecMember>? _index;

    public SpecMapping(TextSpan span, IReadOnlyList<SpecMember> members)
        : base(span) => _members = members;

    public SpecMapping(TextSpan span, SpecTape tape, int entry)
        : base(span) => (_tape, _entry) = (tape, entry);

    public IReadOnlyList<SpecMember> Members =>
        Volatile.Read(ref _members) ?? Interlocked.CompareExchange(ref _members, _tape!.Members(_entry), null) ?? _members;

    public override string Kind => "a map";

    public SpecNode? Find(string key) => TryFind(key, out SpecMember? member) ? member.Value : null;

    public bool TryFind(string key, [NotNullWhen(true)] out SpecMember? member)
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
