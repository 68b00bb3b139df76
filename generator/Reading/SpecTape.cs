using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator.Reading;

/// <summary>What an entry of a <see cref="SpecTape"/> is.</summary>
internal enum SpecTapeKind : byte
{
    /// <summary>A number or word: a plain scalar.</summary>
    Word,

    /// <summary>Text whatever it looks like.</summary>
    Text,

    /// <summary>A JSON string with escapes in it.</summary>
    EscapedText,
    Sequence,
    Mapping,

    /// <summary>A map that takes members of others by merge keys.</summary>
    MergingMapping,
    Alias,
}

/// <summary>
/// A whole text, scanned to its end and checked, as one array in the order of the text. Nodes are made of it where somebody looks:
/// of the vendor's document only a seventh is needed, and a node costs more than an entry.
/// </summary>
internal sealed class SpecTape(string source)
{
    /// <summary>The key that takes over the members of another map. It is YAML 1.1's, and written in many documents.</summary>
    public const string MergeKey = "<<";

    private readonly Dictionary<int, SpecNode?> _shared = [];
    private readonly List<string> _texts = [];
    private Entry[] _entries = new Entry[Math.Min(source.Length / 12, 128 * 1024) + 16];

    public int Count { get; private set; }

    /// <summary>Adds an entry.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">How many characters it has.</param>
    /// <param name="text">The text of a scalar. It is kept only if the source does not have it as it is.</param>
    public int Add(SpecTapeKind kind, int start, int length, string? text = null)
    {
        int quote = kind == SpecTapeKind.Text ? 1 : 0;
        if (text is not null && text.Length == length - (2 * quote)
            && string.CompareOrdinal(source, start + quote, text, 0, text.Length) == 0)
        {
            text = null;
        }

        if (text is not null)
            _texts.Add(text);
        if (Count == _entries.Length)
            Array.Resize(ref _entries, Count * 2);
        _entries[Count] = new() { Kind = kind, Start = start, Length = length, Link = text is null ? 0 : _texts.Count };
        return Count++;
    }

    public int AddAlias(int target, int start, int length)
    {
        int index = Add(SpecTapeKind.Alias, start, length);
        _entries[index].Value = target;
        if (!_shared.ContainsKey(target))
            _shared.Add(target, null);
        return index;
    }

    public void Close(int index, int end, int height)
    {
        ref Entry entry = ref _entries[index];
        entry.Length = end - entry.Start;
        entry.Value = height;
        entry.Link = Count;
    }

    public void MarkMerging(int index) => _entries[index].Kind = SpecTapeKind.MergingMapping;

    /// <summary>Whether an entry is complete: a container is when it was closed.</summary>
    public bool IsComplete(int index) => !IsContainer(_entries[index].Kind) || _entries[index].Link > 0;

    /// <summary>The entry that follows one and all that is in it.</summary>
    public int Next(int index) => IsContainer(_entries[index].Kind) ? _entries[index].Link : index + 1;

    /// <summary>What an entry stands for: itself, or what its alias names.</summary>
    public int Resolve(int index) => _entries[index].Kind == SpecTapeKind.Alias ? _entries[index].Value : index;

    public bool IsContainer(int index) => IsContainer(_entries[Resolve(index)].Kind);

    public bool IsMergeKey(int key) =>
        _entries[key].Kind == SpecTapeKind.Word && Letters(key).SequenceEqual(MergeKey.AsSpan());

    public int Height(int index) => IsContainer(index) ? _entries[Resolve(index)].Value : 0;

    public TextSpan Span(int index) => new(_entries[index].Start, _entries[index].Length);

    /// <summary>The text of a scalar, without a copy where that can be.</summary>
    public ReadOnlySpan<char> Letters(int index)
    {
        ref Entry entry = ref _entries[Resolve(index)];
        return entry.Link > 0
            ? _texts[entry.Link - 1].AsSpan()
            : entry.Kind switch
            {
                SpecTapeKind.Word => source.AsSpan(entry.Start, entry.Length),
                SpecTapeKind.Text => source.AsSpan(entry.Start + 1, entry.Length - 2),
                _ => JsonSpecReader.Unescape(source.AsSpan(entry.Start + 1, entry.Length - 2)).AsSpan(),
            };
    }

