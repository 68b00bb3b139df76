using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Jobs;

namespace Outreach.Bulk.Cli.Watching;

/// <summary>Finds operations that the journal of this machine has no end of.</summary>
internal static class OpenOperations
{
    /// <summary>The batch of an id, which is then written down to its end; null when the journal has none that is open.</summary>
    public static async Task<BatchOperation?> FindBatchAsync(CliSession session, long id, CancellationToken cancellationToken) =>
        (await FindAsync(session, each => each.Batch?.Id == id, cancellationToken).ConfigureAwait(false))?.Batch;

    /// <returns>The operation; null when there is none, or none can be read: a batch is watched without a journal too.</returns>
    public static async Task<RecoveredOperation?> FindAsync(
        CliSession session, Func<RecoveredOperation, bool> isIt, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<RecoveredOperation> open = await session.Connection.RecoverAsync(cancellationToken).ConfigureAwait(false);
            return open.FirstOrDefault(isIt);
        }
        catch (Exception exception) when (exception is JobStoreException or IOException)
        {
            return null;
        }
    }
}
