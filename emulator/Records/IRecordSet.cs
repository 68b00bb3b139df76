using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Filtering;

namespace Outreach.Bulk.Emulator.Records;

/// <summary>Records a bulk action can select: accounts, prospects, or one type of custom object.</summary>
internal interface IRecordSet
{
    /// <summary>The resource type, as in a JSON:API document.</summary>
    string Type { get; }

    List<long> Ids(IReadOnlyList<FilterClause> clauses);

    int Count();

    JsonObject? Resource(long id);

    bool Exists(long id);

    bool Delete(long id);

    /// <summary>Stores a copy of a record under a new id, without its unique key.</summary>
    void Copy(long id);

    /// <summary>Lets some of these records go, or copies of the first of them come.</summary>
    void Change(long[] ids, long by)
    {
        if (ids.Length == 0)
            return;
        for (long i = 0; i < by; i++)
            Copy(ids[0]);
        foreach (long id in ids.TakeLast((int)-Math.Min(by, 0)))
            Delete(id);
    }
}
