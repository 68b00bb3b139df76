using System.Text.Json;
using System.Text.Json.Nodes;

namespace Outreach.Bulk.Emulator.Schema;

/// <summary>An answer that is given as it was saved.</summary>
internal static class SavedDocument
{
    /// <exception cref="ArgumentException">It is no JSON object.</exception>
    public static JsonObject Read(string json, string name)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw new ArgumentException($"{name} must be a JSON object.", name);
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"{name} is no JSON: {e.Message}", name, e);
        }
    }
}
