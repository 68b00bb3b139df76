using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Bulk.Protocol;

internal sealed class ImportAttributes
{
    [JsonConverter(typeof(TolerantInstantConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? DupeMethod { get; init; }

    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? Dupes { get; init; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? ErrorReason { get; init; }

    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? Failures { get; init; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? FileName { get; init; }

    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? FileSize { get; init; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? ImportType { get; init; }

    public JsonElement? Mappings { get; init; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? State { get; init; }

    [JsonConverter(typeof(TolerantInstantConverter))]
    public DateTimeOffset? StateChangedAt { get; init; }

    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? Total { get; init; }

    /// <summary>The guide's spelling of <see cref="ImportType"/>.</summary>
    [JsonConverter(typeof(TolerantStringConverter))]
    public string? Type { get; init; }

    [JsonConverter(typeof(TolerantInstantConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>Where a file is to be uploaded to.</summary>
internal sealed class UploadAttributes
{
    [JsonConverter(typeof(TolerantStringConverter))]
    public string? StorageKey { get; init; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? UploadUrl { get; init; }

    /// <summary>The published description's spelling of <see cref="UploadUrl"/>.</summary>
    [JsonPropertyName("uploadURL")]
    [JsonConverter(typeof(TolerantStringConverter))]
    public string? UploadUrlInCapitals { get; init; }
}

/// <summary>What the server found in an uploaded file.</summary>
internal sealed class UploadValidationAttributes
{
    public JsonElement? HeaderValue { get; init; }

    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? RecordCount { get; init; }
}
