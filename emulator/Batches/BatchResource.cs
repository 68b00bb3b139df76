using System.Globalization;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Batches;

internal static class BatchResource
{
    public static JsonObject Write(Batch batch, EmulatorOptions options, Uri baseAddress, bool stale = false)
    {
        BatchPicture shown = stale ? batch.ShowStale() : batch.Show();
        var attributes = new JsonObject
        {
            ["action"] = batch.Job.Word,
            ["canceledAt"] = Time(shown.CanceledAt),
            ["confirmCount"] = shown.Count,
            ["confirmedAt"] = Time(shown.ConfirmedAt),
            ["confirmedCountRequired"] = batch.ConfirmedCountRequired,
            ["createdAt"] = Stamp(batch.CreatedAt, options),
            ["externalStartPayload"] = null,
            ["failures"] = shown.Failures,
            ["finishedAt"] = Time(shown.FinishedAt),
            ["payload"] = batch.Payload.DeepClone(),
            ["pending"] = shown.Total - shown.Done,
            ["startedAt"] = Time(shown.StartedAt),
            ["state"] = shown.State,
            ["summary"] = shown.Summary is null ? null : new JsonObject { ["message"] = shown.Summary },
            ["total"] = shown.Total,
            ["updatedAt"] = Stamp(shown.UpdatedAt, options),
        };
        if (options.BatchContext)
        {
            attributes["contextType"] = ContextType(batch);
            attributes["contextId"] = batch.Job.ImportId ?? 0;
        }

        string id = batch.Id.ToString(CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["type"] = "batch",
            ["id"] = batch.Id,
            ["attributes"] = attributes,
            ["relationships"] = new JsonObject
            {
                ["batchItems"] = new JsonObject
                {
                    ["links"] = new JsonObject { ["related"] = $"{baseAddress}batchItems?filter%5Bbatch%5D%5Bid%5D={id}" },
                },
                ["creator"] = new JsonObject { ["data"] = new JsonObject { ["type"] = "user", ["id"] = 1 } },
            },
        };
    }

    /// <summary>Empty text where there is no context, as the guide has it; its id is 0 then.</summary>
    public static string ContextType(Batch batch) => batch.Job.ImportId is null ? "" : "Import";

    private static string? Time(DateTimeOffset? time) => time is DateTimeOffset known ? Timestamps.Write(known) : null;

    private static string Stamp(DateTimeOffset time, EmulatorOptions options) => options.EpochTimestamps
        ? time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)
        : Timestamps.Write(time);
}
