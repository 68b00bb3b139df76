using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Bulk;

/// <summary>The body that starts an import.</summary>
[JsonConverter(typeof(Converter))]
internal sealed class ImportBody(UploadedFile file, ImportMapping mapping, DupeMethod dupeMethod, OutreachBulkOptions options)
{
    private void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("data");
        writer.WriteStartObject("attributes");
        writer.WriteString("storageKey", file.StorageKey);
        if (options.Imports.RecordCountAsText)
            writer.WriteString("recordCount", file.RecordCount.ToString(CultureInfo.InvariantCulture));
        else
            writer.WriteNumber("recordCount", file.RecordCount);
        writer.WriteString("dupeMethod", dupeMethod.Value);
        writer.WriteStartObject("mappings");
        foreach (ImportMappingEntry entry in mapping.Entries)
            writer.WriteString(entry.Header, entry.ApiName);
        writer.WriteEndObject();
        writer.WriteString("fileName", file.FileName);
        writer.WriteEndObject();
        writer.WriteEndObject();
        if (options.BodyType is { } type)
            writer.WriteString("type", type);
        writer.WriteEndObject();
    }

    internal sealed class Converter : JsonConverter<ImportBody>
    {
        public override ImportBody Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, ImportBody value, JsonSerializerOptions options) => value.WriteTo(writer);
    }
}
