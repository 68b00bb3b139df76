namespace Outreach.Bulk;

/// <summary>
/// The batch waits for a decision that the call's policy did not make. It never starts by itself:
/// <see cref="BatchOperation.ConfirmAsync"/> or <see cref="BatchOperation.CancelAsync"/> decides.
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
}

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

/// <summary>The batch failed as a whole; <see cref="Batch.Summary"/> may say why.</summary>
public sealed class BatchFailedException : BatchException
{
    internal BatchFailedException(string message, BatchOperation operation, Batch batch)
        : base(message, operation, batch)
    {
    }
}

/// <summary>The batch was cancelled, by this process or another. What was done by then stays done.</summary>
public sealed class BatchCanceledException : BatchException
{
    internal BatchCanceledException(string message, BatchOperation operation, Batch batch)
        : base(message, operation, batch)
    {
    }
}

/// <summary>The batch finished, and not every record was acted on. Thrown only by <see cref="BatchResult.EnsureAllSucceeded"/>.</summary>
public sealed class BatchIncompleteException : BatchException
{
    internal BatchIncompleteException(string message, BatchOperation operation, Batch batch)
        : base(message, operation, batch)
    {
    }
}

/// <summary>
/// The wait's deadline passed. The batch was left alone and goes on; wait for it again through
/// <see cref="BatchException.Operation"/>, or in another process by its id.
/// </summary>
public sealed class WaitDetachedException : BatchException
{
    internal WaitDetachedException(string message, BatchOperation operation, Batch? batch, Exception? innerException)
        : base(message, operation, batch, innerException)
    {
    }
}
