using Outreach.Bulk.Protocol;

namespace Outreach.Bulk.Filters;

internal enum FilterValueKind
{
    None = 0,
    Equal = 1,
    AnyOf = 2,
    Range = 3,
    Null = 4,
    NotNull = 5,
}

/// <summary>A filter value without its type parameter, as the filter stores and writes it.</summary>
internal interface IFilterValue
{
    FilterValueKind Kind { get; }

    /// <summary>The values of which any may match; empty for a range and for the null words.</summary>
    Array Values { get; }

    /// <summary>The lower end of a range; null where there is none.</summary>
    object? AtLeast { get; }

    /// <summary>The upper end of a range; null where there is none.</summary>
    object? AtMost { get; }

    void ThrowIfNotUsable(bool isId, string property);

    void WriteTo(QueryWriter writer, bool commaLists);
}
