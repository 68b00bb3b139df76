namespace Outreach.Bulk;

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

    int Count { get; }

    void ThrowIfNotUsable(bool isId, string property);

    void WriteTo(QueryWriter writer, bool commaLists);
}
