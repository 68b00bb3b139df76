using Outreach.Bulk.Batches;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>How a batch or an import ended, as a chunk's outcome.</summary>
internal static class OperationEnd
{
    public static (ChunkOutcome Outcome, string? Reason) Of(BatchOperation operation, Batch batch)
    {
        try
        {
            return (Of(BatchEnding.Of(operation, batch, hasPolicy: true).Outcome), null);
        }
        catch (BatchCanceledException canceled)
        {
            return (ChunkOutcome.Canceled, canceled.Message);
        }
        catch (BatchException failed)
        {
            return (ChunkOutcome.Failed, failed.Message);
        }
    }

    public static (ChunkOutcome Outcome, string? Reason) Of(ImportOperation operation, Import import)
    {
        try
        {
            return (Of(operation.End(import).Outcome), null);
        }
        catch (ImportException failed)
        {
            return (ChunkOutcome.Failed, failed.Message);
        }
    }

    private static ChunkOutcome Of(OperationOutcome outcome) => outcome switch
    {
        OperationOutcome.Completed => ChunkOutcome.Completed,
        OperationOutcome.CompletedWithFailures => ChunkOutcome.CompletedWithFailures,
        OperationOutcome.NothingDone => ChunkOutcome.NothingDone,
        _ => ChunkOutcome.Incomplete,
    };
}
