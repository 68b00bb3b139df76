using System.Collections.ObjectModel;
using System.Text.Json;
using Outreach.Bulk.Protocol;

namespace Outreach.Bulk.Resources;

/// <summary>Turns resources into snapshots.</summary>
internal static class BatchReader
{
    public static Batch Read(ApiAnswer answer)
    {
        Resource<BatchAttributes> resource = AnswerReader.ReadResource(answer, JsonApiContext.Default.DocumentBatchAttributes);
        return resource.Id >= 1
            ? Read(resource)
            : throw AnswerReader.Unexpected(answer,
                $"{answer.Request} was answered with {(int)answer.Status} and a document without a batch.");
    }

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
            CreatorId = resource.CreatorId,
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
}
