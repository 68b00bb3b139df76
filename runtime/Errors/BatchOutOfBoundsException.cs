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
    /// Whether the server had started the batch without asking, so that some records may have been changed before it
    /// was cancelled.
    /// </summary>
    public bool HadStarted { get; }

    /// <summary>Whether the batch is known to be cancelled. If not, it had ended already or cancelling failed; the inner exception says which.</summary>
    public bool IsCanceled { get; }
}
