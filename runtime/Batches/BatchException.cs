namespace Outreach.Bulk;

/// <summary>A batch exists and did not come to a good end. Nothing is lost: the operation and its last state are here.</summary>
public abstract class BatchException : OutreachBulkException
{
    private protected BatchException(string message, BatchOperation operation, Batch? batch, Exception? innerException = null)
        : base(message, innerException)
    {
        Operation = operation;
        Batch = batch;
    }

    /// <summary>The batch's handle: it can be refreshed, confirmed, cancelled, waited for again.</summary>
    public BatchOperation Operation { get; }

    /// <summary>The batch as it was last seen; <see langword="null"/> when it never was.</summary>
    public Batch? Batch { get; }
}
