namespace Outreach.Bulk;

/// <summary>The batch ended, and not every record is known to have been acted on. Thrown only by <see cref="BatchResult.EnsureAllSucceeded"/>.</summary>
public sealed class BatchIncompleteException : BatchException
{
    internal BatchIncompleteException(string message, BatchOperation operation, Batch batch)
        : base(message, operation, batch)
    {
    }
}
