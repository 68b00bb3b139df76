using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Actions;
using Outreach.Bulk.Emulator.Batches;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Watching;

/// <summary>A batch and its items as the page shows them: whose records, and what became of them.</summary>
internal static class ShownBatch
{
    public static JsonObject Write(Batch batch)
    {
        BatchSnapshot shown = batch.Snapshot();
        return new JsonObject
        {
            ["id"] = batch.Id,
            ["action"] = batch.Job is BulkActionJob job ? job.Action.Name : batch.Job.ActionName,
            ["import"] = batch.Job.ImportId,
            ["state"] = shown.State,
            ["count"] = shown.Count,
            ["done"] = shown.Done,
            ["failures"] = shown.Failures,
            ["summary"] = shown.Summary,
            ["confirming"] = shown.State == BatchStates.Confirming,
            ["over"] = batch.IsOver,
            ["created"] = Timestamps.Write(batch.CreatedAt),
        };
    }

    public static JsonObject Write(BatchItem item)
    {
        JsonObject record = item.Batch.Job.Describe(item.Index);
        return new JsonObject
        {
            ["id"] = item.Id,
            ["type"] = record["type"]?.DeepClone(),
            ["record"] = record["id"]?.DeepClone(),
            ["state"] = item.State,
            ["info"] = item.Batch.Failures.GetValueOrDefault(item.Index),
        };
    }
}
