using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Collections;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Schema;
using Outreach.Bulk.Emulator.Sql;

namespace Outreach.Bulk.Emulator.Records;

/// <summary>An order over records, and the condition "behind this row", which holds still while records come and go.</summary>
internal sealed class Keyset
{
    private readonly List<SortKey> _keys;
    private readonly List<(string Expression, bool Descending)> _columns = [];

    private readonly RecordModel _model;

    public Keyset(RecordModel model, List<SortKey> keys, bool backwards)
    {
        _model = model;
        _keys = keys;
        foreach (SortKey key in keys)
        {
            if (key.Name != "id")
                _columns.Add(($"(t.{key.Name} IS NULL)", backwards));
            _columns.Add(($"t.{key.Name}", key.Descending != backwards));
        }
    }

    public string Order => string.Join(", ", _columns.Select(c => c.Expression + (c.Descending ? " DESC" : "")));

    public JsonArray? Cursor(RecordRow? row) => row is null ? null
        : [.. _keys.Select(key => key.Name == "id" ? JsonValue.Create(row.Id) : row.Attributes[key.Name]?.DeepClone())];

    public string After(JsonArray cursor, SqlParameters parameters)
    {
        if (cursor.Count != _keys.Count)
            throw ApiException.BadQuery("The cursor belongs to another order.");
        List<object?> values = [];
        foreach ((SortKey key, JsonNode? node) in _keys.Zip(cursor))
        {
            if (key.Name != "id")
                values.Add(node is null ? 1L : 0L);
            values.Add(Value(node, key.Name == "id" ? AttributeKind.Integer : _model.Attributes[key.Name].Kind));
        }

        string[] names = [.. values.Select(parameters.Add)];
        IEnumerable<string> alternatives = Enumerable.Range(0, _columns.Count).Select(last =>
        {
            IEnumerable<string> equal = Enumerable.Range(0, last).Select(i => $"{_columns[i].Expression} IS {names[i]}");
            string beyond = $"{_columns[last].Expression} {(_columns[last].Descending ? "<" : ">")} {names[last]}";
            return $"({string.Join(" AND ", equal.Append(beyond))})";
        });
        return $"({string.Join(" OR ", alternatives)})";
    }

    private static object? Value(JsonNode? node, AttributeKind kind)
    {
        try
        {
            return RecordTable.ToColumn(kind, node);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw ApiException.BadQuery("The cursor belongs to another order.");
        }
    }
}
