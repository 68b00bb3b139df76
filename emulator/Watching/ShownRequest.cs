using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Hosting;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Recording;

namespace Outreach.Bulk.Emulator.Watching;

/// <summary>A request as the page shows it: without headers, and without values that are not its to show.</summary>
internal static class ShownRequest
{
    private const int LongestPath = 200;

    public static JsonObject Write(LoggedRequest logged)
    {
        (string method, string target, _, string body, _) = logged.Request;
        string[] parts = target.Split('?', 2);
        string path = parts[0].StartsWith(RequestPipeline.Root + "/", StringComparison.Ordinal)
            ? parts[0][RequestPipeline.Root.Length..]
            : parts[0];
        return new JsonObject
        {
            ["id"] = logged.Exchange.Number,
            ["at"] = Timestamps.Write(logged.Exchange.ReceivedAt),
            ["method"] = method,
            ["path"] = path.Length > LongestPath ? path[..LongestPath] + "…" : path,
            ["query"] = ShownValues.Query(parts.ElementAtOrDefault(1) ?? ""),
            ["body"] = ShownBody.Read(body),
            ["status"] = logged.Exchange.Status,
            ["over"] = logged.Exchange.IsOver,
            ["fault"] = logged.Exchange.Fault,
        };
    }
}
