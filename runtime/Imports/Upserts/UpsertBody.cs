using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Bulk;

/// <summary>The body of one call of an upsert.</summary>
[JsonConverter(typeof(Converter))]
internal sealed class UpsertBody(ReadOnlyMemory<UpsertRecord> records, DupeMethod dupeMethod, string fileName, OutreachBulkOptions options)
{
    private void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("data");
        writer.WriteStartObject("attributes");
        writer.WriteString("dupeMethod", dupeMethod.Value);
        writer.WriteString("fileName", fileName);
        writer.WriteStartArray("records");
        foreach (UpsertRecord record in records.Span)
            WriteRecord(writer, record);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
        if (options.BodyType is { } type)
            writer.WriteString("type", type);
        writer.WriteEndObject();
    }

    private void WriteRecord(Utf8JsonWriter writer, UpsertRecord record)
    {
        if (options.Imports.BareRecords)
        {
            record.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        writer.WritePropertyName("data");
        record.WriteTo(writer);
        writer.WriteEndObject();
    }

    internal sealed class Converter : JsonConverter<UpsertBody>
    {
        public override UpsertBody Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, UpsertBody value, JsonSerializerOptions options) => value.WriteTo(writer);
    }
}
