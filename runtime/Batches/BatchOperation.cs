using System.Runtime.CompilerServices;

namespace Outreach.Bulk;

/// <summary>
/// The handle of a batch. It can be kept by its <see cref="Id"/> and attached to again in another process. Cancelling a
/// wait or letting go of the handle leaves the batch alone; <see cref="CancelAsync"/> stops it.
/// </summary>
/// <remarks>Safe to use from several threads. Test doubles derive from it through its parameterless constructor.</remarks>
public class BatchOperation
{
    private readonly OutreachBulkConnection? _connection;
    private readonly BatchBounds _bounds;
    private readonly Lock _gate = new();
    private Task<Batch>? _refresh;
    private Batch? _latest;

    /// <summary>For test doubles: a handle without a connection.</summary>
    protected BatchOperation() => _bounds = BatchBounds.None;

    internal BatchOperation(OutreachBulkConnection connection, long id)
    {
        _connection = connection;
        _bounds = BatchBounds.None;
        Id = id;
    }

    internal BatchOperation(OutreachBulkConnection connection, Batch batch, BatchBounds? bounds = null)
    {
        _connection = connection;
        _bounds = bounds ?? BatchBounds.None;
        _latest = batch;
        Id = batch.Id;
    }

    /// <summary>The batch's id: all that is needed to attach to it again.</summary>
    public virtual long Id { get; }

    /// <summary>The batch as it was last seen; <see langword="null"/> until something was asked of it.</summary>
    public virtual Batch? Latest => Volatile.Read(ref _latest);

    private OutreachBulkConnection Connection => _connection
        ?? throw new InvalidOperationException($"{GetType()} was made without a connection: override the method that was called.");

    /// <summary>Asks the server for the batch. Callers at the same time share one request.</summary>
    /// <param name="cancellationToken">Stops waiting for the answer; the request, which others may share, goes on.</param>
    /// <returns>The batch as it is now.</returns>
    /// <exception cref="OutreachBulkException">The batch could not be read.</exception>
    public virtual Task<Batch> RefreshAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task<Batch> refresh;
        lock (_gate)
        {
            if (_refresh is null or { IsCompleted: true })
                _refresh = Task.Run(ReadAsync);
            refresh = _refresh;
        }

