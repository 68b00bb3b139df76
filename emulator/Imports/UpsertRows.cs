using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Imports;

/// <summary>Records that came along with the request, each as a resource object or as a document around one.</summary>
internal sealed class UpsertRows : IImportRows
{
    private readonly ImportRow[] _rows;

    public UpsertRows(JsonNode? records, EmulatorOptions options)
    {
        if (records is not JsonArray { Count: > 0 } list)
            throw ApiException.Invalid("records must be a list of at least one resource object.", "/data/attributes/records");
        _rows = [.. list.Select(Row)];
        if (_rows.Length > options.RowsPerImport)
            Problem = $"There are {_rows.Length} records; at most {options.RowsPerImport} are allowed.";
    }

    public int Count => _rows.Length;

    public string? Problem { get; }

    public ImportRow this[int index] => _rows[index];

    private static ImportRow Row(JsonNode? record, int index)
    {
        JsonObject? resource = (record as JsonObject)?["data"] as JsonObject ?? record as JsonObject;
        return resource?["type"] is JsonValue type && type.TryGetValue(out string? name)
            && (resource["attributes"] ?? new JsonObject()) is JsonObject attributes
            ? new ImportRow(name, resource["id"]?.DeepClone(), attributes.DeepClone().AsObject())
            : throw ApiException.Invalid($"Record {index + 1} is no resource object.", $"/data/attributes/records/{index}");
    }
}
