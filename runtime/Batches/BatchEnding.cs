using System.Text.Json;

namespace Outreach.Bulk;

/// <summary>What the last snapshot of a wait means.</summary>
internal static class BatchEnding
{
    public static BatchResult Of(BatchOperation operation, Batch batch)
    {
        if (batch.State == BatchState.Confirming && !batch.IsTerminal)
        {
            throw new ConfirmationRequiredException(
                $"Batch {batch.Id} waits for confirmation of {Count(batch)} records and never starts by itself. Call {nameof(BatchOperation.ConfirmAsync)} or {nameof(BatchOperation.CancelAsync)}, or give the call a {nameof(Confirm)} policy.",
                operation,
                batch);
        }

        if (batch.State == BatchState.Failed)
            throw new BatchFailedException($"Batch {batch.Id} failed{Summary(batch)}", operation, batch);
        if (batch.State == BatchState.Canceled || (batch.CanceledAt is not null && batch.State != BatchState.Finished))
        {
            throw new BatchCanceledException(
                FormattableString.Invariant($"Batch {batch.Id} was cancelled after {new BatchProgress(batch).Processed} of {Count(batch)} records. What was done stays done."),
                operation,
                batch);
        }

        return BatchResult.Create(operation, batch);
    }

    internal static string Count(Batch batch) =>
        batch.MatchedCount is { } count ? FormattableString.Invariant($"{count}") : "an unknown number of";

    private static string Summary(Batch batch) =>
        batch.Summary is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } summary
            ? $": {summary.GetRawText()}"
            : " and gave no reason. A request for more items than the limit does so.";
}
