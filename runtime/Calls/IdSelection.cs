using Outreach.Bulk.Filters;

namespace Outreach.Bulk.Calls;

/// <summary>What a filter itself asks of its records' ids. That of a related record, such as an owner's, is another matter.</summary>
internal readonly struct IdSelection
{
    private IdSelection(IdRange range, long[]? ids = null)
    {
        Range = range;
        Ids = ids;
    }

    /// <summary>The ids that may be selected; empty when none can be. Without a clause <see cref="IdRange.All"/>.</summary>
    public IdRange Range { get; }

    /// <summary>The ids that were listed, distinct and in order; null for a filter that lists none.</summary>
    public long[]? Ids { get; }

    /// <exception cref="ArgumentException">The filter's ids are no whole numbers.</exception>
    public static IdSelection Of(RecordFilter filter) => filter.Clauses.Find("id") switch
    {
        null or IFilterValue { Kind: FilterValueKind.NotNull } => new(IdRange.All),
        IFilterValue { Kind: FilterValueKind.Null } => new(new(1, 0), []),
        FilterValue<long> { ItemsOrNull: { } ids } => Of(ids),
        IFilterValue { Kind: FilterValueKind.Range } and FilterValue<long> range => new(IdRange.All.Intersect(EndsOf(range))),
        _ => throw new ArgumentException(
            "The filter selects by ids that are no whole numbers, which cannot be split into ranges.", nameof(filter)),
    };

    private static IdSelection Of(long[] ids)
    {
        long[] sorted = [.. ids.Distinct().Order()];
        return new(new(sorted[0], sorted[^1]), sorted);
    }

    private static IdRange EndsOf(IFilterValue range) => new((long?)range.AtLeast ?? 1, (long?)range.AtMost ?? long.MaxValue);
}
