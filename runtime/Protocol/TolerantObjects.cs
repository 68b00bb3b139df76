using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Bulk.Protocol;

/// <summary>
/// Reads objects where they are and passes over anything else. Where a list is expected, a lone object is a list of one.
/// </summary>
internal sealed class TolerantObjects : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => true;

    // By name, not by reflection, which native compilation cannot follow.
    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        typeToConvert == typeof(Resource<BatchAttributes>[]) ? new Many<Resource<BatchAttributes>>()
        : typeToConvert == typeof(Resource<BatchItemAttributes>[]) ? new Many<Resource<BatchItemAttributes>>()
        : typeToConvert == typeof(Resource<ImportAttributes>[]) ? new Many<Resource<ImportAttributes>>()
        : typeToConvert == typeof(Resource<UploadAttributes>[]) ? new Many<Resource<UploadAttributes>>()
        : typeToConvert == typeof(Resource<UploadValidationAttributes>[]) ? new Many<Resource<UploadValidationAttributes>>()
        : typeToConvert == typeof(ImportAttributes) ? new One<ImportAttributes>()
        : typeToConvert == typeof(UploadAttributes) ? new One<UploadAttributes>()
        : typeToConvert == typeof(UploadValidationAttributes) ? new One<UploadValidationAttributes>()
        : typeToConvert == typeof(ErrorObject[]) ? new Many<ErrorObject>()
        : typeToConvert == typeof(BatchAttributes) ? new One<BatchAttributes>()
        : typeToConvert == typeof(BatchItemAttributes) ? new One<BatchItemAttributes>()
        : typeToConvert == typeof(Resource<RecordAttributes>[]) ? new Many<Resource<RecordAttributes>>()
        : typeToConvert == typeof(RecordAttributes) ? new One<RecordAttributes>()
        : typeToConvert == typeof(PageMeta) ? new One<PageMeta>()
        : typeToConvert == typeof(PageLinks) ? new One<PageLinks>()
        : throw new NotSupportedException($"{nameof(TolerantObjects)} does not know {typeToConvert}.");

    private static T? Read<T>(ref Utf8JsonReader reader, JsonSerializerOptions options)
        where T : class
    {
        // Not by the serializer, which reads an object twice: first to find its end.
        if (reader.TokenType == JsonTokenType.StartObject)
            return ((JsonConverter<T>)options.GetTypeInfo(typeof(T)).Converter).Read(ref reader, typeof(T), options);
        reader.Skip();
        return null;
    }

    private sealed class One<T> : JsonConverter<T>
        where T : class
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read<T>(ref reader, options);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    private sealed class Many<T> : JsonConverter<T[]>
        where T : class
    {
        public override T[]? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
                return Read<T>(ref reader, options) is { } one ? [one] : null;

            List<T> list = [];
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (Read<T>(ref reader, options) is { } item)
                    list.Add(item);
            }

            return [.. list];
        }

        public override void Write(Utf8JsonWriter writer, T[] value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