        return refresh.WaitAsync(cancellationToken);
    }

    /// <summary>Confirms the batch for the count it was last seen with, which the request carries: a lock on that count.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The batch as it is afterwards.</returns>
    /// <exception cref="OutreachApiException">The server refused: the count differs, or the batch does not wait for a decision.</exception>
    public virtual async Task<Batch> ConfirmAsync(CancellationToken cancellationToken = default)
    {
        Batch batch = Latest ?? await RefreshAsync(cancellationToken).ConfigureAwait(false);
        return Seen(await Connection.DecideAsync(batch, BatchDecision.Confirm, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Cancels the batch on the server. What was done by then stays done.</summary>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    /// <returns>The batch as it is afterwards.</returns>
    /// <exception cref="OutreachApiException">The server refused: the batch has ended.</exception>
    public virtual async Task<Batch> CancelAsync(CancellationToken cancellationToken = default) =>
        Seen(await Connection.DecideAsync(Latest ?? new() { Id = Id }, BatchDecision.Cancel, cancellationToken).ConfigureAwait(false));

    /// <summary>Waits until the batch has ended.</summary>
    /// <param name="progress">Told of each snapshot.</param>
    /// <param name="deadline">How long to wait; <see langword="null"/> for <see cref="OutreachBulkOptions.WaitDeadline"/>.</param>
    /// <param name="cancellationToken">Stops waiting. The batch goes on.</param>
    /// <returns>The finished batch and how it ended.</returns>
    /// <exception cref="ConfirmationRequiredException">The batch waits for a decision.</exception>
    /// <exception cref="BatchFailedException">The batch failed as a whole.</exception>
    /// <exception cref="BatchCanceledException">The batch was cancelled.</exception>
    /// <exception cref="BatchOutOfBoundsException">The count came to light and is outside the call's policy.</exception>
    /// <exception cref="WaitDetachedException">The deadline passed; the batch was left alone.</exception>
    /// <exception cref="OutreachBulkException">The batch cannot be read, and waiting will not help.</exception>
    public virtual async Task<BatchResult> WaitForCompletionAsync(
        IProgress<BatchProgress>? progress = null,
        TimeSpan? deadline = null,
        CancellationToken cancellationToken = default)
    {
        Batch? last = null;
        await foreach (Batch batch in PollAsync(deadline, cancellationToken).ConfigureAwait(false))
        {
            progress?.Report(new(batch));
            last = batch;
        }

        return BatchEnding.Of(this, last!);
    }

    /// <summary>Follows the batch: each snapshot that differs from the one before, ending with its end or with the wait for a decision.</summary>
    /// <param name="deadline">How long to follow; <see langword="null"/> for <see cref="OutreachBulkOptions.WaitDeadline"/>.</param>
    /// <param name="cancellationToken">Stops following. The batch goes on.</param>
    /// <returns>The snapshots.</returns>
    /// <exception cref="WaitDetachedException">The deadline passed; the batch was left alone.</exception>
    /// <exception cref="BatchOutOfBoundsException">The count came to light and is outside the call's policy.</exception>
    public virtual async IAsyncEnumerable<Batch> WatchAsync(
        TimeSpan? deadline = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Batch? last = null;
        await foreach (Batch batch in PollAsync(deadline, cancellationToken).ConfigureAwait(false))
        {
            if (last is null || !ShowsTheSame(last, batch))
                yield return batch;
            last = batch;
        }
    }

    /// <summary>Reads the batch's items, page by page as they are asked for.</summary>
    /// <param name="filter">Which items; default all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The items.</returns>
    /// <exception cref="OutreachBulkException">A page could not be read.</exception>
    public virtual IAsyncEnumerable<BatchItem> GetItemsAsync(
        BatchItemFilter filter = BatchItemFilter.All, CancellationToken cancellationToken = default) =>
        Connection.ListBatchItemsAsync(Id, filter, cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => Latest?.ToString() ?? FormattableString.Invariant($"batch {Id}, not yet asked for");

    internal Batch Seen(Batch batch)
    {
        Volatile.Write(ref _latest, batch);
        return batch;
    }

    private static bool ShowsTheSame(Batch left, Batch right) =>
        (left.State, left.ConfirmCount, left.Total, left.Pending, left.Failures, left.IsTerminal)
        == (right.State, right.ConfirmCount, right.Total, right.Pending, right.Failures, right.IsTerminal);

    private async Task<Batch> ReadAsync() =>
        Seen(await Connection.GetBatchAsync(Id, CancellationToken.None).ConfigureAwait(false));

    private async IAsyncEnumerable<Batch> PollAsync(
        TimeSpan? deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PollSchedule schedule = new(Connection.Options, deadline);
        Batch? batch = Latest;
        OutreachBulkException? trouble = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (batch is not null)
            {
                await _bounds.ThrowIfOutsideAsync(this, batch).ConfigureAwait(false);
                yield return batch;
                if (batch.IsTerminal || batch.State == BatchState.Confirming)
                    yield break;
                if (!await schedule.WaitAsync(trouble, cancellationToken).ConfigureAwait(false))
                    throw Detached(schedule, batch, trouble);
            }
            else if (trouble is not null && !await schedule.WaitAsync(trouble, cancellationToken).ConfigureAwait(false))
            {
                throw Detached(schedule, Latest, trouble);
            }

            try
            {
                batch = await RefreshAsync(cancellationToken).ConfigureAwait(false);
                trouble = null;
            }
            catch (OutreachBulkException exception) when (PollSchedule.MayPass(exception))
            {
                batch = null;
                trouble = exception;
            }
        }
    }

    private WaitDetachedException Detached(PollSchedule schedule, Batch? batch, Exception? trouble) =>
        new(
            $"The wait for batch {Id} ended after {schedule.Deadline} with the batch {batch?.State.ToString() ?? "not seen"}. It was left alone and goes on; wait for it again, or attach to it by its id.",
            this,
            batch,
            trouble);
}
