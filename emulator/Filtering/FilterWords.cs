namespace Outreach.Bulk.Emulator.Filtering;

internal static class FilterWords
{
    public const string Null = "__null__";
    public const string NotNull = "__notnull__";

    public static bool IsNullWord(string text) => text is Null or NotNull;

    public static FilterClause NullClause(string path, string word) =>
        new(path, word == Null ? FilterOperator.Null : FilterOperator.NotNull);
}