    public string Text(int index) => _entries[Resolve(index)].Link is > 0 and int text ? _texts[text - 1] : Letters(index).ToString();

    public SpecNode Node(int index)
    {
        index = Resolve(index);

        if (_shared.Count == 0)
            return Make(index);

        // What aliases name is one node, however often it is met: who walks the tree may count on it.
        lock (_shared)
        {
            if (!_shared.TryGetValue(index, out SpecNode? node))
                return Make(index);
            return node ?? (_shared[index] = Make(index));
        }
    }

    public IReadOnlyList<SpecNode> Items(int sequence)
    {
        List<SpecNode> items = [];
        for (int i = sequence + 1; i < Next(sequence); i = Next(i))
            items.Add(Node(i));
        return items;
    }

    public IReadOnlyList<SpecMember> Members(int mapping)
    {
        List<SpecMember> members = [];
        for (int key = mapping + 1; key < Next(mapping); key = Next(Next(key)))
        {
            if (!IsMergeKey(key))
                members.Add(new((SpecScalar)Node(key), Node(Next(key))));
        }

        if (_entries[mapping].Kind == SpecTapeKind.MergingMapping)
            Merge(mapping, members);
        return members;
    }

    /// <summary>The maps that a merge key takes members of.</summary>
    /// <returns>Whether it names maps and nothing else.</returns>
    public bool TryFindMerged(int key, [NotNullWhen(true)] out IReadOnlyList<SpecMapping>? merged)
    {
        SpecNode value = Node(Next(key));
        merged = value is SpecSequence several ? [.. several.Items.OfType<SpecMapping>()] : value is SpecMapping one ? [one] : null;
        return merged is not null && (value is not SpecSequence all || all.Items.Count == merged.Count);
    }

    // What a map says itself goes first, then what the first of several says.
    private void Merge(int mapping, List<SpecMember> members)
    {
        HashSet<string> known = new(members.Select(member => member.Key.Text), StringComparer.Ordinal);
        for (int key = mapping + 1; key < Next(mapping); key = Next(Next(key)))
        {
            if (IsMergeKey(key) && TryFindMerged(key, out IReadOnlyList<SpecMapping>? merged))
                members.AddRange(merged.SelectMany(each => each.Members).Where(member => known.Add(member.Key.Text)));
        }
    }

    private SpecNode Make(int index) => _entries[index].Kind switch
    {
        SpecTapeKind.Sequence => new SpecSequence(Span(index), this, index),
        SpecTapeKind.Mapping or SpecTapeKind.MergingMapping => new SpecMapping(Span(index), this, index),
        SpecTapeKind kind => new SpecScalar(Span(index), Text(index), isText: kind != SpecTapeKind.Word),
    };

    private static bool IsContainer(SpecTapeKind kind) =>
        kind is SpecTapeKind.Sequence or SpecTapeKind.Mapping or SpecTapeKind.MergingMapping;

    // Small and without references: the collector has nothing to do with them.
    private struct Entry
    {
        private const int KindBits = 3;

        private int _kindAndValue;

        public int Start;
        public int Length;

        /// <summary>
        /// Of a container, the entry that follows it, or 0 while it is open; of a scalar, one more than the index of its text, or 0 for
        /// one that is in the source as it is.
        /// </summary>
        public int Link;

        public SpecTapeKind Kind
        {
            readonly get => (SpecTapeKind)(_kindAndValue & ((1 << KindBits) - 1));
            set => _kindAndValue = (Value << KindBits) | (int)value;
        }

        /// <summary>Of a container, how many levels of lists and maps it has; of an alias, the entry it names.</summary>
        public int Value
        {
            readonly get => _kindAndValue >> KindBits;
            set => _kindAndValue = (value << KindBits) | (int)Kind;
        }
    }
}
