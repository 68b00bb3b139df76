using System.Globalization;

namespace Outreach.Bulk.Calls;

/// <summary>A closed range of records' ids. One that ends at <see cref="long.MaxValue"/> is open above.</summary>
internal readonly record struct IdRange(long First, long Last)
{
    /// <summary>Every id there is.</summary>
    public static IdRange All { get; } = new(1, long.MaxValue);

    public bool IsEmpty => First > Last;

    /// <summary>How many ids it holds.</summary>
    public long Length => IsEmpty ? 0 : Last - First + 1;

    public bool Contains(long id) => id >= First && id <= Last;

    public IdRange Intersect(IdRange other) => new(Math.Max(First, other.First), Math.Min(Last, other.Last));

    public override string ToString() => Last == long.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"ids from {First}")
        : string.Create(CultureInfo.InvariantCulture, $"ids {First} to {Last}");
}
