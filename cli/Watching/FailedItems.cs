using System.Runtime.CompilerServices;

namespace Outreach.Bulk.Cli.Watching;

/// <summary>The failed items of the batches behind an import.</summary>
internal static class FailedItems
{
    public static async IAsyncEnumerable<BatchItem> OfAsync(
        ImportOperation import, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (BatchOperation batch in import.GetBatchesAsync(cancellationToken).ConfigureAwait(false))
        {
            await foreach (BatchItem item in batch.GetItemsAsync(BatchItemFilter.Failed, cancellationToken).ConfigureAwait(false))
                yield return item;
        }
    }
}
