using System.Text.Json;

namespace Outreach.Bulk.Cli.Catalog;

/// <summary>Members of JSON objects that may be missing.</summary>
internal static class JsonText
{
    public static JsonElement? Find(JsonElement? holder, string name) =>
        holder is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty(name, out JsonElement member) ? member : null;

    public static string? Of(JsonElement? holder, string name) =>
        Find(holder, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
