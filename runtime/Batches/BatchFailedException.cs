using Outreach.Bulk.Protocol;

namespace Outreach.Bulk;

/// <summary>The batch failed as a whole; <see cref="Batch.Summary"/> may say why.</summary>
public sealed class BatchFailedException : BatchException
{
    internal BatchFailedException(string message, BatchOperation operation, Batch batch)
        : base(message, operation, batch)
    {
    }

    /// <summary>Makes the error that a wait for a failed batch ends in, for test doubles.</summary>
    /// <param name="operation">The batch's handle.</param>
    /// <param name="batch">The failed batch.</param>
    /// <returns>The error.</returns>
    public static BatchFailedException Create(BatchOperation operation, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(batch);
        string? said = ServerReason.TextOf(batch.Summary);
        string reason = ServerReason.Describe(said, $"{nameof(Outreach.Bulk.Batch)}.{nameof(Outreach.Bulk.Batch.Summary)}");
        string guess = said is null ? " A request for more items than the limit does so." : "";
        return new($"Batch {batch.Id} failed{reason}{guess}", operation, batch);
    }
}
