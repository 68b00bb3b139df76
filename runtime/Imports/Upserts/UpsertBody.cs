using System.Text.Json;

namespace Outreach.Bulk;

/// <summary>The body of one call of an upsert.</summary>
internal sealed class UpsertBody(ReadOnlyMemory<UpsertRecord> records, DupeMethod dupeMethod, string fileName, OutreachBulkOptions options) : RequestDocument(options)
{
    protected override void WriteAttributes(Utf8JsonWriter writer)
    {
        writer.WriteString("dupeMethod", dupeMethod.Value);
        writer.WriteString("fileName", fileName);
        writer.WriteStartArray("records");
        foreach (UpsertRecord record in records.Span)
            WriteRecord(writer, record);
        writer.WriteEndArray();
    }

    private void WriteRecord(Utf8JsonWriter writer, UpsertRecord record)
    {
        if (Options.Imports.BareRecords)
        {
            record.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        writer.WritePropertyName("data");
        record.WriteTo(writer);
        writer.WriteEndObject();
    }
}
