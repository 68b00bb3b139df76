using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Records;

namespace Outreach.Bulk.Emulator.Batches;

/// <summary>A bulk action and the records it was fixed on when posted.</summary>
internal sealed class BulkActionJob(BulkAction action, IRecordSet records, long[] targets, JsonObject attributes, ItemWork work) : IBatchJob
{
    public BulkAction Action => action;

    public IRecordSet Records => records;

    public JsonObject Attributes => attributes;

    public string Word => action.Word;

    public int Count => targets.Length;

    public long? ImportId => null;

    public string? Run(int index) => work.Run(this, targets[index]);

    public JsonObject Describe(int index) => new() { ["type"] = records.Type, ["id"] = targets[index] };
}
