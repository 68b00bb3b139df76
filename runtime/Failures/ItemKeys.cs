using System.Text.Json;
using Outreach.Bulk.Mappings;

namespace Outreach.Bulk.Failures;

/// <summary>
/// Reads unique keys from an item's data, whose form is not published. It looks where a record's own keys can be, and not
/// into what else the data holds: a related record has an id too.
/// </summary>
internal sealed class ItemKeys
{
    private static readonly string[] s_wrappers = ["data", "attributes"];

    private readonly IReadOnlyList<ImportMappingEntry> _columns;
    private readonly HashSet<string> _names;

    public ItemKeys(ImportMapping mapping)
    {
        _columns = KeyColumns.Of(mapping);

        // A column "name" mapped to customId is not what an attribute "name" is about.
        _names = [.. mapping.Entries.Select(entry => entry.ApiName), "id", "type"];
    }

    public IEnumerable<KeyValuePair<string, string>> Read(BatchItem item)
    {
        List<KeyValuePair<string, string>> keys = [];
        if (item.Data is not null)
            ReadText(item.Data, keys, isText: false);
        return keys;
    }

    private void ReadText(string text, List<KeyValuePair<string, string>> keys, bool isText)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);

            // A text that holds JSON may itself have been written as JSON.
            if (document.RootElement.ValueKind == JsonValueKind.String && !isText)
                ReadText(document.RootElement.GetString()!, keys, isText: true);
            else
                ReadRecord(document.RootElement, keys, depth: 0);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or half a character in it: no key, which is reported.
        }
    }

    private void ReadRecord(JsonElement record, List<KeyValuePair<string, string>> keys, int depth)
    {
        if (record.ValueKind != JsonValueKind.Object)
            return;
        foreach (JsonProperty property in record.EnumerateObject())
        {
            if (depth < s_wrappers.Length && s_wrappers.Contains(property.Name, StringComparer.Ordinal))
                ReadRecord(property.Value, keys, depth + 1);
            foreach (ImportMappingEntry column in _columns)
            {
                if (Means(property.Name, column) && Text(property.Value) is { } value)
                    keys.Add(new(column.ApiName, value));
            }
        }
    }

    private bool Means(string name, ImportMappingEntry column) =>
        (name == column.Header && !_names.Contains(name))
        || string.Equals(name.Replace("_", "", StringComparison.Ordinal), column.ApiName, StringComparison.OrdinalIgnoreCase);

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
