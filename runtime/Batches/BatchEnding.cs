using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Batches;

/// <summary>What the last snapshot of a wait means.</summary>
internal static class BatchEnding
{
    public static BatchResult Of(BatchOperation operation, Batch batch, bool hasPolicy)
    {
        if (batch.AwaitsDecision)
        {
            throw hasPolicy
                ? new(ConfirmationRequiredException.Waiting(batch) + ", although it was confirmed.", operation, batch)
                : ConfirmationRequiredException.Create(operation, batch);
        }

        if (batch.State == OperationState.Failed)
            throw BatchFailedException.Create(operation, batch);
        if (batch.IsCanceled)
            throw BatchCanceledException.Create(operation, batch);
        return BatchResult.Create(operation, batch);
    }

    public static string Records(Batch batch) => Records(batch.MatchedCount);

    public static string Records(long? matched) =>
        matched is { } count ? Sentence.Count(count, "record") : "an unknown number of records";

    /// <summary>The batch exists, and confirming it did not work: its handle must not be lost with the error.</summary>
    public static ConfirmationRequiredException NotConfirmed(BatchOperation operation, Batch batch, Exception cause) => new(
        $"Batch {batch.Id} matched {Records(batch)}, which the call allows, but its confirmation did not succeed: "
            + $"{Sentence.End(cause.Message)} {nameof(BatchOperation.RefreshAsync)} shows whether it waits; "
            + $"{nameof(BatchOperation.ConfirmAsync)} or {nameof(BatchOperation.CancelAsync)} decides.",
        operation,
        operation.Latest ?? batch,
        cause);
}
