using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Filtering;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Sql;

namespace Outreach.Bulk.Emulator.Records;

/// <summary>All accounts or all prospects, with their relationships.</summary>
internal sealed class RecordStore(Database database, RelationshipTables relationships, RecordModel model, TimeProvider time) : IRecordSet
{
    private readonly RecordTable _table = new(database, model);

    public string Type => model.Name;

    public RecordModel Model => model;

    public RelationshipTables Relationships => relationships;

    public RecordTable Table => _table;

    public RecordRow? Find(long id) => _table.Find(id);

    public bool Exists(long id) => _table.Find(id) is not null;

    public List<long> Ids(IReadOnlyList<FilterClause> clauses)
    {
        SqlParameters parameters = new();
        return _table.Ids(Condition(clauses, parameters), parameters);
    }

    public int Count() => _table.Count("1", new SqlParameters());

    public string Condition(IReadOnlyList<FilterClause> clauses, SqlParameters parameters) =>
        new FilterTranslator(path => model.FilterColumns.GetValueOrDefault(path), model.Search, parameters).Translate(clauses);

    public JsonObject? Resource(long id) => Find(id) is RecordRow row ? RecordResource.Write(this, row) : null;

    /// <summary>Stores a new record as it is, and what is derived from it.</summary>
    public void Insert(RecordRow row)
    {
        if (model == RecordModel.Prospect)
        {
            string name = $"{(string?)row.Attributes["firstName"]} {(string?)row.Attributes["lastName"]}".Trim();
            row.Attributes["name"] = name.Length == 0 ? null : name;
            relationships.AddEmails(row.Id, row.Attributes["emails"] is JsonArray emails ? emails.Select(e => (string)e!) : []);
        }

        _table.Write(row);
    }

    public void Update(RecordRow row)
    {
        row.Attributes["updatedAt"] = Timestamps.Write(time.GetUtcNow());
        if (model == RecordModel.Prospect)
            relationships.RemoveEmails(row.Id);
        Insert(row);
    }

    public void Copy(long id)
    {
        RecordRow row = Find(id)!;
        JsonObject attributes = row.Attributes.DeepClone().AsObject();
        attributes.Remove(model.UniqueKey);
        Insert(new RecordRow(_table.NextId(), attributes, row.ToOne));
    }

    public bool Delete(long id)
    {
        if (!Exists(id))
            return false;
        relationships.DeleteAll(model.Name, id);
        _table.Delete(id);
        return true;
    }
}
