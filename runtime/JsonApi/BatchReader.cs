using System.Collections.ObjectModel;
using System.Text.Json;

namespace Outreach.Bulk;

/// <summary>Turns resources into snapshots.</summary>
internal static class BatchReader
{
    public static Batch Read(ApiAnswer answer) =>
        Read(AnswerReader.ReadResource(answer, JsonApiContext.Default.DocumentBatchAttributes));

    public static Batch Read(Resource<BatchAttributes> resource)
    {
        BatchAttributes attributes = resource.Attributes ?? new();
        return new()
        {
            Id = resource.Id ?? 0,
            State = new(attributes.State),
            Action = attributes.Action,
            ConfirmCount = attributes.ConfirmCount,
            ConfirmedCountRequired = attributes.ConfirmedCountRequired,
            Total = attributes.Total,
            Pending = attributes.Pending,
            Failures = attributes.Failures,
            CreatedAt = attributes.CreatedAt,
            ConfirmedAt = attributes.ConfirmedAt,
            StartedAt = attributes.StartedAt,
            FinishedAt = attributes.FinishedAt,
            CanceledAt = attributes.CanceledAt,
            UpdatedAt = attributes.UpdatedAt,
            ContextType = attributes.ContextType,
            ContextId = attributes.ContextId,
            CreatorId = CreatorId(resource.Relationships),
            Payload = attributes.Payload,
            Summary = attributes.Summary,
            OtherAttributes = Others(attributes.Others),
        };
    }

    public static BatchItem Read(Resource<BatchItemAttributes> resource)
    {
        BatchItemAttributes attributes = resource.Attributes ?? new();
        return new()
        {
            Id = resource.Id ?? 0,
            BatchId = attributes.BatchId,
            State = attributes.State,
            Failed = attributes.Failed,
            Info = attributes.Info,
            Data = attributes.Data,
            CreatedAt = attributes.CreatedAt,
            OtherAttributes = Others(attributes.Others),
        };
    }

    private static IReadOnlyDictionary<string, JsonElement> Others(Dictionary<string, JsonElement>? others) =>
        others ?? (IReadOnlyDictionary<string, JsonElement>)ReadOnlyDictionary<string, JsonElement>.Empty;

    private static long? CreatorId(JsonElement? relationships) =>
        relationships is { ValueKind: JsonValueKind.Object } all
        && all.TryGetProperty("creator", out JsonElement creator) && creator.ValueKind == JsonValueKind.Object
        && creator.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty("id", out JsonElement id)
            ? id.ValueKind switch
            {
                JsonValueKind.Number when id.TryGetInt64(out long number) => number,
                JsonValueKind.String when long.TryParse(id.GetString(), out long text) => text,
                _ => null,
            }
            : null;
}
