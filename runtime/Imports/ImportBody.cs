using System.Globalization;
using System.Text.Json;
using Outreach.Bulk.Mappings;
using Outreach.Bulk.Protocol;

namespace Outreach.Bulk.Imports;

/// <summary>The body that starts an import.</summary>
internal sealed class ImportBody(UploadedFile file, ImportMapping mapping, DupeMethod dupeMethod, ProtocolOptions protocol)
    : RequestDocument(protocol.BodyType)
{
    protected override void WriteAttributes(Utf8JsonWriter writer)
    {
        writer.WriteString("storageKey", file.StorageKey);
        if (protocol.RecordCountAsText)
            writer.WriteString("recordCount", file.RecordCount.ToString(CultureInfo.InvariantCulture));
        else
            writer.WriteNumber("recordCount", file.RecordCount);
        writer.WriteString("dupeMethod", dupeMethod.Value);
        writer.WriteStartObject("mappings");
        foreach (ImportMappingEntry entry in mapping.Entries)
            writer.WriteString(entry.Header, entry.ApiName);
        writer.WriteEndObject();
        writer.WriteString("fileName", file.FileName);
    }
}
