using System.Text.Json;
using Outreach.Bulk.Protocol;

namespace Outreach.Bulk.Upserts;

/// <summary>The body of one call of an upsert.</summary>
internal sealed class UpsertBody(ReadOnlyMemory<UpsertRecord> records, DupeMethod dupeMethod, string fileName, ProtocolOptions protocol)
    : RequestDocument(protocol.BodyType)
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
        if (protocol.BareRecords)
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
