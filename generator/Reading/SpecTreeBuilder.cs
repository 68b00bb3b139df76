using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator.Reading;

/// <summary>
/// Writes down what a reader meets, without recursion, and holds the limits: whatever feeds it can neither nest too deep nor grow
/// too large, and no map has a key twice.
/// </summary>
internal sealed class SpecTreeBuilder(string source, CancellationToken cancellationToken)
{
    private const int NodesBetweenChecks = 1024;
    private const int MostToCompare = 12;

    private readonly SpecTape _tape = new(source);
    private readonly Container[] _open = new Container[ReadingLimits.Depth];
    private int _depth;
    private int _count;
    private bool _isComplete;

    /// <summary>The document's node; null until it is complete.</summary>
    public SpecNode? Root => _isComplete ? _tape.Node(0) : null;

    public bool IsComplete => _isComplete;

    /// <summary>Whether the next node is a key.</summary>
    public bool ExpectsKey => _depth > 0 && _open[_depth - 1] is { IsMapping: true, HasKey: false };

    public bool IsInMapping => _depth > 0 && _open[_depth - 1].IsMapping;

    public bool IsOpen => _depth > 0;

    /// <summary>Whether the innermost container has nothing in it yet.</summary>
    public bool IsEmpty => _open[_depth - 1].Count == 0;

    /// <returns>The container's entry.</returns>
    public int Open(int start, bool isMapping)
    {
        TextSpan place = new(start, 1);
        if (ExpectsKey)
            throw NoKey(place);
        if (_depth == ReadingLimits.Depth)
            throw TooDeep(place);
        Count(place, 1);
        int index = _tape.Add(isMapping ? SpecTapeKind.Mapping : SpecTapeKind.Sequence, start, 1);
        _open[_depth++] = new() { Index = index, IsMapping = isMapping };
        return index;
    }

    /// <summary>Closes the innermost container.</summary>
    public void Close(int end)
    {
        Container container = _open[--_depth];
        _tape.Close(container.Index, end, container.Height + 1);
        if (container.IsMapping)
            CheckKeys(container);
        Place(container.Height + 1);
    }

    /// <returns>The scalar's entry.</returns>
    public int Add(SpecTapeKind kind, int start, int length, string? text = null)
    {
        Count(new(start, length), 1);
        int index = _tape.Add(kind, start, length, text);
        if (!ExpectsKey)
        {
            Place(0);
            return index;
        }

        ref Container map = ref _open[_depth - 1];
        map.HasKey = true;
        map.Count++;
        map.HasMergeKey |= _tape.IsMergeKey(index);
        return index;
    }

    /// <summary>Adds what an entry before stands for.</summary>
    public void AddAlias(int target, string name, int start, int length)
    {
        TextSpan place = new(start, length);
        if (!_tape.IsComplete(target))
            throw SpecReadException.Unreadable(place, $"the alias '*{name}' stands inside the node it names");
        Count(place, 1);
        bool isKey = ExpectsKey;
        if (isKey && _tape.IsContainer(target))
            throw NoKey(place);

        // An alias brings levels along; whoever walks the tree goes through them all.
        int height = _tape.Height(target);
        if (_depth + height > ReadingLimits.Depth)
            throw TooDeep(place);
        _tape.AddAlias(target, start, length);
        if (!isKey)
        {
            Place(height);
            return;
        }

        _open[_depth - 1].HasKey = true;
        _open[_depth - 1].Count++;
    }

    private void Place(int height)
    {
        if (_depth == 0)
        {
            _isComplete = true;
            return;
        }

        ref Container container = ref _open[_depth - 1];
        container.Height = Math.Max(container.Height, height);
        if (container.IsMapping)
            container.HasKey = false;
        else
            container.Count++;
    }

    private void CheckKeys(Container map)
    {
        if (Repeated(map) is { } twice)
            throw SpecReadException.Unreadable(_tape.Span(twice), $"the key '{_tape.Text(twice)}' stands twice in one map");
        if (!map.HasMergeKey)
            return;
        for (int key = map.Index + 1; key < _tape.Next(map.Index); key = _tape.Next(_tape.Next(key)))
        {
            if (!_tape.IsMergeKey(key))
                continue;
            if (!_tape.TryFindMerged(key, out IReadOnlyList<SpecMapping>? merged))
            {
                throw SpecReadException.Unreadable(
                    _tape.Span(key),
                    $"the merge key '{SpecTape.MergeKey}' takes the members of a map or of a list of maps, which must follow it; "
                        + "put it in quotes if it is a name");
            }

            // Merged maps may merge others in turn.
            foreach (SpecMapping each in merged)
                Count(_tape.Span(key), each.Members.Count);
        }

        _tape.MarkMerging(map.Index);
    }

    // Most maps are small and many: a set for each would cost more than all else.
    private int? Repeated(Container map)
    {
        if (map.Count < 2)
            return null;
        int end = _tape.Next(map.Index);
        if (map.Count > MostToCompare)
        {
            HashSet<string> keys = new(StringComparer.Ordinal);
            for (int key = map.Index + 1; key < end; key = _tape.Next(_tape.Next(key)))
            {
                if (!keys.Add(_tape.Text(key)))
                    return key;
            }

            return null;
        }

        for (int key = _tape.Next(_tape.Next(map.Index + 1)); key < end; key = _tape.Next(_tape.Next(key)))
        {
            ReadOnlySpan<char> letters = _tape.Letters(key);
            for (int before = map.Index + 1; before < key; before = _tape.Next(_tape.Next(before)))
            {
                if (_tape.Letters(before).SequenceEqual(letters))
                    return key;
            }
        }

        return null;
    }

    private static SpecReadException NoKey(TextSpan place) =>
        SpecReadException.Unreadable(place, "a list or map stands where a key is expected");

    private static SpecReadException TooDeep(TextSpan place) =>
        SpecReadException.TooMuch(place, FormattableString.Invariant($"it is nested deeper than {ReadingLimits.Depth} levels"));

    private void Count(TextSpan place, int nodes)
    {
        _count += nodes;
        if (_count > ReadingLimits.Nodes)
            throw SpecReadException.TooMuch(place, FormattableString.Invariant($"it has more than {ReadingLimits.Nodes} nodes"));
        if (_count % NodesBetweenChecks == 0)
            cancellationToken.ThrowIfCancellationRequested();
    }

    private struct Container
    {
        public int Index;
        public bool IsMapping;
        public bool HasKey;
        public bool HasMergeKey;
        public int Count;
        public int Height;
    }
}
