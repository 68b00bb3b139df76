using System.Text.Json.Nodes;

namespace Outreach.Bulk.Emulator.Imports;

/// <summary>
/// A row as it was given: whose record it is about and what it should become. <paramref name="Problem"/> is what is wrong
/// with it before anybody looks at its values, or null.
/// </summary>
internal sealed record ImportRow(string? Type, JsonNode? Id, JsonObject Attributes, string? Problem = null)
{
    public JsonObject ToResource() => new() { ["type"] = Type, ["id"] = Id?.DeepClone(), ["attributes"] = Attributes.DeepClone() };
}
