using Outreach.Bulk.Batches;

namespace Outreach.Bulk;

/// <summary>
/// The count of records was outside what the call allowed, so the batch was refused and cancelled.
/// </summary>
public sealed class BatchOutOfBoundsException : BatchException
{
    internal BatchOutOfBoundsException(
        string message, BatchOperation operation, Batch batch, long? count, bool hadStarted, bool isCanceled, Exception? innerException)
        : base(message, operation, batch, innerException)
    {
        Count = count;
        HadStarted = hadStarted;
        IsCanceled = isCanceled;
    }

    /// <summary>How many records matched; <see langword="null"/> when the server did not say, which no bound admits.</summary>
    public long? Count { get; }

    /// <summary>
    /// Whether the batch had started, because the server did not ask or because the count grew after it was confirmed, so that
    /// some records may have been changed before it was cancelled.
    /// </summary>
    public bool HadStarted { get; }

    /// <summary>
    /// Whether the batch is known to be cancelled. If not, it had ended already, or cancelling failed with the inner exception.
    /// </summary>
    public bool IsCanceled { get; }

    /// <summary>Makes the error of a batch whose count is not as its call allows, for test doubles.</summary>
    /// <param name="operation">The batch's handle.</param>
    /// <param name="batch">
    /// The batch as it was last seen. <see cref="Bulk.Batch.MatchedCount"/> is the count; it is cancelled when it says so.
    /// </param>
    /// <param name="hadStarted">Whether it had started, so that some records may have been changed.</param>
    /// <param name="innerException">Why it could not be cancelled; <see langword="null"/> when it was.</param>
    /// <returns>The error.</returns>
    public static BatchOutOfBoundsException Create(
        BatchOperation operation, Batch batch, bool hadStarted = false, Exception? innerException = null)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(batch);
        return Of(operation, batch, batch.MatchedCount, "allows another count.", hadStarted, innerException);
    }

    /// <summary>Makes the error of a batch that matched another count than its call allows and was cancelled, for test doubles.</summary>
    /// <param name="count">How many records matched.</param>
    /// <returns>The error.</returns>
    public static BatchOutOfBoundsException Create(long count)
    {
        Batch batch = new() { Id = 1, State = OperationState.Canceled, ConfirmCount = count };
        return Create(BatchOperation.Create(batch), batch);
    }

    /// <param name="operation">The batch's handle.</param>
    /// <param name="last">The batch as it was last seen.</param>
    /// <param name="count">The count that was judged.</param>
    /// <param name="allowed">What the call allows: the rest of a sentence, and what follows it.</param>
    /// <param name="hadStarted">Whether it had started.</param>
    /// <param name="innerException">What went wrong beside.</param>
    internal static BatchOutOfBoundsException Of(
        BatchOperation operation, Batch last, long? count, string allowed, bool hadStarted, Exception? innerException) =>
        new(
            $"Batch {last.Id} matched {BatchEnding.Records(count)}; the call {allowed} "
                + (hadStarted ? "It had started, so some records may have been changed; it " : "It ")
                + (last.IsCanceled ? "was cancelled." : $"could not be cancelled ({last.State})."),
            operation,
            last,
            count,
            hadStarted,
            last.IsCanceled,
            innerException);
}
