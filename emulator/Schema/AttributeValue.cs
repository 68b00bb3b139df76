using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Schema;

/// <summary>Reads values from bodies, numbers and numeric text alike, into the form they are stored in.</summary>
internal static class AttributeValue
{
    public static JsonNode? Read(RecordAttribute attribute, JsonNode? value)
    {
        string pointer = $"/data/attributes/{attribute.Name}";
        JsonNode? read = value is null ? null : attribute.Kind switch
        {
            AttributeKind.Text => Text(value),
            AttributeKind.Integer => Integer(value),
            AttributeKind.Number => Number(value),
            AttributeKind.Boolean => Boolean(value),
            AttributeKind.Time => Time(value),
            AttributeKind.Date => Date(value),
            AttributeKind.Custom => Text(value)
                ?? (value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? value.DeepClone() : List(value)),
            _ => List(value),
        };
        if (value is not null && read is null)
            throw ApiException.Invalid($"{attribute.Name} can't be {value.ToJsonString()}.", pointer);
        if (attribute.MaxLength is int longest && read is JsonValue scalar && scalar.TryGetValue(out string? text) && text.Length > longest)
            throw ApiException.Invalid($"{attribute.Name} is longer than {longest} characters.", pointer);
        return read;
    }

    public static long? Integer(JsonNode? value) =>
        long.TryParse(Text(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;

    public static string[]? TextList(JsonNode? value)
    {
        if (value is not JsonArray list)
            return null;
        string[] texts = [.. list.Select(Text).OfType<string>()];
        return texts.Length == list.Count ? texts : null;
    }

    private static JsonArray? List(JsonNode value) =>
        TextList(value) is string[] list ? new JsonArray([.. list.Select(item => JsonValue.Create(item))]) : null;

    private static string? Text(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.String => (string)value!,
        JsonValueKind.Number => value.ToJsonString(),
        _ => null,
    };

    private static double? Number(JsonNode value) =>
        double.TryParse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : null;

    private static bool? Boolean(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => (string)value! switch { "true" => true, "false" => false, _ => null },
        _ => null,
    };

    private static string? Time(JsonNode value) =>
        Text(value) is string text && Timestamps.TryRead(text, out DateTimeOffset time) ? Timestamps.Write(time) : null;

    private static string? Date(JsonNode value) =>
        DateOnly.TryParseExact(Text(value), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
}
