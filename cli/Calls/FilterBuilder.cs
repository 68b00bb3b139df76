using Outreach.Bulk.Calls;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Filters;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Cli.Calls;

/// <summary>Makes the filter of what was typed. Clauses of one name are several values, or the ends of a range.</summary>
internal static class FilterBuilder
{
    /// <param name="info">What records of the resource are selected by.</param>
    /// <param name="clauses">The clauses.</param>
    /// <param name="ids">Ids from elsewhere.</param>
    /// <param name="isEverything">Whether all records are meant.</param>
    /// <exception cref="CliException">There is no clause, or one that cannot be.</exception>
    public static RecordFilter Build(FilterInfo info, IReadOnlyList<ClauseText> clauses, long[]? ids, bool isEverything)
    {
        bool hasAny = clauses.Count > 0 || ids is not null;
        if (isEverything)
        {
            return hasAny
                ? throw CliException.Usage("--everything and a filter contradict each other. Leave one of them out.")
                : WrittenCall.Filter.Everything;
        }

        if (!hasAny)
        {
            throw CliException.Usage(
                "No filter, no call: add --where or --ids-from or, if every record is meant, --everything.");
        }

        WrittenCall.Filter filter = new();
        if (ids is not null)
            filter.Add("id", new FilterValue<long>(FilterValueKind.AnyOf, ids), "--ids-from");
        foreach (IGrouping<string, ClauseText> group in clauses.Select(clause => ByName(info, clause)).GroupBy(clause => Head(clause.Name)))
        {
            if (Related(info, group.Key) is { } related)
                filter.Add(group.Key, RelatedFilter(related, group));
            else if (ids is not null && group.Key == "id")
                throw CliException.Usage($"{group.First().Option}: ids come from --ids-from already. Leave one of them out.");
            else
                Add(filter, group.Key, ClauseNamed(info.Resource, info.Clauses, info.IsOpen, group.Key, group.First(), info.Related), [.. group]);
        }

        return filter;
    }

    private static WrittenCall.Filter RelatedFilter(RelatedFilterInfo related, IEnumerable<ClauseText> clauses)
    {
        if (clauses.FirstOrDefault(clause => clause.Name == related.Name) is { } bare)
        {
            throw CliException.Usage(
                $"{bare.Option}: {related.Name} is a relationship. Select by what is related: "
                    + $"{string.Join(", ", related.Clauses.Select(clause => $"{related.Name}.{clause.Name}"))}.");
        }

        WrittenCall.Filter filter = new();
        foreach (IGrouping<string, ClauseText> group in clauses.GroupBy(clause => clause.Name[(related.Name.Length + 1)..]))
            Add(filter, group.Key, ClauseNamed(related.Name, related.Clauses, false, group.Key, group.First(), []), [.. group]);
        return filter;
    }

    // A label may have dots, and is no path.
    private static ClauseText ByName(FilterInfo info, ClauseText clause)
    {
        if (info.Clauses.Any(each => each.Name == clause.Name) || !info.Labels.Any(label => label.HasLabel(clause.Name)))
            return clause;
        string name = Names.Find(info.Labels, clause.Name, "label", "").Name;
        return info.Clauses.Any(each => each.Name == name) || info.IsOpen
            ? clause with { Name = name }
            : throw CliException.Usage($"{clause.Option}: \"{clause.Name}\" is {name}, by which {info.Resource} cannot be selected.");
    }

    // Of an open filter the name may have dots of its own.
    private static string Head(string name) => name.Split('.')[0];

    private static RelatedFilterInfo? Related(FilterInfo info, string name) => info.Related.FirstOrDefault(related => related.Name == name);

    private static AttributeInfo ClauseNamed(
        string of, IReadOnlyList<AttributeInfo> clauses, bool isOpen, string name, ClauseText first, IReadOnlyList<RelatedFilterInfo> related)
    {
        if (name == "id" && clauses.All(clause => clause.Name != "id"))
            return FilterInfo.Id;
        if (first.Name != name && !first.Name.EndsWith($".{name}", StringComparison.Ordinal))
        {
            _ = Names.Find(
                related,
                each => each.Name,
                name,
                $"relationship of {of} named",
                related.Count > 0 ? $"Relationships: {string.Join(", ", related.Select(each => each.Name))}." : "");
        }

        return isOpen
            ? clauses.FirstOrDefault(clause => clause.Name == name) ?? new(name, "Text")
            : Names.Find(
                clauses,
                clause => clause.Name,
                name,
                $"clause of {of} named",
                $"Clauses: {string.Join(", ", clauses.Select(clause => clause.Name))}.");
    }

    private static void Add(WrittenCall.Filter filter, string name, AttributeInfo clause, ClauseText[] typed)
    {
        object[] Values(Comparison comparison) =>
            [.. typed.Where(each => each.Comparison == comparison).Select(each => ValueText.Read(each.Value, clause, each.Option))];
        object[] equal = Values(Comparison.Equal);
        object[] atLeast = Values(Comparison.AtLeast);
        object[] atMost = Values(Comparison.AtMost);
        FilterValueKind? word = typed.Any(each => each.Comparison == Comparison.Null) ? FilterValueKind.Null
            : typed.Any(each => each.Comparison == Comparison.NotNull) ? FilterValueKind.NotNull
            : null;
        IFilterValue value = (equal, atLeast, atMost, word) switch
        {
            ([], [], [], { } kind) when typed.Length == 1 => new FilterValue<string>(kind),
            ([_, ..], [], [], null) => Equal(equal),
            ([], { Length: <= 1 }, { Length: <= 1 }, null) => Range(atLeast.FirstOrDefault(), atMost.FirstOrDefault()),
            _ => throw CliException.Usage(
                $"{string.Join(" and ", typed.Select(each => each.Option))} contradict each other: one name takes values, or one range, "
                    + $"or null."),
        };
        try
        {
            filter.Add(name, value, name);
        }
        catch (ArgumentException exception)
        {
            throw CliException.Usage($"{typed[0].Option}: {exception.Message}");
        }
    }

    private static IFilterValue Equal(object[] values)
    {
        FilterValueKind kind = values.Length == 1 ? FilterValueKind.Equal : FilterValueKind.AnyOf;
        return FilterClause.Of(kind, TypedArray.Of([.. values.Distinct()]))
            ?? new FilterValue<string>(kind, [.. values.Select(value => value.ToString()!).Distinct()]);
    }

    private static IFilterValue Range(object? atLeast, object? atMost) =>
        FilterClause.Range(atLeast, atMost) ?? FilterClause.Range(atLeast?.ToString(), atMost?.ToString())!;
}
