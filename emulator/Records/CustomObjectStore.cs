using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Outreach.Bulk.Emulator.Filtering;
using Outreach.Bulk.Emulator.Schema;
using Outreach.Bulk.Emulator.Sql;

namespace Outreach.Bulk.Emulator.Records;

/// <summary>
/// The records of one type of custom object. Its schema is each organisation's own affair, so any attribute name is
/// taken and any can be filtered by.
/// </summary>
internal sealed partial class CustomObjectStore(Database database, string objectName) : IRecordSet
{
    public const string CreateTable =
        "CREATE TABLE customObject (objectName TEXT, id INTEGER, attributes TEXT, PRIMARY KEY (objectName, id)) WITHOUT ROWID";

    public string Type => objectName;

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*$")]
    public static partial Regex AttributeName { get; }

    public static bool IsObjectName(string name) =>
        AttributeName.IsMatch(name) && !(name.Length > 1 && name[0] is 'o' && char.IsAsciiDigit(name[1]));

    public List<long> Ids(IReadOnlyList<FilterClause> clauses)
    {
        SqlParameters parameters = new();
        return database.Query(
            $"SELECT t.id FROM customObject t WHERE t.objectName = {parameters.Add(objectName)} "
            + $"AND {Condition(clauses, parameters)} ORDER BY t.id",
            parameters,
            row => row.GetInt64(0));
    }

    public int Count() => Ids([]).Count;

    public JsonObject? Attributes(long id) => database
        .Query("SELECT attributes FROM customObject WHERE objectName = $p0 AND id = $p1", row => row.GetString(0), objectName, id)
        .Select(text => JsonNode.Parse(text)!.AsObject()).SingleOrDefault();

    public bool Exists(long id) => Attributes(id) is not null;

    public JsonObject? Resource(long id) => Attributes(id) is not JsonObject attributes
        ? null
        : new JsonObject { ["type"] = objectName, ["id"] = id, ["attributes"] = attributes };

    public void Write(long id, JsonObject attributes) => database.Execute(
        "INSERT OR REPLACE INTO customObject VALUES ($p0, $p1, $p2)", objectName, id, attributes.ToJsonString());

    public long NextId() => database
        .Query("SELECT coalesce(max(id), 0) + 1 FROM customObject WHERE objectName = $p0", row => row.GetInt64(0), objectName).Single();

    public void Copy(long id) => Write(NextId(), Attributes(id)!);

    public bool Delete(long id) =>
        database.Execute("DELETE FROM customObject WHERE objectName = $p0 AND id = $p1", objectName, id) > 0;

    private static string Condition(IReadOnlyList<FilterClause> clauses, SqlParameters parameters) =>
        new FilterTranslator(Target, search: null, parameters).Translate(clauses);

    private static FilterColumn? Target(string path)
    {
        if (path == "id")
            return new("t.id", AttributeKind.Integer);
        if (!AttributeName.IsMatch(path))
            return null;
        string value = $"(CASE json_type(t.attributes, '$.{path}') WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' "
            + $"ELSE CAST(t.attributes ->> '$.{path}' AS TEXT) END)";
        return new(value, AttributeKind.Any);
    }
}
