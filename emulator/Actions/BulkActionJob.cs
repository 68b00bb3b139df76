using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Batches;
using Outreach.Bulk.Emulator.Records;

namespace Outreach.Bulk.Emulator.Actions;

/// <summary>A bulk action and the records it was fixed on when posted, unless a fault lets it select anew.</summary>
internal sealed class BulkActionJob(
    BulkAction action, IRecordSet records, long[] targets, JsonObject attributes, BulkActionExecutor executor) : IBatchJob
{
    private long[] _targets = targets;

    public BulkAction Action => action;

    public IRecordSet Records => records;

    public JsonObject Attributes => attributes;

    public string ActionName => action.BatchAction;

    public int Count => _targets.Length;

    public long? ImportId => null;

    public void Retarget(long[] targets) => _targets = targets;

    public string? Run(int index) => executor.Run(this, _targets[index]);

    public JsonObject Describe(int index) => new() { ["type"] = records.Type, ["id"] = _targets[index] };
}
