using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Batches;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Records;
using Outreach.Bulk.Emulator.Schema;

namespace Outreach.Bulk.Emulator.Imports;

/// <summary>Makes one row a record, or merges it into the one it means.</summary>
internal sealed class RowImporter(RecordStores stores, FailWhenCallback failWhen, EmulatorOptions options)
{
    public RowOutcome Run(ImportKind kind, string dupeMethod, ImportRow row)
    {
        string? refused = row.Problem ?? failWhen.Invoke(kind.Action, row.ToResource);
        if (refused is not null)
            return new RowOutcome(refused);
        try
        {
            bool custom = kind.Action == "customObjectBulkUpsert";
            return stores.Find(row.Type ?? "") switch
            {
                RecordStore store when !custom => OnRecord(store, kind, dupeMethod, row),
                CustomObjectStore store when custom => OnCustomObject(store, dupeMethod, row),
                _ => new RowOutcome($"Records of the type '{row.Type}' can't be written here."),
            };
        }
        catch (ApiException error)
        {
            return new RowOutcome(error.Message);
        }
    }

    private RowOutcome OnRecord(RecordStore store, ImportKind kind, string dupeMethod, ImportRow row)
    {
        JsonObject given = [];
        foreach ((string name, JsonNode? value) in row.Attributes)
        {
            RecordAttribute attribute = store.Model.Writable(name)
                ?? throw ApiException.UnknownAttribute($"'{name}' is not an attribute of {store.Type} that can be written.");
            given[name] = AttributeValue.Read(attribute, kind.Model is null ? value : Cell(attribute, value));
        }

        long? match = ById(store, row) ?? (kind.Model is null ? null : ByKey(store, given));
        if (match is long id)
        {
            if (failWhen.ForId(id) is string refused)
                return new RowOutcome(refused);
            RecordRow found = store.Find(id)!;
            if (!options.ImportsClearOptOuts)
                DupeMerge.KeepOptOuts(found.Attributes, given);
            if (DupeMerge.Into(found.Attributes, given, dupeMethod))
                store.Update(found);
            return new RowOutcome(null, id, Dupe: true);
        }

        if (dupeMethod == "overwriteNoCreate")
            return new RowOutcome("There is no such record, and none is created.");
        if (options.NewAccountsNeedName && store.Model == RecordModel.Account && DupeMerge.IsEmpty(given["name"]))
            return new RowOutcome("A new account needs a name.");
        given["createdAt"] = Timestamps.Write(options.TimeProvider.GetUtcNow());
        given["updatedAt"] = given["createdAt"]!.DeepClone();
        long created = store.Table.NextId();
        store.Insert(new RecordRow(created, given, []));
        return new RowOutcome(null, created);
    }

    private RowOutcome OnCustomObject(CustomObjectStore store, string dupeMethod, ImportRow row)
    {
        string? strange = row.Attributes.Select(pair => pair.Key).FirstOrDefault(name => !CustomObjectStore.AttributeName.IsMatch(name));
        if (strange is not null)
            return new RowOutcome($"'{strange}' can't be the name of an attribute.");
        if (ById(store, row) is long id)
        {
            if (failWhen.ForId(id) is string refused)
                return new RowOutcome(refused);
            JsonObject attributes = store.Attributes(id)!;
            if (DupeMerge.Into(attributes, row.Attributes, dupeMethod))
                store.Write(id, attributes);
            return new RowOutcome(null, id, Dupe: true);
        }

        if (dupeMethod == "overwriteNoCreate")
            return new RowOutcome("There is no such record, and none is created.");
        long created = store.NextId();
        store.Write(created, row.Attributes);
        return new RowOutcome(null, created);
    }

    private static long? ById(IRecordSet records, ImportRow row)
    {
        if (row.Id is null)
            return null;
        long id = AttributeValue.Integer(row.Id) ?? throw ApiException.Invalid($"id can't be {row.Id.ToJsonString()}.", "/data");
        return records.Exists(id) ? id : throw ApiException.NotFound($"{records.Type} {id}");
    }

    private long? ByKey(RecordStore store, JsonObject given)
    {
        if (given[store.Model.UniqueKey] is JsonNode key && store.Table.ByUniqueKey((string)key!) is long found)
            return found;
        if (!options.ProspectsMatchByEmail || given["emails"] is not JsonArray emails)
            return null;
        return emails.Select(email => store.Relationships.ByEmail((string)email!)).FirstOrDefault(id => id is not null);
    }

    // Several values share a cell with semicolons between them.
    private static JsonNode? Cell(RecordAttribute attribute, JsonNode? value) => attribute.Kind == AttributeKind.List && value is not null
        ? new JsonArray([.. ((string)value!)
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item => JsonValue.Create(item))])
        : value;
}
