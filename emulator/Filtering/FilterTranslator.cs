using System.Text.Json;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Sql;

namespace Outreach.Bulk.Emulator.Filtering;

/// <summary>Turns clauses into the condition of a WHERE over the record table, aliased <c>t</c>.</summary>
internal sealed class FilterTranslator(Func<string, FilterColumn?> findTarget, string? search, SqlParameters parameters)
{
    // SQLite takes 32 766 parameters; long id lists travel as one JSON text instead.
    private const int ListedValues = 500;

    public string Translate(IEnumerable<FilterClause> clauses)
    {
        List<string> conditions = [];
        Dictionary<string, List<string>> rows = new(StringComparer.Ordinal);
        foreach (FilterClause clause in clauses)
        {
            if (clause.Operator == FilterOperator.Search)
            {
                conditions.Add(Search(clause));
                continue;
            }

            FilterColumn target = findTarget(clause.Path)
                ?? throw ApiException.BadFilter($"'{clause.Path}' can't be filtered by.");
            if (target.Rows is null)
                conditions.Add(Condition(clause, target));
            else if (clause.Operator == FilterOperator.Null)
                conditions.Add($"NOT EXISTS (SELECT 1 FROM {target.Rows} AND {target.Expression} IS NOT NULL)");
            else if (rows.TryGetValue(target.Rows, out List<string>? together))
                together.Add(Condition(clause, target));
            else
                rows.Add(target.Rows, [Condition(clause, target)]);
        }

        foreach ((string source, List<string> together) in rows)
            conditions.Add($"EXISTS (SELECT 1 FROM {source} AND {string.Join(" AND ", together)})");
        return conditions.Count == 0 ? "1" : string.Join(" AND ", conditions);
    }

    private string Condition(FilterClause clause, FilterColumn target) => clause.Operator switch
    {
        FilterOperator.Null => $"{target.Expression} IS NULL",
        FilterOperator.NotNull => $"{target.Expression} IS NOT NULL",
        FilterOperator.Range => Range(clause, target),
        _ => AnyOf(target.Expression, [.. clause.Values.Select(v => FilterValue.Read(clause.Path, target.Kind, v!))]),
    };

    private string AnyOf(string expression, object[] values) => values switch
    {
        [object one] => $"{expression} = {parameters.Add(one)}",
        { Length: > ListedValues } => $"{expression} IN (SELECT value FROM json_each({parameters.Add(JsonSerializer.Serialize(values))}))",
        _ => $"{expression} IN ({string.Join(", ", values.Select(parameters.Add))})",
    };

    private string Range(FilterClause clause, FilterColumn target)
    {
        List<string> bounds = [];
        if (clause.Values[0] is string from)
            bounds.Add($"{target.Expression} >= {Bound(from)}");
        if (clause.Values[1] is string to)
            bounds.Add($"{target.Expression} <= {Bound(to)}");
        return bounds.Count == 0 ? $"{target.Expression} IS NOT NULL" : $"({string.Join(" AND ", bounds)})";

        string Bound(string text) => parameters.Add(FilterValue.Read(clause.Path, target.Kind, text));
    }

    private string Search(FilterClause clause)
    {
        if (search is null)
            throw ApiException.BadFilter("'q' can only search accounts and prospects.");
        string escaped = clause.Values[0]!
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
        return search.Replace("$", parameters.Add(escaped + "%"), StringComparison.Ordinal);
    }
}
