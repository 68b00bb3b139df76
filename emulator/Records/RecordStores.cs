using Outreach.Bulk.Emulator.Sql;

namespace Outreach.Bulk.Emulator.Records;

/// <summary>Everything stored: accounts, prospects and custom objects.</summary>
internal sealed class RecordStores : IDisposable
{
    private readonly Dictionary<string, CustomObjectStore> _customObjects = new(StringComparer.Ordinal);

    public RecordStores(EmulatorOptions options)
    {
        Database = new Database();
        RelationshipTables relationships = new(Database);
        Database.Execute("CREATE TABLE stage (id INTEGER PRIMARY KEY, name TEXT)");
        Database.Execute(CustomObjectStore.CreateTable);
        Accounts = new RecordStore(Database, relationships, RecordModel.Account, options.TimeProvider);
        Prospects = new RecordStore(Database, relationships, RecordModel.Prospect, options.TimeProvider);
        foreach (string stage in ReferenceData.Stages)
            Database.Execute("INSERT INTO stage (name) VALUES ($p0)", stage);
        foreach (string name in options.CustomObjects.Keys)
            AddCustomObject(name);
    }

    public Database Database { get; }

    public RecordStore Accounts { get; }

    public RecordStore Prospects { get; }

    public RecordStore? Standard(string model) => model switch
    {
        "account" => Accounts,
        "prospect" => Prospects,
        _ => null,
    };

    public CustomObjectStore? CustomObjects(string name) => _customObjects.GetValueOrDefault(name);

    public IRecordSet? Find(string model) => (IRecordSet?)Standard(model) ?? CustomObjects(model);

    public void Dispose() => Database.Dispose();

    private void AddCustomObject(string name)
    {
        if (!CustomObjectStore.IsObjectName(name))
            throw new ArgumentException($"'{name}' can't be the name of a custom object.");
        _customObjects[name] = new CustomObjectStore(Database, name);
    }
}
