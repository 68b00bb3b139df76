using System.Globalization;
using Outreach.Bulk.Batches;

namespace Outreach.Bulk;

/// <summary>The batch was cancelled, by this process or another. What was done by then stays done.</summary>
public sealed class BatchCanceledException : BatchException
{
    internal BatchCanceledException(string message, BatchOperation operation, Batch batch)
        : base(message, operation, batch)
    {
    }

    /// <summary>Makes the error that a wait for a cancelled batch ends in, for test doubles.</summary>
    /// <param name="operation">The batch's handle.</param>
    /// <param name="batch">The cancelled batch.</param>
    /// <returns>The error.</returns>
    public static BatchCanceledException Create(BatchOperation operation, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(batch);
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Batch {batch.Id} was cancelled after {batch.Processed} of {BatchEnding.Records(batch)}. What was done stays done."),
            operation,
            batch);
    }
}
