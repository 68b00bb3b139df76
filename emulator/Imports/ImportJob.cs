using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Batches;

namespace Outreach.Bulk.Emulator.Imports;

/// <summary>Some of the rows of an import, as one of the batches behind it.</summary>
internal sealed class ImportJob(Import import, int from, int count, RowImporter importer, bool showRow) : IBatchJob
{
    private readonly long?[] _records = new long?[count];

    // No name for the action of these batches is published.
    public string ActionName => "import";

    public int Count => count;

    public long? ImportId => import.Id;

    public string? Run(int index)
    {
        RowOutcome outcome = importer.Run(import.Kind, import.Request.DupeMethod, import.Rows[from + index]);
        _records[index] = outcome.RecordId;
        if (outcome.Dupe)
            import.Dupes++;
        return outcome.Failure;
    }

    public JsonObject Describe(int index)
    {
        JsonObject row = import.Rows[from + index].ToResource();
        if (_records[index] is long record)
            row["id"] = record;
        if (!showRow)
            row.Remove("attributes");
        return row;
    }
}
