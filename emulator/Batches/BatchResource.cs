using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Batches;

/// <summary>A batch as JSON. Cached without nodes, which cost ten times as much, and kept until the batch looks different.</summary>
internal static class BatchResource
{
    public static JsonObject Write(Batch batch, EmulatorOptions options, Uri baseAddress, bool stale = false)
    {
        BatchSnapshot shown = stale ? batch.ReadStale() : batch.Read();
        if (batch.Cached is not (BatchSnapshot snapshot, JsonElement json) || snapshot != shown)
            batch.Cached = (shown, json = Write(batch, shown, options, baseAddress));
        return JsonObject.Create(json)!;
    }

    /// <summary>Empty text where there is no context, as the guide has it; its id is 0 then.</summary>
    public static string ContextType(Batch batch) => batch.Job.ImportId is null ? "" : "Import";

    private static JsonElement Write(Batch batch, BatchSnapshot shown, EmulatorOptions options, Uri baseAddress)
    {
        ArrayBufferWriter<byte> buffer = new(1024);
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "batch");
            json.WriteNumber("id", batch.Id);
            json.WriteStartObject("attributes");
            WriteAttributes(json, batch, shown, options);
            json.WriteEndObject();
            json.WriteStartObject("relationships");
            WriteRelationships(json, batch.Id, baseAddress);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void WriteAttributes(Utf8JsonWriter json, Batch batch, BatchSnapshot shown, EmulatorOptions options)
    {
        json.WriteString("action", batch.Job.ActionName);
        json.WriteString("canceledAt", Time(shown.CanceledAt));
        json.WriteNumber("confirmCount", shown.Count);
        json.WriteString("confirmedAt", Time(shown.ConfirmedAt));
        json.WriteBoolean("confirmedCountRequired", batch.ConfirmedCountRequired);
        json.WriteString("createdAt", Stamp(batch.CreatedAt, options));
        json.WriteNull("externalStartPayload");
        json.WriteNumber("failures", shown.Failures);
        json.WriteString("finishedAt", Time(shown.FinishedAt));
        json.WritePropertyName("payload");
        if (options.EchoRequests)
            batch.Payload.WriteTo(json);
        else
            json.WriteNullValue();
        json.WriteNumber("pending", shown.Total - shown.Done);
        json.WriteString("startedAt", Time(shown.StartedAt));
        json.WriteString("state", shown.State);
        if (shown.Summary is null)
        {
            json.WriteNull("summary");
        }
        else
        {
            json.WriteStartObject("summary");
            json.WriteString("message", shown.Summary);
            json.WriteEndObject();
        }

        json.WriteNumber("total", shown.Total);
        json.WriteString("updatedAt", Stamp(shown.UpdatedAt, options));
        if (!options.BatchContext)
            return;
        json.WriteString("contextType", ContextType(batch));
        json.WriteNumber("contextId", batch.Job.ImportId ?? 0);
    }

    private static void WriteRelationships(Utf8JsonWriter json, long batchId, Uri baseAddress)
    {
        json.WriteStartObject("batchItems");
        json.WriteStartObject("links");
        json.WriteString("related", $"{baseAddress}batchItems?filter%5Bbatch%5D%5Bid%5D={batchId.ToString(CultureInfo.InvariantCulture)}");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("creator");
        json.WriteStartObject("data");
        json.WriteString("type", "user");
        json.WriteNumber("id", 1);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string? Time(DateTimeOffset? time) => time is DateTimeOffset known ? Timestamps.Write(known) : null;

    private static string Stamp(DateTimeOffset time, EmulatorOptions options) => options.EpochTimestamps
        ? time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)
        : Timestamps.Write(time);
}
