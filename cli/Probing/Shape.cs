using System.Text.Json;
using System.Text.Json.Nodes;

namespace Outreach.Bulk.Cli.Probing;

/// <summary>The shape of JSON without its values.</summary>
internal static class Shape
{
    // Ids as names would be values of records.
    private const int LongestName = 40;

    public static JsonNode? Of(JsonElement? element) => element is { } value ? Of(value, 0) : null;

    private static JsonNode? Of(JsonElement element, int depth) => element.ValueKind switch
    {
        JsonValueKind.Object when depth < 8 => new JsonObject(element.EnumerateObject()
            .Where(member => member.Name.Length <= LongestName
                && member.Name.All(letter => char.IsAsciiLetter(letter) || letter is '_' or '-'))
            .DistinctBy(member => member.Name)
            .Select(member => KeyValuePair.Create(member.Name, Of(member.Value, depth + 1)))),
        JsonValueKind.Array when depth < 8 => new JsonArray([.. element.EnumerateArray().Take(1).Select(item => Of(item, depth + 1))]),
        JsonValueKind.String => long.TryParse(element.GetString(), out _) ? "number as text" : "text",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Null => "null",
        _ => "nested",
    };
}
