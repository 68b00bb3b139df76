namespace Outreach.Bulk.Emulator.Filtering;

internal enum FilterOperator
{
    AnyOf,
    Range,
    Null,
    NotNull,
    Search,
}
