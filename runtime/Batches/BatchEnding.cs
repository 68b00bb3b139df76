using System.Globalization;
using Outreach.Bulk.Primitives;
using Outreach.Bulk.Protocol;

namespace Outreach.Bulk.Batches;

/// <summary>What the last snapshot of a wait means.</summary>
internal static class BatchEnding
{
    public static BatchResult Of(BatchOperation operation, Batch batch, bool hasPolicy)
    {
        if (batch.AwaitsDecision)
        {
            string remedy = hasPolicy
                ? ", although it was confirmed"
                : $". Call {nameof(BatchOperation.ConfirmAsync)} or {nameof(BatchOperation.CancelAsync)}, or give the call that "
                    + $"starts it a {nameof(Confirm)} policy";
            throw new ConfirmationRequiredException(
                $"Batch {batch.Id} waits for confirmation of {Records(batch)} and never starts by itself{remedy}.", operation, batch);
        }

        if (batch.State == OperationState.Failed)
        {
            string reason = ServerReason.Describe(ServerReason.TextOf(batch.Summary), $"{nameof(Batch)}.{nameof(Batch.Summary)}");
            string guess = ServerReason.TextOf(batch.Summary) is null ? " A request for more items than the limit does so." : "";
            throw new BatchFailedException($"Batch {batch.Id} failed{reason}{guess}", operation, batch);
        }

        if (batch.IsCanceled)
        {
            throw new BatchCanceledException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Batch {batch.Id} was cancelled after {batch.Processed} of {Records(batch)}. What was done stays done."),
                operation,
                batch);
        }

        return BatchResult.Create(operation, batch);
    }

    public static string Records(Batch batch) =>
        batch.MatchedCount is { } count ? Sentence.Count(count, "record") : "an unknown number of records";

    /// <summary>The batch exists, and confirming it did not work: its handle must not be lost with the error.</summary>
    public static ConfirmationRequiredException NotConfirmed(BatchOperation operation, Batch batch, Exception cause) => new(
        $"Batch {batch.Id} matched {Records(batch)}, which the call allows, but its confirmation did not succeed: "
            + $"{Sentence.End(cause.Message)} {nameof(BatchOperation.RefreshAsync)} shows whether it waits; "
            + $"{nameof(BatchOperation.ConfirmAsync)} or {nameof(BatchOperation.CancelAsync)} decides.",
        operation,
        operation.Latest ?? batch,
        cause);
}
