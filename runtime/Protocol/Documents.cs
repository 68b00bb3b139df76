using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Bulk.Protocol;

// What is read here has setters: of init properties the serialiser makes arguments of a constructor, and boxes each value.

/// <summary>A JSON:API document: one resource or a page of them.</summary>
internal sealed class Document<TAttributes>
{
    [JsonConverter(typeof(TolerantObjects))]
    public Resource<TAttributes>[]? Data { get; set; }

    [JsonConverter(typeof(TolerantObjects))]
    public ErrorObject[]? Errors { get; set; }

    [JsonConverter(typeof(TolerantObjects))]
    public PageLinks? Links { get; set; }

    [JsonConverter(typeof(TolerantObjects))]
    public PageMeta? Meta { get; set; }
}

internal sealed class Resource<TAttributes>
{
    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? Id { get; set; }

    [JsonConverter(typeof(TolerantObjects))]
    public TAttributes? Attributes { get; set; }

    [JsonPropertyName("relationships")]
    [JsonConverter(typeof(CreatorIdConverter))]
    public long? CreatorId { get; set; }
}

internal sealed class PageLinks
{
    public JsonElement? Next { get; set; }

    /// <summary>The next page's address: JSON:API allows a text or an object with <c>href</c>.</summary>
    public string? NextAddress => Next switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object } link when link.TryGetProperty("href", out JsonElement href)
            && href.ValueKind == JsonValueKind.String => href.GetString(),
        _ => null,
    };
}

/// <summary>What a page says of the whole collection, when it is asked.</summary>
internal sealed class PageMeta
{
    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? Count { get; set; }

    [JsonPropertyName("count_truncated")]
    [JsonConverter(typeof(TolerantBooleanConverter))]
    public bool? CountTruncated { get; set; }
}

/// <summary>Only the errors of a document, for answers of which nothing else matters.</summary>
internal sealed class ErrorDocument
{
    public JsonElement? Data { get; set; }

    [JsonConverter(typeof(TolerantObjects))]
    public ErrorObject[]? Errors { get; set; }

    /// <summary>Whether the document refuses in JSON:API's own form, and nothing but that.</summary>
    public bool IsRefusal => HasNoData && ErrorObject.ToErrors(Errors).Count > 0;

    /// <summary>Whether it refuses in that form or in the gateway's, and nothing but that.</summary>
    public bool IsRefusalOfAnyForm => HasNoData && ToErrors().Count > 0;

    /// <summary>The gateway's own form, which is not JSON:API.</summary>
    [JsonConverter(typeof(TolerantStringConverter))]
    public string? Error { get; set; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? Description { get; set; }

    /// <summary>How OAuth spells it.</summary>
    [JsonPropertyName("error_description")]
    [JsonConverter(typeof(TolerantStringConverter))]
    public string? ErrorDescription { get; set; }

    private string? AnyDescription => Description ?? ErrorDescription;

    private bool HasNoData => Data is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined };

    public IReadOnlyList<JsonApiError> ToErrors() => ErrorObject.ToErrors(Errors) is { Count: > 0 } errors
        ? errors
        : Error is not null || AnyDescription is not null ? [new(Error, null, AnyDescription, null)] : [];
}

internal sealed class ErrorObject
{
    [JsonConverter(typeof(TolerantStringConverter))]
    public string? Id { get; set; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? Title { get; set; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? Detail { get; set; }

    /// <summary>One published example spells it so.</summary>
    [JsonConverter(typeof(TolerantStringConverter))]
    public string? Details { get; set; }

    public JsonElement? Source { get; set; }

    /// <summary>The errors that say anything.</summary>
    public static IReadOnlyList<JsonApiError> ToErrors(ErrorObject[]? errors) =>
        [.. (errors ?? []).Select(error => error.ToError()).Where(error => error != new JsonApiError(null, null, null, null))];

    private JsonApiError ToError()
    {
        string? pointer = Source is { ValueKind: JsonValueKind.Object } source
            && source.TryGetProperty("pointer", out JsonElement value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
        return new(Id, Title, Detail ?? Details, pointer);
    }
}

internal sealed class BatchAttributes
{
    [JsonConverter(typeof(TolerantStringConverter))]
    public string? Action { get; set; }

    [JsonConverter(typeof(TolerantInstantConverter))]
    public DateTimeOffset? CanceledAt { get; set; }

    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? ConfirmCount { get; set; }

    [JsonConverter(typeof(TolerantInstantConverter))]
    public DateTimeOffset? ConfirmedAt { get; set; }

    [JsonConverter(typeof(TolerantBooleanConverter))]
    public bool? ConfirmedCountRequired { get; set; }

    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? ContextId { get; set; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? ContextType { get; set; }

    [JsonConverter(typeof(TolerantInstantConverter))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? Failures { get; set; }

    [JsonConverter(typeof(TolerantInstantConverter))]
    public DateTimeOffset? FinishedAt { get; set; }

    public JsonElement? Payload { get; set; }

    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? Pending { get; set; }

    [JsonConverter(typeof(TolerantInstantConverter))]
    public DateTimeOffset? StartedAt { get; set; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? State { get; set; }

    public JsonElement? Summary { get; set; }

    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? Total { get; set; }

    [JsonConverter(typeof(TolerantInstantConverter))]
    public DateTimeOffset? UpdatedAt { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

internal sealed class BatchItemAttributes
{
    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? BatchId { get; set; }

    [JsonConverter(typeof(TolerantInstantConverter))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? Data { get; set; }

    [JsonConverter(typeof(TolerantBooleanConverter))]
    public bool? Failed { get; set; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? Info { get; set; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? State { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>The attributes of a record of any model.</summary>
internal sealed class RecordAttributes
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? All { get; set; }
}

/// <summary>
/// Everything that is read from the wire or written to it, for the serialiser's source generator: no reflection at run time.
/// </summary>
[JsonSourceGenerationOptions(
    MaxDepth = 1_000,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Document<BatchAttributes>))]
[JsonSerializable(typeof(Document<BatchItemAttributes>))]
[JsonSerializable(typeof(Document<ImportAttributes>))]
[JsonSerializable(typeof(Document<RecordAttributes>))]
[JsonSerializable(typeof(Document<UploadAttributes>))]
[JsonSerializable(typeof(Document<UploadValidationAttributes>))]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(RequestDocument))]
internal sealed partial class JsonApiContext : JsonSerializerContext;
