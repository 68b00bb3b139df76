using System.Runtime.CompilerServices;

namespace Outreach.Bulk.Imports;

/// <summary>An import that stays as it is, for test doubles: no connection, and nothing is sent.</summary>
internal sealed class SettledImport(Import import, IReadOnlyList<BatchOperation> batches) : ImportOperation
{
    public override long Id => import.Id;

    public override Import Latest => import;

    public override Task<Import> RefreshAsync(CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled<Import>(cancellationToken) : Task.FromResult(import);

    public override async Task<ImportResult> WaitForCompletionAsync(
        IProgress<ImportProgress>? progress = null, TimeSpan? deadline = null, CancellationToken cancellationToken = default)
    {
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        progress?.Report(ImportProgress.Of(import));
        return import.IsTerminal ? End(import) : throw ImportDetachedException.Create(this);
    }

    public override async IAsyncEnumerable<Import> WatchAsync(
        TimeSpan? deadline = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return await RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    public override IAsyncEnumerable<BatchOperation> GetBatchesAsync(CancellationToken cancellationToken = default) =>
        batches.ToAsyncEnumerable();
}
