using System.Globalization;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>
/// How many records a filter selected when they were counted. The server does not always count to the end: above a cap it
/// stops, and under load it does not count at all. Neither is taken for a count here.
/// </summary>
public sealed record RecordCount
{
    private RecordCount(long? count, long atLeast, DateTimeOffset countedAt)
    {
        Count = count;
        AtLeast = atLeast;
        CountedAt = countedAt;
    }

    /// <summary>The count; <see langword="null"/> when it is truncated or shed.</summary>
    public long? Count { get; }

    /// <summary>The fewest records there were: <see cref="Count"/>, or where counting stopped, or 0 when it was shed.</summary>
    public long AtLeast { get; }

    /// <summary>Whether the server stopped counting, which it does at 2 000 000: there were <see cref="AtLeast"/> or more.</summary>
    public bool IsTruncated => Count is null && AtLeast > 0;

    /// <summary>Whether the server did not count, which it does under load: nothing is known. Ask again later.</summary>
    public bool IsShed => Count is null && AtLeast == 0;

    /// <summary>When the count was heard of, by <see cref="OutreachBulkOptions.TimeProvider"/>.</summary>
    public DateTimeOffset CountedAt { get; }

    /// <summary>Makes a count that is whole, such as a test double's.</summary>
    /// <param name="count">The count; at least 0.</param>
    /// <param name="countedAt">When it was made.</param>
    /// <returns>The count.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public static RecordCount Of(long count, DateTimeOffset countedAt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new(count, count, countedAt);
    }

    /// <summary>Makes a count that stopped before the end.</summary>
    /// <param name="atLeast">Where it stopped; at least 1.</param>
    /// <param name="countedAt">When it was made.</param>
    /// <returns>The count.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atLeast"/> is less than 1.</exception>
    public static RecordCount Truncated(long atLeast, DateTimeOffset countedAt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atLeast, 1);
        return new(null, atLeast, countedAt);
    }

    /// <summary>Makes a count that was not made.</summary>
    /// <param name="countedAt">When it was asked for.</param>
    /// <returns>The count.</returns>
    public static RecordCount Shed(DateTimeOffset countedAt) => new(null, 0, countedAt);

    /// <summary>Says the count, or what it is instead.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() =>
        Count is { } count ? Sentence.Count(count, "record")
        : IsTruncated ? string.Create(CultureInfo.InvariantCulture, $"{AtLeast} records or more, not counted to the end")
        : "records not counted";
}
