using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Outreach.Bulk.Emulator.Batches;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Records;

namespace Outreach.Bulk.Emulator.Watching;

/// <summary>What the page asks for when somebody opens it: items of a batch, records.</summary>
internal sealed class PageReads(WatchedEmulator watched)
{
    private const int Shown = 50;
    private const int MostReasons = 10;

    /// <summary>What is there; null where there is no such thing.</summary>
    public JsonNode? Read(string what, IQueryCollection query)
    {
        lock (watched.Gate)
        {
            watched.Scheduler.Advance();
            return what switch
            {
                "items" => Items(Number(query["batch"]), query["failed"] == "true"),
                "records" => Set(query) is IRecordSet set ? Records(set, query["q"].ToString()) : null,
                "record" => Set(query)?.Resource(Number(query["id"])) is JsonObject record ? Values(record) : null,
                _ => null,
            };
        }
    }

    private IRecordSet? Set(IQueryCollection query) => watched.Stores.Find(query["model"].ToString());

    private JsonObject? Items(long id, bool failed)
    {
        if (watched.Scheduler.Find(id) is not Batch batch)
            return null;
        IEnumerable<int> indexes = failed ? batch.Failures.Keys.Order() : Enumerable.Range(0, batch.Total);
        return new JsonObject
        {
            ["total"] = failed ? batch.Failures.Count : batch.Total,
            ["reasons"] = new JsonArray([.. batch.Failures.Values.CountBy(text => text).OrderByDescending(reason => reason.Value)
                .Take(MostReasons).Select(reason => new JsonObject { ["text"] = reason.Key, ["count"] = reason.Value })]),
            ["items"] = new JsonArray([.. indexes.Take(Shown).Select(index => ShownBatch.Write(new BatchItem(batch, index)))]),
        };
    }

    private static JsonObject Records(IRecordSet set, string text)
    {
        List<JsonObject> found = [.. RecordSearch.Find(set, text.Trim()).Take(Shown + 1)];
        return new JsonObject
        {
            ["total"] = set.Count(),
            ["more"] = found.Count > Shown,
            ["records"] = new JsonArray([.. found.Take(Shown).Select(Line)]),
        };
    }

    private static JsonObject Line(JsonObject record) => new()
    {
        ["id"] = record["id"]!.DeepClone(),
        ["name"] = RecordSearch.Name(record),
        ["updated"] = record["attributes"]!["updatedAt"]?.DeepClone(),
    };

    /// <summary>All attributes that have a value, and relationships that lead somewhere.</summary>
    private static JsonObject Values(JsonObject record)
    {
        JsonObject values = [];
        foreach ((string name, JsonNode? value) in record["attributes"]!.AsObject())
        {
            if (value is not null)
                values[name] = value is JsonValue ? value.ToString() : JsonText.Write(value);
        }

        foreach ((string name, JsonNode? relationship) in record["relationships"]?.AsObject() ?? [])
        {
            if (relationship!["data"] is JsonObject or JsonArray { Count: > 0 })
                values[name] = JsonText.Write(relationship["data"]!);
        }

        return new JsonObject { ["values"] = values };
    }

    private static long Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;
}
