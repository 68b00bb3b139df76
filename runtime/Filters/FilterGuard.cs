using System.Diagnostics.CodeAnalysis;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Filters;

/// <summary>What no clause may hold: a clause that the server could read as absent selects every record.</summary>
internal static class FilterGuard
{
    public const string NullWord = "__null__";
    public const string NotNullWord = "__notnull__";

    /// <summary>Refuses the values of a clause.</summary>
    public static void ThrowIfNotUsable<T>(T[]? values, bool isId, string property)
    {
        if (values is null or [null])
            ThrowNull(property);
        if (values.Length == 0)
        {
            throw new ArgumentException(
                $"{property} was assigned an empty list, which a server may read as no clause, and so as every record. If there "
                    + "is nothing to select, make no call.",
                property);
        }

        WireText.ThrowIfNotWritable(values, property);
        foreach (T value in values!)
            ThrowIfReserved(value, isId, property);
    }

    /// <summary>Refuses one end of a range.</summary>
    public static void ThrowIfNotUsable<T>(bool isSet, T? bound, bool isId, string property)
    {
        if (!isSet)
            return;
        if (bound is null)
            ThrowNull(property);
        WireText.ThrowIfNotWritable(bound, property);
        ThrowIfReserved(bound, isId, property);
    }

    [DoesNotReturn]
    private static void ThrowNull(string property) => throw new ArgumentNullException(
        property,
        $"{property} was assigned null. A clause that was assigned must say something; leave it out if it should not take part, "
            + "or assign FilterValue.Null if records without a value are meant.");

    private static void ThrowIfReserved<T>(T value, bool isId, string property)
    {
        switch (value)
        {
            case NullWord or NotNullWord:
                throw new ArgumentException(
                    $"{property} was assigned the text \"{value}\", which the filter syntax reserves. Use FilterValue.Null or "
                        + "FilterValue.NotNull if that is meant; the text itself cannot be asked for.",
                    property);
            case DateTimeOffset instant when instant == default:
            case DateOnly date when date == default:
                throw new ArgumentException(
                    $"{property} was assigned a date that is default, 1 January of the year 1: most likely one that was never "
                        + "set, and as the start of a range every record.",
                    property);
            case < 1L when isId:
                throw new ArgumentOutOfRangeException(property, $"{property} was assigned {value}; the id of a record is at least 1.");
        }
    }
}
