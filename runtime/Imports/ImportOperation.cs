using Outreach.Bulk.Imports;
using Outreach.Bulk.Operations;

namespace Outreach.Bulk;

/// <summary>
/// The handle of an import. It can be kept by its <see cref="Id"/> and attached to again in another process. Cancelling a
/// wait or letting go of the handle leaves the import alone; the API has no way to stop one.
/// </summary>
/// <remarks>Safe to use from several threads. Test doubles derive from it through its parameterless constructor.</remarks>
public class ImportOperation
{
    private readonly TrackedImport? _tracked;

    /// <summary>For test doubles: a handle without a connection.</summary>
    protected ImportOperation()
    {
    }

    internal ImportOperation(ImportTracker tracker, long id, Import? latest, OperationObserver observer) =>
        _tracked = new(this, tracker, id, latest, observer);

    /// <summary>The import's id: all that is needed to attach to it again.</summary>
    public virtual long Id => _tracked?.Id ?? 0;

    /// <summary>The import as it was last seen; <see langword="null"/> until something was asked of it.</summary>
    public virtual Import? Latest => _tracked?.Latest;

    /// <summary>
    /// Makes a handle of an import that stays as it is given, for test doubles. A wait for it ends as that of a real import does:
    /// with a result, with an error if it failed, and otherwise as at the deadline.
    /// </summary>
    /// <param name="import">The import.</param>
    /// <param name="batches">The batches behind it; <see langword="null"/> for none.</param>
    /// <returns>The handle.</returns>
    public static ImportOperation Create(Import import, IEnumerable<BatchOperation>? batches = null)
    {
        ArgumentNullException.ThrowIfNull(import);
        return new SettledImport(import, [.. batches ?? []]);
    }

    private TrackedImport Tracked => _tracked
        ?? throw new InvalidOperationException($"{GetType()} was made without a connection: override the method that was called.");

    /// <summary>Asks the server for the import. Callers at the same time share one request.</summary>
    /// <param name="cancellationToken">Stops waiting for the answer; the request, which others may share, goes on.</param>
    /// <returns>The import as it is now.</returns>
    /// <exception cref="OutreachBulkException">The import could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual Task<Import> RefreshAsync(CancellationToken cancellationToken = default) => Tracked.RefreshAsync(cancellationToken);

    /// <summary>Waits until the import has ended.</summary>
    /// <param name="progress">Receives each snapshot.</param>
    /// <param name="deadline">
    /// How long to wait: more than zero; <see langword="null"/> for <see cref="OutreachBulkOptions.WaitDeadline"/>.
    /// </param>
    /// <param name="cancellationToken">Stops waiting. The import goes on.</param>
    /// <returns>The finished import and how it ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deadline"/> is zero or negative.</exception>
    /// <exception cref="ImportFailedException">The import failed as a whole.</exception>
    /// <exception cref="ImportDetachedException">The deadline passed; the import was left alone.</exception>
    /// <exception cref="OutreachBulkException">The import cannot be read, and waiting will not help.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual async Task<ImportResult> WaitForCompletionAsync(
        IProgress<ImportProgress>? progress = null,
        TimeSpan? deadline = null,
        CancellationToken cancellationToken = default)
    {
        Import last = await Tracked
            .WaitAsync(import => progress?.Report(ImportProgress.Of(import)), deadline, cancellationToken).ConfigureAwait(false);
        return End(last);
    }

    /// <summary>Follows the import: each snapshot that differs from the one before, ending with its end.</summary>
    /// <param name="deadline">
    /// How long to follow: more than zero; <see langword="null"/> for <see cref="OutreachBulkOptions.WaitDeadline"/>.
    /// </param>
    /// <param name="cancellationToken">Stops following. The import goes on.</param>
    /// <returns>The snapshots.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deadline"/> is zero or negative.</exception>
    /// <exception cref="ImportDetachedException">The deadline passed; the import was left alone.</exception>
    /// <exception cref="OutreachBulkException">The import cannot be read, and waiting will not help.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual IAsyncEnumerable<Import> WatchAsync(TimeSpan? deadline = null, CancellationToken cancellationToken = default) =>
        Tracked.WatchAsync(deadline, cancellationToken);

    /// <summary>
    /// Lists the batches behind the import, whose failed items are its failed rows. None when
    /// <see cref="ProtocolOptions.FindBatchesOfImports"/> is off or the server refuses the filter, which only one of its
    /// documents has: then the import's counts are all there is.
    /// </summary>
    /// <param name="cancellationToken">Stops listing.</param>
    /// <returns>The batches.</returns>
    /// <exception cref="OutreachBulkException">A page could not be read.</exception>
    public virtual IAsyncEnumerable<BatchOperation> GetBatchesAsync(CancellationToken cancellationToken = default) =>
        Tracked.ListBatchesAsync(cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => Latest?.ToString() ?? FormattableString.Invariant($"import {Id}, not yet asked for");

    /// <summary>Polls once, as a wait does.</summary>
    internal Task<Import> PollOnceAsync(CancellationToken cancellationToken) => Tracked.PollOnceAsync(cancellationToken);

    /// <summary>What the last snapshot of a wait means.</summary>
    /// <exception cref="ImportFailedException">It failed.</exception>
    internal ImportResult End(Import last) =>
        last.State == OperationState.Failed ? throw ImportFailedException.Create(this, last) : ImportResult.Create(this, last);
}
