using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Requests;

namespace Outreach.Bulk.Emulator.Watching;

/// <summary>A line of the books: what was really done, and what its caller was answered.</summary>
internal static class ShownAction
{
    public static JsonObject Write(Exchange exchange, PostedAction action) => new()
    {
        ["id"] = exchange.Number,
        ["action"] = action.Action,
        ["attributes"] = ShownBody.Names(action.Attributes),
        ["filter"] = action.Filter is JsonElement filter ? ShownValues.Filter(filter) : null,
        ["batch"] = action.BatchId,
        ["import"] = action.ImportId,
        ["state"] = action.State,
        ["count"] = action.Count,
        ["processed"] = action.Processed,
        ["failures"] = action.Failures,
        ["status"] = exchange.Status,
        ["over"] = exchange.IsOver,
        ["fault"] = exchange.Fault,
    };
}
