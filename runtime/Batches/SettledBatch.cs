using System.Runtime.CompilerServices;

namespace Outreach.Bulk.Batches;

/// <summary>A batch that stays as it is, for test doubles: no connection, and nothing is sent.</summary>
internal sealed class SettledBatch(Batch batch, IReadOnlyList<BatchItem> items) : BatchOperation
{
    public override long Id => batch.Id;

    public override Batch Latest => batch;

    public override Task<Batch> RefreshAsync(CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled<Batch>(cancellationToken) : Task.FromResult(batch);

    public override async Task<BatchResult> WaitForCompletionAsync(
        IProgress<Batch>? progress = null, TimeSpan? deadline = null, CancellationToken cancellationToken = default)
    {
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        progress?.Report(batch);
        return batch.IsTerminal || batch.AwaitsDecision
            ? BatchEnding.Of(this, batch, hasPolicy: false)
            : throw BatchDetachedException.Create(this);
    }

    public override async IAsyncEnumerable<Batch> WatchAsync(
        TimeSpan? deadline = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return await RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    public override IAsyncEnumerable<BatchItem> GetItemsAsync(
        BatchItemFilter filter = BatchItemFilter.All, CancellationToken cancellationToken = default) =>
        items.Where(item => filter == BatchItemFilter.All || item.MayHaveFailed).ToAsyncEnumerable();
}
