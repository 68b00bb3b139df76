using System.Text.Json;

namespace Outreach.Bulk;

/// <summary>The body of a bulk action.</summary>
internal sealed class ActionBody(ActionAttributes? attributes, long[]? ids, OutreachBulkOptions options) : RequestDocument(options)
{
    protected override void WriteAttributes(Utf8JsonWriter writer)
    {
        attributes?.WriteTo(writer, Options);
        if (ids is not null)
        {
            writer.WriteStartArray("ids");
            foreach (long id in ids)
                writer.WriteNumberValue(id);
            writer.WriteEndArray();
        }
    }
}
