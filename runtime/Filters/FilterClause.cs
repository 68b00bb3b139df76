namespace Outreach.Bulk.Filters;

/// <summary>Clauses of values whose type shows when they are read.</summary>
internal static class FilterClause
{
    /// <returns>The clause; null for a type that no filter takes.</returns>
    public static IFilterValue? Of(FilterValueKind kind, Array? items) => items switch
    {
        string[] texts => new FilterValue<string>(kind, texts),
        bool[] flags => new FilterValue<bool>(kind, flags),
        long[] numbers => new FilterValue<long>(kind, numbers),
        double[] numbers => new FilterValue<double>(kind, numbers),
        decimal[] numbers => new FilterValue<decimal>(kind, numbers),
        DateTimeOffset[] instants => new FilterValue<DateTimeOffset>(kind, instants),
        DateTime[] times => new FilterValue<DateTime>(kind, times),
        DateOnly[] dates => new FilterValue<DateOnly>(kind, dates),
        _ => null,
    };

    /// <summary>A range of one or two ends, which are of one type.</summary>
    /// <returns>The clause; null for no ends, and for a type that no filter takes.</returns>
    public static IFilterValue? Range(object? atLeast, object? atMost) => (atLeast ?? atMost) switch
    {
        string => Range<string>(atLeast, atMost),
        bool => Range<bool>(atLeast, atMost),
        long => Range<long>(atLeast, atMost),
        double => Range<double>(atLeast, atMost),
        decimal => Range<decimal>(atLeast, atMost),
        DateTimeOffset => Range<DateTimeOffset>(atLeast, atMost),
        DateTime => Range<DateTime>(atLeast, atMost),
        DateOnly => Range<DateOnly>(atLeast, atMost),
        _ => null,
    };

    private static FilterValue<T> Range<T>(object? atLeast, object? atMost) => (atLeast, atMost) switch
    {
        (T low, T high) => new() { AtLeast = low, AtMost = high },
        (T low, _) => new() { AtLeast = low },
        _ => new() { AtMost = (T)atMost! },
    };
}
