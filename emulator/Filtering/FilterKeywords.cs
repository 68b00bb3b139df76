namespace Outreach.Bulk.Emulator.Filtering;

internal static class FilterKeywords
{
    public const string Null = "__null__";
    public const string NotNull = "__notnull__";

    public static bool IsNullKeyword(string text) => text is Null or NotNull;

    public static FilterClause NullClause(string path, string keyword) =>
        new(path, keyword == Null ? FilterOperator.Null : FilterOperator.NotNull);
}
