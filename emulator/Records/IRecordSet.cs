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
}
