namespace Outreach.Bulk;

/// <summary>Why a failed item was matched to no row.</summary>
public enum UnmatchedReason
{
    /// <summary>The item's data holds no unique key that is looked for, or its form is not understood.</summary>
    NoKey = 0,

    /// <summary>No row of the file has the item's key.</summary>
    NoSuchRow = 1,

    /// <summary>Several rows have the item's key, and nothing tells which of them failed.</summary>
    Ambiguous = 2,
}

/// <summary>A failed item that was matched to no row.</summary>
public sealed class UnmatchedItem
{
    internal UnmatchedItem(BatchItem item, UnmatchedReason reason, IReadOnlyList<long> lines)
    {
        Item = item;
        Reason = reason;
        Lines = lines;
    }

    /// <summary>The item.</summary>
    public BatchItem Item { get; }

    /// <summary>Why it has no row.</summary>
    public UnmatchedReason Reason { get; }

    /// <summary>
    /// The lines, from 1, of the rows it may be about: two or more, of which up to 20 are told, when it is
    /// <see cref="UnmatchedReason.Ambiguous"/>; otherwise none.
    /// </summary>
    public IReadOnlyList<long> Lines { get; }

    /// <summary>Names item, reason and lines, and no value.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"{Item}: {Reason}{(Lines.Count > 0 ? $", lines {string.Join(", ", Lines)}" : "")}";
}
