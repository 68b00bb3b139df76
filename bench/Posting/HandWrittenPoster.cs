using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Bulk.Benchmarks.Posting;

/// <summary>What a careful developer writes for this one call: HttpClient and System.Text.Json's source generator.</summary>
internal sealed class HandWrittenPoster : IPoster
{
    private static readonly MediaTypeHeaderValue s_mediaType = new("application/vnd.api+json");

    private readonly HttpClient _client;

    public HandWrittenPoster(Uri baseAddress)
    {
        _client = new() { BaseAddress = baseAddress };
        _client.DefaultRequestHeaders.Authorization = new("Bearer", Edit.Token);
        _client.DefaultRequestHeaders.Accept.Add(new("application/vnd.api+json"));
        _client.DefaultRequestHeaders.UserAgent.Add(new("Outreach.Bulk", Edit.Version));
    }

    public async Task<long> PostAsync()
    {
        HandWrittenBatch batch = await BulkModifyAsync(
            Edit.Ids, Edit.OwnerId, new(Edit.Custom1, Edit.NumberOfEmployees, Industry: null), CancellationToken.None);
        return batch.Id;
    }

    public void Dispose() => _client.Dispose();

    private async Task<HandWrittenBatch> BulkModifyAsync(
        long[] ids, long ownerId, HandWrittenAttributes attributes, CancellationToken cancellationToken)
    {
        string selection = string.Join('&', ids.Select(id => $"actionParams%5Bfilter%5D%5Bid%5D%5B%5D={id}"));
        string target = $"batches/actions/accountsBulkModify?{selection}&actionParams%5Bfilter%5D%5Bowner%5D%5Bid%5D={ownerId}";
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(
            new(new(attributes)), HandWrittenContext.Default.HandWrittenRequest);
        using ByteArrayContent content = new(body);
        content.Headers.ContentType = s_mediaType;

        using HttpResponseMessage response = await _client.PostAsync(target, content, cancellationToken);
        response.EnsureSuccessStatusCode();
        HandWrittenDocument? document = await response.Content.ReadFromJsonAsync(
            HandWrittenContext.Default.HandWrittenDocument, cancellationToken);
        return document?.Data?.ToBatch() ?? throw new JsonException("A document without a batch.");
    }
}

/// <summary>The batch as the caller wants it: the fields that <see cref="Batch"/> names.</summary>
internal sealed record HandWrittenBatch(
    long Id,
    string? State,
    string? Action,
    long? ConfirmCount,
    bool? ConfirmedCountRequired,
    long? Total,
    long? Pending,
    long? Failures,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? ConfirmedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset? CanceledAt,
    DateTimeOffset? UpdatedAt,
    string? ContextType,
    long? ContextId,
    long? CreatorId,
    JsonElement? Payload,
    JsonElement? Summary);

internal sealed record HandWrittenAttributes(string Custom1, int NumberOfEmployees, string? Industry);

internal sealed record HandWrittenData(HandWrittenAttributes Attributes);

internal sealed record HandWrittenRequest(HandWrittenData Data);

internal sealed record HandWrittenDocument(HandWrittenResource? Data);

internal sealed record HandWrittenResource(long Id, HandWrittenBatchAttributes Attributes, HandWrittenRelationships? Relationships)
{
    public HandWrittenBatch ToBatch() => new(
        Id,
        Attributes.State,
        Attributes.Action,
        Attributes.ConfirmCount,
        Attributes.ConfirmedCountRequired,
        Attributes.Total,
        Attributes.Pending,
        Attributes.Failures,
        Attributes.CreatedAt,
        Attributes.ConfirmedAt,
        Attributes.StartedAt,
        Attributes.FinishedAt,
        Attributes.CanceledAt,
        Attributes.UpdatedAt,
        Attributes.ContextType,
        Attributes.ContextId,
        Relationships?.Creator?.Data?.Id,
        Attributes.Payload,
        Attributes.Summary);
}

internal sealed record HandWrittenRelationships(HandWrittenRelationship? Creator);

internal sealed record HandWrittenRelationship(HandWrittenIdentifier? Data);

internal sealed record HandWrittenIdentifier(long Id);

internal sealed class HandWrittenBatchAttributes
{
    public string? Action { get; set; }

    public DateTimeOffset? CanceledAt { get; set; }

    public long? ConfirmCount { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    public bool? ConfirmedCountRequired { get; set; }

    public long? ContextId { get; set; }

    public string? ContextType { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    public long? Failures { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public JsonElement? Payload { get; set; }

    public long? Pending { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public string? State { get; set; }

    public JsonElement? Summary { get; set; }

    public long? Total { get; set; }

    public DateTimeOffset? UpdatedAt { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HandWrittenRequest))]
[JsonSerializable(typeof(HandWrittenDocument))]
internal sealed partial class HandWrittenContext : JsonSerializerContext;
