using System.Text.Json;

namespace Outreach.Bulk.Cli.Catalog;

/// <summary>What an organisation calls its custom fields, and what each takes: the answer of <c>GET /types</c>.</summary>
internal static class SavedTypes
{
    /// <summary>Whether a document has the form of such an answer.</summary>
    public static bool Is(JsonElement root) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty("data", out _);

    /// <returns>The labelled fields of each resource; those without a label are as they were.</returns>
    public static ILookup<string, AttributeInfo> Read(JsonElement root)
    {
        JsonElement data = root.GetProperty("data");
        JsonElement[] entries = data.ValueKind == JsonValueKind.Array ? [.. data.EnumerateArray()] : [data];
        return entries.SelectMany(Fields).ToLookup(each => each.Resource, each => each.Field, StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<(string Resource, AttributeInfo Field)> Fields(JsonElement entry)
    {
        if (JsonText.Of(entry, "type") is not { } resource)
            yield break;
        JsonElement holder = JsonText.Find(entry, "meta") is { ValueKind: JsonValueKind.Object } meta ? meta : entry;
        if (JsonText.Find(holder, "validations") is not { ValueKind: JsonValueKind.Object } validations)
            yield break;
        foreach (JsonProperty member in validations.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object && JsonText.Of(member.Value, "label")?.Trim() is { Length: > 0 } label)
                yield return (resource, Field(member.Name, label, member.Value));
        }
    }

    private static AttributeInfo Field(string name, string label, JsonElement field)
    {
        string? type = JsonText.Of(field, "type");
        return new(name, TypeOf(type), IsList: type == "multi_inclusion", Details: $"The organisation's name of {name}.")
        {
            Label = label,
            Values = type is "inclusion" or "multi_inclusion"
                && JsonText.Find(field, "definition") is { ValueKind: JsonValueKind.Array } options
                ? [.. options.EnumerateArray().Where(option => option.ValueKind == JsonValueKind.String).Select(
                    option => option.GetString()!)]
                : [],
        };
    }

    private static string TypeOf(string? type) => type switch
    {
        "boolean" => "Boolean",
        "currency" or "numerical" or "percentage" => "Decimal",
        "date" => "Date",
        "date_time" => "LocalTime",
        _ => "Text",
    };
}
