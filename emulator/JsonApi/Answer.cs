using System.Text.Json.Nodes;

namespace Outreach.Bulk.Emulator.JsonApi;

/// <summary>What a request is answered with, before it becomes bytes.</summary>
internal sealed record Answer(int Status, JsonNode? Body)
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static Answer Ok(JsonNode data) => new(200, new JsonObject { ["data"] = data });
}
