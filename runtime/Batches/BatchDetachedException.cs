namespace Outreach.Bulk;

/// <summary>
/// The wait's deadline passed. The batch was left alone and goes on; wait for it again through
/// <see cref="BatchException.Operation"/>, or in another process by its id.
/// </summary>
public sealed class BatchDetachedException : BatchException
{
    internal BatchDetachedException(string message, BatchOperation operation, Batch? batch, Exception? innerException)
        : base(message, operation, batch, innerException)
    {
    }

    /// <summary>Makes the error that a wait ends in when its deadline passes, for test doubles.</summary>
    /// <param name="operation">The batch's handle.</param>
    /// <param name="batch">The batch as it was last seen; <see langword="null"/> when it never was.</param>
    /// <param name="innerException">The failure that the last polls ended in; <see langword="null"/> when there was none.</param>
    /// <returns>The error.</returns>
    public static BatchDetachedException Create(BatchOperation operation, Batch? batch = null, Exception? innerException = null)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return new(
            $"The wait for batch {operation.Id} ended at its deadline. The batch was left alone and goes on.", operation, batch, innerException);
    }
}
