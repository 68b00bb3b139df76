using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Filtering;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Requests;

namespace Outreach.Bulk.Emulator.Collections;

/// <summary>Filters, sorts and pages what is seldom removed, so that a cursor needs no more than the id it comes after.</summary>
internal sealed class InMemoryCollection<T>(EmulatorOptions options, string type, Func<T, long> id, params InMemoryField<T>[] fields)
{
    private readonly Dictionary<string, InMemoryField<T>> _fields = fields.ToDictionary(field => field.Path, StringComparer.Ordinal);

    public ApiResponse List(
        ApiRequest request, IReadOnlyList<FilterClause> clauses, IEnumerable<T> all, Func<T, JsonObject> write, bool sorts = true)
    {
        request.AllowOnly("filter", "newFilterSyntax", "page", "sort", "count", "fields", "provideAuthorizationMeta");
        PageRequest page = PageRequest.Read(request.Query);
        List<T> found = Sort(all.Where(Condition(clauses)), sorts ? request.Query["sort"] : null);
        int from = page.Offset;
        if (page.After is JsonArray after)
            from = IndexOf(found, after) + 1;
        if (page.Before is JsonArray before)
            from = Math.Max(0, IndexOf(found, before) - page.Size);
        int to = page.Before is JsonArray end ? IndexOf(found, end) : Math.Min(found.Count, from + page.Size);
        List<T> rows = from < to ? found[from..to] : [];
        bool more = page.Before is null ? to < found.Count : from > 0;

        JsonObject body = new()
        {
            ["data"] = new JsonArray([.. rows.Select(row => Select(request, write(row)))]),
            ["links"] = rows.Count == 0
                ? PageLinks.Write(request, page, null, null, more)
                : PageLinks.Write(request, page, [id(rows[0])], [id(rows[^1])], more),
        };
        if (CountMeta.Of(request, options, () => found.Count) is JsonObject meta)
            body["meta"] = meta;
        return new ApiResponse(200, body);
    }

    public JsonObject Select(ApiRequest request, JsonObject resource)
    {
        if (request.Query["fields"] is null)
            return resource;
        JsonObject attributes = resource["attributes"]!.AsObject();
        JsonObject relationships = resource["relationships"] as JsonObject ?? [];
        HashSet<string>? names = SparseFieldset.Read(
            request.Query, type, name => attributes.ContainsKey(name) || relationships.ContainsKey(name));
        if (names is null)
            return resource;
        foreach (JsonObject part in (JsonObject[])[attributes, relationships])
        {
            foreach (string name in part.Select(member => member.Key).Where(name => !names.Contains(name)).ToArray())
                part.Remove(name);
        }

        return resource;
    }

    private int IndexOf(List<T> rows, JsonArray cursor)
    {
        int index = cursor is [JsonValue value] && value.TryGetValue(out long wanted) ? rows.FindIndex(row => id(row) == wanted) : -1;
        return index >= 0 ? index : throw ApiException.BadQuery("The cursor belongs to another query.");
    }

    private List<T> Sort(IEnumerable<T> rows, JsonNode? sort)
    {
        (Func<T, InMemoryValue> Read, int Sign)[] keys =
        [
            .. SortKey.Read(sort, name => _fields.TryGetValue(name, out InMemoryField<T>? field) && field.Sortable)
                .Select(key => (key.Name == "id" ? row => id(row) : _fields[key.Name].Read, key.Descending ? -1 : 1)),
        ];
        List<T> sorted = [.. rows];
        // What was made first comes first already, and most callers want that or the reverse of it.
        if (IsInOrder(sorted))
            return sorted;
        sorted.Reverse();
        if (!IsInOrder(sorted))
            sorted.Sort(Compare);
        return sorted;

        bool IsInOrder(List<T> list)
        {
            for (int i = 1; i < list.Count; i++)
            {
                if (Compare(list[i - 1], list[i]) > 0)
                    return false;
            }

            return true;
        }

        int Compare(T left, T right)
        {
            foreach ((Func<T, InMemoryValue> read, int sign) in keys)
            {
                int order = read(left).CompareTo(read(right));
                if (order != 0)
                    return order * sign;
            }

            return 0;
        }
    }

    private Func<T, bool> Condition(IReadOnlyList<FilterClause> clauses)
    {
        Func<T, bool>[] conditions = [.. clauses.Select(Condition)];
        return row => Array.TrueForAll(conditions, condition => condition(row));
    }

    private Func<T, bool> Condition(FilterClause clause)
    {
        if (!_fields.TryGetValue(clause.Path, out InMemoryField<T>? field) || !field.Filterable)
            throw ApiException.BadFilter($"'{clause.Path}' can't be filtered by.");
        InMemoryValue[] values = [.. clause.Values.Select(Value)];
        HashSet<InMemoryValue> wanted = [.. values];
        Func<T, InMemoryValue> read = field.Read;
        return clause.Operator switch
        {
            FilterOperator.Null => row => read(row).IsNull,
            FilterOperator.NotNull => row => !read(row).IsNull,
            FilterOperator.Range => row => read(row) is { IsNull: false } value
                && (values[0].IsNull || value.CompareTo(values[0]) >= 0) && (values[1].IsNull || value.CompareTo(values[1]) <= 0),
            FilterOperator.AnyOf => row => wanted.Contains(read(row)),
            _ => throw ApiException.BadFilter($"'{clause.Path}' can't be searched by."),
        };

        InMemoryValue Value(string? text) => text is null ? default : FilterValue.Read(clause.Path, field.Kind, text) switch
        {
            long number => number,
            object other => (string)other,
        };
    }
}
