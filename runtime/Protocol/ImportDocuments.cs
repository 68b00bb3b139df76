using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Bulk.Protocol;

internal sealed class ImportAttributes
{
    [JsonConverter(typeof(TolerantInstantConverter))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? DupeMethod { get; set; }

    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? Dupes { get; set; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? ErrorReason { get; set; }

    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? Failures { get; set; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? FileName { get; set; }

    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? FileSize { get; set; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? ImportType { get; set; }

    public JsonElement? Mappings { get; set; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? State { get; set; }

    [JsonConverter(typeof(TolerantInstantConverter))]
    public DateTimeOffset? StateChangedAt { get; set; }

    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? Total { get; set; }

    /// <summary>The guide's spelling of <see cref="ImportType"/>.</summary>
    [JsonConverter(typeof(TolerantStringConverter))]
    public string? Type { get; set; }

    [JsonConverter(typeof(TolerantInstantConverter))]
    public DateTimeOffset? UpdatedAt { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>Where a file is to be uploaded to.</summary>
internal sealed class UploadAttributes
{
    [JsonConverter(typeof(TolerantStringConverter))]
    public string? StorageKey { get; set; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? UploadUrl { get; set; }

    /// <summary>The published description's spelling of <see cref="UploadUrl"/>.</summary>
    [JsonPropertyName("uploadURL")]
    [JsonConverter(typeof(TolerantStringConverter))]
    public string? UploadUrlInCapitals { get; set; }
}

/// <summary>What the server found in an uploaded file.</summary>
internal sealed class UploadValidationAttributes
{
    public JsonElement? HeaderValue { get; set; }

    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? RecordCount { get; set; }
}
