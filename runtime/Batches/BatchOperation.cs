using System.Diagnostics;
using Outreach.Bulk.Batches;
using Outreach.Bulk.Operations;

namespace Outreach.Bulk;

/// <summary>
/// The handle of a batch. It can be kept by its <see cref="Id"/> and attached to again in another process. Cancelling a
/// wait or letting go of the handle leaves the batch alone; <see cref="CancelAsync"/> stops it.
/// </summary>
/// <remarks>Safe to use from several threads. Test doubles derive from it through its parameterless constructor.</remarks>
public class BatchOperation
{
    private readonly TrackedBatch? _tracked;

    /// <summary>For test doubles: a handle without a connection.</summary>
    protected BatchOperation()
    {
    }

    internal BatchOperation(BatchTracker tracker, long id, Batch? latest, BatchBounds bounds, OperationObserver observer) =>
        _tracked = new(this, tracker, id, latest, bounds, observer);

    /// <summary>The batch's id: all that is needed to attach to it again.</summary>
    public virtual long Id => _tracked?.Id ?? 0;

    /// <summary>The batch as it was last seen; <see langword="null"/> until something was asked of it.</summary>
    public virtual Batch? Latest => _tracked?.Latest;

    /// <summary>
    /// Makes a handle of a batch that stays as it is given, for test doubles. A wait for it ends as that of a real batch does:
    /// with a result, with an error if it failed, was cancelled or waits for a decision, and otherwise as at the deadline.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="items">Its items; <see langword="null"/> for none.</param>
    /// <returns>The handle. It cannot be confirmed or cancelled: a double that must be overrides these methods.</returns>
    public static BatchOperation Create(Batch batch, IEnumerable<BatchItem>? items = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new SettledBatch(batch, [.. items ?? []]);
    }

    private TrackedBatch Tracked => _tracked
        ?? throw new InvalidOperationException($"{GetType()} was made without a connection: override the method that was called.");

    /// <summary>Asks the server for the batch. Callers at the same time share one request.</summary>
    /// <param name="cancellationToken">Stops waiting for the answer; the request, which others may share, goes on.</param>
    /// <returns>The batch as it is now.</returns>
    /// <exception cref="BatchOutOfBoundsException">
    /// The count came to light or grew, and is outside what the call allowed; the batch was cancelled.
    /// </exception>
    /// <exception cref="OutreachBulkException">The batch could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual Task<Batch> RefreshAsync(CancellationToken cancellationToken = default) => Tracked.RefreshAsync(cancellationToken);

    /// <summary>
    /// Confirms the batch for the count it was last seen with, which the request carries: a lock on that count. It is asked
    /// for its count first when that is not known.
    /// </summary>
    /// <param name="cancellationToken">Gives up waiting for the answer; the batch may have been confirmed.</param>
    /// <returns>The batch as it is afterwards.</returns>
    /// <exception cref="BatchOutOfBoundsException">The count is outside what the call allowed; the batch was cancelled.</exception>
    /// <exception cref="ConfirmationRequiredException">
    /// The server does not say how many records matched, so there is no count to confirm.
    /// </exception>
    /// <exception cref="OutreachApiException">The server refused: the count differs, or the batch does not wait for a decision.</exception>
    /// <exception cref="OutreachConnectionException">
    /// No answer came and the batch does not show that it was confirmed, or the answer makes no sense.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual Task<Batch> ConfirmAsync(CancellationToken cancellationToken = default) => Tracked.ConfirmAsync(cancellationToken);

    /// <summary>Cancels the batch on the server. What was done by then stays done.</summary>
    /// <param name="cancellationToken">Gives up waiting for the answer; the batch may have been cancelled.</param>
    /// <returns>The batch as it is afterwards.</returns>
    /// <exception cref="OutreachApiException">The server refused: the batch has ended.</exception>
    /// <exception cref="OutreachConnectionException">
    /// No answer came and the batch does not show that it was cancelled, or the answer makes no sense.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual Task<Batch> CancelAsync(CancellationToken cancellationToken = default) => Tracked.CancelAsync(cancellationToken);

