using System.Text.Json;

namespace Outreach.Bulk.Emulator.Watching;

/// <summary>What may be seen of a body: the names of its attributes, and how long its lists are.</summary>
internal static class ShownBody
{
    private const int MostNames = 12;

    public static string Read(string body)
    {
        if (body.Length == 0)
            return "";
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Object
                && data.TryGetProperty("attributes", out JsonElement attributes) && attributes.ValueKind == JsonValueKind.Object
                    ? Names(attributes)
                    : "JSON without data.attributes";
        }
        catch (JsonException)
        {
            return $"{body.Length} characters that are not JSON";
        }
    }

    public static string Names(JsonElement attributes)
    {
        string[] names = [.. attributes.EnumerateObject().Select(member => member.Value.ValueKind == JsonValueKind.Array
            ? $"{member.Name} ({member.Value.GetArrayLength()})"
            : member.Name)];
        return names.Length <= MostNames
            ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(MostNames))} and {names.Length - MostNames} more";
    }
}
