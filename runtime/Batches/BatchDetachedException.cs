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
}