    /// <summary>
    /// Waits until the batch has ended. One that asks for confirmation meanwhile is confirmed under the call's policy.
    /// </summary>
    /// <param name="progress">Receives each snapshot.</param>
    /// <param name="deadline">
    /// How long to wait: more than zero; <see langword="null"/> for <see cref="OutreachBulkOptions.WaitDeadline"/>.
    /// </param>
    /// <param name="cancellationToken">Stops waiting. The batch goes on.</param>
    /// <returns>The finished batch and how it ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deadline"/> is zero or negative.</exception>
    /// <exception cref="ConfirmationRequiredException">The batch waits for a decision.</exception>
    /// <exception cref="BatchFailedException">The batch failed as a whole.</exception>
    /// <exception cref="BatchCanceledException">The batch was cancelled.</exception>
    /// <exception cref="BatchOutOfBoundsException">The count came to light and is outside the call's policy.</exception>
    /// <exception cref="BatchDetachedException">
    /// The deadline passed, whatever the wait was waiting for; the batch was left alone.
    /// </exception>
    /// <exception cref="OutreachBulkException">The batch cannot be read or confirmed, and waiting will not help.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual async Task<BatchResult> WaitForCompletionAsync(
        IProgress<Batch>? progress = null,
        TimeSpan? deadline = null,
        CancellationToken cancellationToken = default)
    {
        Batch last = await Tracked.WaitAsync(batch => progress?.Report(batch), deadline, cancellationToken).ConfigureAwait(false);
        return BatchEnding.Of(this, last, Tracked.HasPolicy);
    }

    /// <summary>
    /// Follows the batch: each snapshot that differs from the one before, ending with its end or with the wait for a decision.
    /// </summary>
    /// <param name="deadline">
    /// How long to follow: more than zero; <see langword="null"/> for <see cref="OutreachBulkOptions.WaitDeadline"/>.
    /// </param>
    /// <param name="cancellationToken">Stops following. The batch goes on.</param>
    /// <returns>The snapshots.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deadline"/> is zero or negative.</exception>
    /// <exception cref="BatchDetachedException">The deadline passed; the batch was left alone.</exception>
    /// <exception cref="BatchOutOfBoundsException">The count came to light and is outside the call's policy.</exception>
    /// <exception cref="OutreachBulkException">The batch cannot be read or confirmed, and waiting will not help.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual IAsyncEnumerable<Batch> WatchAsync(TimeSpan? deadline = null, CancellationToken cancellationToken = default) =>
        Tracked.WatchAsync(deadline, cancellationToken);

    /// <summary>Reads the batch's items, page by page as they are asked for.</summary>
    /// <param name="filter">Which items; default all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The items.</returns>
    /// <exception cref="OutreachBulkException">A page could not be read.</exception>
    public virtual IAsyncEnumerable<BatchItem> GetItemsAsync(
        BatchItemFilter filter = BatchItemFilter.All, CancellationToken cancellationToken = default)
    {
        TrackedBatch tracked = Tracked;
        Activity? StartSpan() => tracked.Observer.StartSpan("items");
        return filter == BatchItemFilter.Failed
            ? tracked.Api.ListFailedItemsAsync(Id, StartSpan, cancellationToken)
            : tracked.Api.ListItemsAsync(Id, StartSpan, cancellationToken);
    }

    /// <inheritdoc/>
    public override string ToString() => Latest?.ToString() ?? FormattableString.Invariant($"batch {Id}, not yet asked for");

    /// <summary>Says how the batch comes out, for telemetry.</summary>
    internal void EndsAs(string outcome) => Tracked.Observer.Telemetry?.EndsAs(outcome);

    /// <summary>Polls once, as a wait does.</summary>
    internal Task<Batch> PollOnceAsync(CancellationToken cancellationToken) => Tracked.PollOnceAsync(cancellationToken);

    /// <summary>The call that started the batch hands it over.</summary>
    internal Task TakeOverAsync(string action, CancellationToken cancellationToken) => Tracked.TakeOverAsync(action, cancellationToken);
}
