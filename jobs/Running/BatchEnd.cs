using Outreach.Bulk.Batches;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>How a batch ended, as a chunk's outcome.</summary>
internal static class BatchEnd
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

    private static ChunkOutcome Of(OperationOutcome outcome) => outcome switch
    {
        OperationOutcome.Completed => ChunkOutcome.Completed,
        OperationOutcome.CompletedWithFailures => ChunkOutcome.CompletedWithFailures,
        OperationOutcome.NothingDone => ChunkOutcome.NothingDone,
        _ => ChunkOutcome.Incomplete,
    };
}
