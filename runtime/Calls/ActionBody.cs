using System.Text.Json;
using Outreach.Bulk.Protocol;

namespace Outreach.Bulk.Calls;

/// <summary>The body of a bulk action.</summary>
internal sealed class ActionBody(AttributeSet? attributes, long[]? ids, OutreachBulkOptions options)
    : RequestDocument(options.Protocol.BodyType)
{
    protected override void WriteAttributes(Utf8JsonWriter writer)
    {
        attributes?.WriteTo(writer, options);
        if (ids is not null)
        {
            writer.WriteStartArray("ids");
            foreach (long id in ids)
                writer.WriteNumberValue(id);
            writer.WriteEndArray();
        }
    }
}
