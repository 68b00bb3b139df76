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
}
