using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Filtering;

/// <summary>Commas for alternatives, <c>a..b</c> for ranges, <c>inf</c> and <c>neginf</c> for their open ends.</summary>
internal static class OldSyntax
{
    public static List<FilterClause> Read(JsonObject filter)
    {
        List<FilterClause> clauses = [];
        foreach ((string name, JsonNode? node) in filter)
        {
            if (node is JsonObject members)
            {
                foreach ((string member, JsonNode? value) in members)
                    clauses.Add(ReadValue($"{name}.{member}", value));
            }
            else
            {
                clauses.Add(ReadValue(name, node));
            }
        }

        return clauses;
    }

    private static FilterClause ReadValue(string path, JsonNode? node)
    {
        if (node is not JsonValue)
            throw ApiException.BadFilter($"The filter '{path}' uses the new syntax, which needs newFilterSyntax=true on collections.");
        string text = (string)node!;
        if (path == "q")
            return new(path, FilterOperator.Search, text);
        if (FilterKeywords.IsNullKeyword(text))
            return FilterKeywords.NullClause(path, text);
        // The last pair, for the sake of "Acme Inc." in front of it.
        int dots = text.LastIndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
            return new(path, FilterOperator.AnyOf, text.Split(','));
        string from = text[..dots];
        string to = text[(dots + 2)..];
        return new(path, FilterOperator.Range, from == "neginf" ? null : from, to == "inf" ? null : to);
    }
}
