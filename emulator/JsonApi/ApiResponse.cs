using System.Text;
using System.Text.Json.Nodes;

namespace Outreach.Bulk.Emulator.JsonApi;

/// <summary>What a request is answered with, before it becomes bytes.</summary>
internal sealed record ApiResponse(int Status, JsonNode? Body)
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>A body of XML, which only the storage speaks; null for <see cref="Body"/>.</summary>
    public string? Xml { get; init; }

    public byte[] ToBytes() => Body is null ? Encoding.UTF8.GetBytes(Xml ?? "") : JsonText.WriteBytes(Body);

    public static ApiResponse Ok(JsonNode data) => new(200, new JsonObject { ["data"] = data });
}
