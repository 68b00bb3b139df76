using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Batches;

internal readonly record struct BatchItem(Batch Batch, int Index)
{
    private const int LongestInfo = 767;

    public long Id => Batch.FirstItemId + Index;

    public bool Failed => Batch.Failures.ContainsKey(Index);

    public string State => Index >= Batch.Done ? BatchStates.ItemPending : Failed ? BatchStates.ItemError : BatchStates.ItemFinished;

    public JsonObject ToResource()
    {
        string? info = Batch.Failures.GetValueOrDefault(Index);
        return new JsonObject
        {
            ["type"] = "batchItem",
            ["id"] = Id,
            ["attributes"] = new JsonObject
            {
                ["batchId"] = Batch.Id,
                ["createdAt"] = Timestamps.Write(Batch.StartedAt!.Value),
                ["data"] = JsonText.Write(Batch.Job.Describe(Index)),
                ["failed"] = Failed,
                ["info"] = info is { Length: > LongestInfo } ? info[..LongestInfo] : info,
                ["state"] = State,
            },
            ["relationships"] = new JsonObject
            {
                ["batch"] = new JsonObject { ["data"] = new JsonObject { ["type"] = "batch", ["id"] = Batch.Id } },
            },
        };
    }
}
