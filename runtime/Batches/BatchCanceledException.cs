namespace Outreach.Bulk;

/// <summary>The batch was cancelled, by this process or another. What was done by then stays done.</summary>
public sealed class BatchCanceledException : BatchException
{
    internal BatchCanceledException(string message, BatchOperation operation, Batch batch)
        : base(message, operation, batch)
    {
    }
}
