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
}
