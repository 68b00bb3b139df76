using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator.Reading;

/// <summary>
/// Puts nodes together as a reader meets them, without recursion, and holds the limits: whatever feeds it can neither
/// nest too deep nor grow too large.
/// </summary>
internal sealed class SpecTreeBuilder(CancellationToken cancellationToken)
{
    private const int NodesBetweenChecks = 1024;

    private readonly Stack<Container> _open = new();
    private int _count;

    /// <summary>The document's node; null until it is complete.</summary>
    public SpecNode? Root { get; private set; }

    /// <summary>Whether the next node is a key.</summary>
    public bool ExpectsKey => _open.Count > 0 && _open.Peek() is { IsMapping: true, Key: null };

    public bool IsInMapping => _open.Count > 0 && _open.Peek().IsMapping;

    public bool IsOpen => _open.Count > 0;

    /// <summary>Whether the innermost container has nothing in it yet.</summary>
    public bool IsEmpty => _open.Peek() is { Key: null, Items.Count: 0, Members.Count: 0 };

    public void Open(int start, bool isMapping)
    {
        TextSpan place = new(start, 1);
        if (ExpectsKey)
            throw SpecReadException.Unreadable(place, "a list or map stands where a key is expected");
        if (_open.Count == ReadingLimits.Depth)
            throw TooDeep(place);
        Count(place);
        _open.Push(new(start, isMapping));
    }

    /// <summary>Closes the innermost container.</summary>
    /// <returns>The node it became.</returns>
    public SpecNode Close(int end)
    {
        Container container = _open.Pop();
        SpecNode node = container.ToNode(end);
        Place(node);
        return node;
    }

    public void Add(SpecNode node)
    {
        Count(node.Span);

        // An alias brings levels along; whoever walks the tree goes through them all.
        if (_open.Count + node.Height > ReadingLimits.Depth)
            throw TooDeep(node.Span);
        if (ExpectsKey)
        {
            if (node is not SpecScalar key)
                throw SpecReadException.Unreadable(node.Span, "a list or map stands where a key is expected");
            _open.Peek().Key = key;
            return;
        }

        Place(node);
    }

    private void Place(SpecNode node)
    {
        if (_open.Count == 0)
        {
            Root = node;
            return;
        }

        Container container = _open.Peek();
        if (container.IsMapping)
        {
            container.Members.Add(new(container.Key!, node));
            container.Key = null;
        }
        else
        {
            container.Items.Add(node);
        }
    }

    private static SpecReadException TooDeep(TextSpan place) =>
        SpecReadException.TooMuch(place, FormattableString.Invariant($"it is nested deeper than {ReadingLimits.Depth} levels"));

    private void Count(TextSpan place)
    {
        if (++_count > ReadingLimits.Nodes)
            throw SpecReadException.TooMuch(place, FormattableString.Invariant($"it has more than {ReadingLimits.Nodes} nodes"));
        if (_count % NodesBetweenChecks == 0)
            cancellationToken.ThrowIfCancellationRequested();
    }

    private sealed class Container(int start, bool isMapping)
    {
        private const int MostToCompare = 12;

        public bool IsMapping { get; } = isMapping;

        public SpecScalar? Key { get; set; }

        public List<SpecMember> Members { get; } = [];

        public List<SpecNode> Items { get; } = [];

        public SpecNode ToNode(int end)
        {
            TextSpan span = TextSpan.FromBounds(start, end);
            if (!IsMapping)
                return new SpecSequence(span, Items);
            foreach (SpecMember twice in Repeated())
                throw SpecReadException.Unreadable(twice.Key.Span, $"the key '{twice.Key.Text}' stands twice in one map");
            return new SpecMapping(span, Members);
        }

        // Most maps are small and many: a set for each would cost more than all else.
        private IEnumerable<SpecMember> Repeated()
        {
            if (Members.Count > MostToCompare)
            {
                HashSet<string> keys = new(StringComparer.Ordinal);
                return Members.Where(member => !keys.Add(member.Key.Text));
            }

            for (int i = 1; i < Members.Count; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    if (Members[j].Key.Text == Members[i].Key.Text)
                        return [Members[i]];
                }
            }

            return [];
        }
    }
}
