namespace Outreach.Bulk;

/// <summary>The batch failed as a whole; <see cref="Batch.Summary"/> may say why.</summary>
public sealed class BatchFailedException : BatchException
{
    internal BatchFailedException(string message, BatchOperation operation, Batch batch)
        : base(message, operation, batch)
    {
    }
}
