using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Schema;
using Outreach.Bulk.Emulator.Sql;

namespace Outreach.Bulk.Emulator.Records;

/// <summary>The table of one model: filterable scalars as columns, the other attributes together as JSON.</summary>
internal sealed class RecordTable
{
    private readonly Database _database;
    private readonly RecordModel _model;
    private readonly string _insert;
    private readonly string _select;
    private readonly string _uniqueKey;

    public RecordTable(Database database, RecordModel model)
    {
        _database = database;
        _model = model;
        string[] columns = [.. model.Columns.Select(c => c.Name), .. model.ToOne.Select(name => name + "Id"), "rest"];
        database.Execute($"CREATE TABLE {model.Name} (id INTEGER PRIMARY KEY, {string.Join(", ", columns)})");
        RecordAttribute key = model.Attributes[model.UniqueKey];
        _uniqueKey = key.HasColumn ? key.Name : $"rest ->> '$.{key.Name}'";
        database.Execute($"CREATE INDEX {model.Name}ByUniqueKey ON {model.Name} ({_uniqueKey})");
        _insert = $"INSERT OR REPLACE INTO {model.Name} (id, {string.Join(", ", columns)}) VALUES "
            + $"({string.Join(", ", Enumerable.Range(0, columns.Length + 1).Select(i => $"$p{i}"))})";
        _select = $"SELECT t.id, {string.Join(", ", columns.Select(c => "t." + c))} FROM {model.Name} t";
    }

    public void Write(RecordRow row)
    {
        JsonObject rest = [];
        foreach ((string name, JsonNode? value) in row.Attributes)
        {
            if (value is not null && !_model.Attributes[name].HasColumn)
                rest[name] = value.DeepClone();
        }

        object?[] values =
        [
            row.Id,
            .. _model.Columns.Select(column => ToColumn(column.Kind, row.Attributes[column.Name])),
            .. _model.ToOne.Select(name => (object?)row.ToOne.GetValueOrDefault(name)),
            rest.ToJsonString(),
        ];
        _database.Execute(_insert, values);
    }

    public RecordRow? Find(long id) => _database.Query(_select + " WHERE t.id = $p0", ReadRow, id).SingleOrDefault();

    /// <summary>The first record whose unique key is this, or null.</summary>
    public long? ByUniqueKey(string value) => First(
        $"SELECT id FROM {_model.Name} WHERE {_uniqueKey} = $p0 ORDER BY id LIMIT 1", value);

    public long NextId() => First($"SELECT coalesce(max(id), 0) + 1 FROM {_model.Name}")!.Value;

    public List<RecordRow> List(string suffix, SqlParameters parameters) => _database.Query(_select + " " + suffix, parameters, ReadRow);

    public List<long> Ids(string condition, SqlParameters parameters) =>
        _database.Query($"SELECT t.id FROM {_model.Name} t WHERE {condition} ORDER BY t.id", parameters, row => row.GetInt64(0));

    public int Count(string condition, SqlParameters parameters) =>
        _database.Query($"SELECT count(*) FROM {_model.Name} t WHERE {condition}", parameters, row => row.GetInt32(0)).Single();

    public void Delete(long id) => _database.Execute($"DELETE FROM {_model.Name} WHERE id = $p0", id);

    public static object? ToColumn(AttributeKind kind, JsonNode? value) => value is null ? null : kind switch
    {
        AttributeKind.Integer => (long)value,
        AttributeKind.Number => (double)value,
        AttributeKind.Boolean => (bool)value ? 1L : 0L,
        AttributeKind.Time => Timestamps.TryRead((string)value!, out DateTimeOffset time) ? time.UtcTicks : null,
        _ => (string)value!,
    };

    private long? First(string sql, params ReadOnlySpan<object?> values) =>
        _database.Query(sql, row => (long?)row.GetInt64(0), values).FirstOrDefault();

    private RecordRow ReadRow(SqliteDataReader reader)
    {
        int at = 1;
        Dictionary<string, JsonNode?> columns = new(StringComparer.Ordinal);
        foreach (RecordAttribute column in _model.Columns)
        {
            if (!reader.IsDBNull(at))
                columns[column.Name] = ToJson(column.Kind, reader, at);
            at++;
        }

        Dictionary<string, long?> toOne = new(StringComparer.Ordinal);
        foreach (string name in _model.ToOne)
        {
            toOne[name] = reader.IsDBNull(at) ? null : reader.GetInt64(at);
            at++;
        }

        JsonObject attributes = JsonNode.Parse(reader.GetString(at))!.AsObject();
        foreach ((string name, JsonNode? value) in columns)
            attributes[name] = value;
        return new RecordRow(reader.GetInt64(0), attributes, toOne);
    }

    private static JsonNode ToJson(AttributeKind kind, SqliteDataReader reader, int at) => kind switch
    {
        AttributeKind.Integer => reader.GetInt64(at),
        AttributeKind.Number => reader.GetDouble(at),
        AttributeKind.Boolean => reader.GetInt64(at) != 0,
        AttributeKind.Time => Timestamps.Write(reader.GetInt64(at)),
        _ => JsonValue.Create(reader.GetString(at)),
    };
}
