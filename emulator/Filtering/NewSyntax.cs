using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Filtering;

/// <summary>Brackets only: <c>[id][]=1</c>, <c>[id][gte]=5</c>. Commas and double dots are plain text here.</summary>
internal static class NewSyntax
{
    public static List<FilterClause> Read(JsonObject filter, bool commaLists)
    {
        List<FilterClause> clauses = [];
        foreach ((string name, JsonNode? node) in filter)
            Read(name, node, commaLists, clauses);
        return clauses;
    }

    private static void Read(string path, JsonNode? node, bool commaLists, List<FilterClause> clauses)
    {
        switch (node)
        {
            case JsonValue when path == "q":
                clauses.Add(new(path, FilterOperator.Search, (string)node!));
                break;
            case JsonArray list:
                string[] values = [.. list.Select(item => (string)item!)];
                if (values.Any(FilterKeywords.IsNullKeyword))
                {
                    throw ApiException.BadFilter(
                        $"'{FilterKeywords.Null}' and '{FilterKeywords.NotNull}' can't be alternatives of a list in filter '{path}'.");
                }

                clauses.Add(new(path, FilterOperator.AnyOf, values));
                break;
            case JsonObject bounds when bounds.ContainsKey("gte") || bounds.ContainsKey("lte"):
                ReadRange(path, bounds, clauses);
                break;
            case JsonObject members when !path.Contains('.', StringComparison.Ordinal):
                foreach ((string name, JsonNode? member) in members)
                    Read($"{path}.{name}", member, commaLists, clauses);
                break;
            case JsonValue:
                string text = (string)node!;
                bool split = commaLists && (path == "id" || path.EndsWith(".id", StringComparison.Ordinal));
                clauses.Add(FilterKeywords.IsNullKeyword(text)
                    ? FilterKeywords.NullClause(path, text)
                    : new(path, FilterOperator.AnyOf, split ? text.Split(',') : [text]));
                break;
            default:
                throw ApiException.BadFilter($"The filter '{path}' is nested too deep.");
        }
    }

    private static void ReadRange(string path, JsonObject bounds, List<FilterClause> clauses)
    {
        foreach ((string name, JsonNode? bound) in bounds)
        {
            if (name is not ("gte" or "lte") || bound is not JsonValue || FilterKeywords.IsNullKeyword((string)bound!))
                throw ApiException.BadFilter($"The range '{path}[{name}]' is not one of gte and lte with one value each.");
        }

        clauses.Add(new(path, FilterOperator.Range, (string?)bounds["gte"], (string?)bounds["lte"]));
    }
}
