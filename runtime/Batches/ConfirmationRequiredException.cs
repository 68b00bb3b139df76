using Outreach.Bulk.Batches;

namespace Outreach.Bulk;

/// <summary>
/// The batch waits for a decision that the call's policy did not make, or that did not reach the server (the inner exception
/// says why). It never starts by itself: <see cref="BatchOperation.ConfirmAsync"/> or
/// <see cref="BatchOperation.CancelAsync"/> decides.
/// </summary>
public sealed class ConfirmationRequiredException : BatchException
{
    internal ConfirmationRequiredException(
        string message, BatchOperation operation, Batch batch, Exception? innerException = null)
        : base(message, operation, batch, innerException)
    {
    }

    /// <summary>How many records the batch would act on; <see langword="null"/> when the server did not say.</summary>
    public long? Count => Batch?.MatchedCount;

    /// <summary>Makes the error that a wait for a batch without a policy ends in, for test doubles.</summary>
    /// <param name="operation">The batch's handle.</param>
    /// <param name="batch">The batch that waits; <see cref="Bulk.Batch.ConfirmCount"/> is the count.</param>
    /// <returns>The error.</returns>
    public static ConfirmationRequiredException Create(BatchOperation operation, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(batch);
        return new(
            $"{Waiting(batch)}. Call {nameof(BatchOperation.ConfirmAsync)} or {nameof(BatchOperation.CancelAsync)}, or give the call that "
                + $"starts it a {nameof(Confirm)} policy.",
            operation,
            batch);
    }

    internal static string Waiting(Batch batch) =>
        $"Batch {batch.Id} waits for confirmation of {BatchEnding.Records(batch)} and never starts by itself";
}
