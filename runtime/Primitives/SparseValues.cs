using System.Text.Json.Nodes;

namespace Outreach.Bulk.Primitives;

/// <summary>
/// Assigned values by their name in the API, in the order of assignment. A record with two hundred properties costs
/// nothing for those never assigned.
/// </summary>
internal sealed class SparseValues : IEquatable<SparseValues>
{
    private Entry[] _entries;
    private int _count;

    public SparseValues() => _entries = [];

    private SparseValues(Entry[] entries, int count)
    {
        _entries = entries;
        _count = count;
    }

    public int Count => _count;

    public ReadOnlySpan<Entry> Entries => _entries.AsSpan(0, _count);

    public IEnumerable<string> Names => _entries.Take(_count).Select(entry => entry.Property);

    public SparseValues Copy() => new(_entries.AsSpan(0, _count).ToArray(), _count);

    /// <summary>The value of a name, or null. JSON is a copy: what was assigned does not change.</summary>
    public object? Find(string name) => CopyOf(Stored(name));

    public T? Get<T>(string name) => Find(name) is T value ? value : default;

    public void Set(string name, string property, object? value)
    {
        Entry entry = new(name, property, CopyOf(value)!);
        for (int i = 0; i < _count; i++)
        {
            if (_entries[i].Name == name)
            {
                _entries[i] = entry;
                return;
            }
        }

        if (_count == _entries.Length)
            Array.Resize(ref _entries, Math.Max(4, _count * 2));
        _entries[_count++] = entry;
    }

    public bool Equals(SparseValues? other)
    {
        if (other is null || _count != other._count)
            return false;
        foreach (ref readonly Entry entry in Entries)
        {
            if (!ContentEquals(entry.Value, other.Stored(entry.Name)))
                return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as SparseValues);

    public override int GetHashCode()
    {
        // Order does not matter to equality, so it must not matter here.
        int hash = _count;
        foreach (ref readonly Entry entry in Entries)
            hash ^= StringComparer.Ordinal.GetHashCode(entry.Name);
        return hash;
    }

    private static object? CopyOf(object? value)
    {
        if (value is JsonNode node)
            return node.DeepClone();
        if (value is not JsonNode[] nodes)
            return value;
        JsonNode[] copy = (JsonNode[])nodes.Clone();
        for (int i = 0; i < copy.Length; i++)
            copy[i] = copy[i].DeepClone();
        return copy;
    }

    private object? Stored(string name)
    {
        foreach (ref readonly Entry entry in Entries)
        {
            if (entry.Name == name)
                return entry.Value;
        }

        return null;
    }

    private static bool ContentEquals(object? left, object? right) => (left, right) switch
    {
        (JsonNode a, JsonNode b) => JsonNode.DeepEquals(a, b),
        (Array a, Array b) => a.Cast<object?>().SequenceEqual(b.Cast<object?>(), ByContent.Comparer),
        _ => Equals(left, right),
    };

    private sealed class ByContent : IEqualityComparer<object?>
    {
        public static ByContent Comparer { get; } = new();

        public new bool Equals(object? x, object? y) => ContentEquals(x, y);

        public int GetHashCode(object? obj) => 0;
    }

    /// <summary>One assigned value.</summary>
    /// <param name="Name">The name in the API.</param>
    /// <param name="Property">The C# property, for messages.</param>
    /// <param name="Value">The value, boxed.</param>
    public readonly record struct Entry(string Name, string Property, object Value);
}
