using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Bulk.Protocol;

/// <summary>
/// What a POST sends: attributes in the one envelope there is. It is written through the serialiser, which keeps a writer
/// and its buffer for each thread.
/// </summary>
[JsonConverter(typeof(Converter))]
internal abstract class RequestDocument(string? type)
{
    public byte[] ToUtf8Bytes() => JsonSerializer.SerializeToUtf8Bytes(this, JsonApiContext.Default.RequestDocument);

    protected abstract void WriteAttributes(Utf8JsonWriter writer);

    private void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("data");
        writer.WriteStartObject("attributes");
        WriteAttributes(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
        if (type is not null)
            writer.WriteString("type", type);
        writer.WriteEndObject();
    }

    internal sealed class Converter : JsonConverter<RequestDocument>
    {
        public override RequestDocument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, RequestDocument value, JsonSerializerOptions options) => value.WriteTo(writer);
    }
}
