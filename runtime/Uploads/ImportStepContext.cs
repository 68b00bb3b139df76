using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Outreach.Bulk.Uploads;

/// <summary>Writes and reads the results of an import's steps, for storing.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UploadLink))]
[JsonSerializable(typeof(UploadedFile))]
[JsonSerializable(typeof(ValidatedUpload))]
internal sealed partial class ImportStepContext : JsonSerializerContext
{
    public static T Read<T>(string json, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("The text holds nothing.");
    }
}
