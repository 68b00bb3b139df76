using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Bulk;

/// <summary>
/// The body of a bulk action. It is written through the serialiser, which keeps a writer and its buffer for each thread.
/// </summary>
[JsonConverter(typeof(Converter))]
internal sealed class ActionBody(ActionAttributes? attributes, long[]? ids, OutreachBulkOptions options)
{
    private void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("data");
        writer.WriteStartObject("attributes");
        attributes?.WriteTo(writer, options);
        if (ids is not null)
        {
            writer.WriteStartArray("ids");
            foreach (long id in ids)
                writer.WriteNumberValue(id);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        if (options.BodyType is { } type)
            writer.WriteString("type", type);
        writer.WriteEndObject();
    }

    internal sealed class Converter : JsonConverter<ActionBody>
    {
        public override ActionBody Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, ActionBody value, JsonSerializerOptions options) => value.WriteTo(writer);
    }
}
