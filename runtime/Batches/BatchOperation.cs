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
    private readonly BatchDuties _duties;
    private readonly Lock _gate = new();
    private Task<Batch>? _refresh;
    private Batch? _latest;
    private int _decisions;

    /// <summary>For test doubles: a handle without a connection.</summary>
    protected BatchOperation() => _duties = BatchDuties.None;

    internal BatchOperation(OutreachBulkConnection connection, long id, BatchDuties? duties = null)
    {
        _connection = connection;
        _duties = duties ?? BatchDuties.None;
        Id = id;
    }

    internal BatchOperation(OutreachBulkConnection connection, Batch batch, BatchDuties? duties = null)
        : this(connection, batch.Id, duties) => _latest = batch;

    /// <summary>The batch's id: all that is needed to attach to it again.</summary>
    public virtual long Id { get; }

    /// <summary>The batch as it was last seen; <see langword="null"/> until something was asked of it.</summary>
    public virtual Batch? Latest => Volatile.Read(ref _latest);

    internal bool HasPolicy => _duties.Bounds.Decides;

    private OutreachBulkConnection Connection => _connection
        ?? throw new InvalidOperationException($"{GetType()} was made without a connection: override the method that was called.");

    /// <summary>Asks the server for the batch. Callers at the same time share one request.</summary>
    /// <param name="cancellationToken">Stops waiting for the answer; the request, which others may share, goes on.</param>
    /// <returns>The batch as it is now.</returns>
    /// <exception cref="BatchOutOfBoundsException">The count came to light or grew, and is outside what the call allowed; the batch was cancelled.</exception>
    /// <exception cref="OutreachBulkException">The batch could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual Task<Batch> RefreshAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task<Batch> refresh;
        lock (_gate)
        {
            if (_refresh is null or { IsCompleted: true })
            {
                // Not on this thread: a token source may block, and the lock must not.
                _refresh = Task.Run(ReadAsync, CancellationToken.None);
                Observe(_refresh);
            }

            refresh = _refresh;
        }

        return refresh.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Confirms the batch for the count it was last seen with, which the request carries: a lock on that count. It is asked
    /// for its count first when that is not known.
    /// </summary>
    /// <param name="cancellationToken">Gives up waiting for the answer; the batch may have been confirmed.</param>
    /// <returns>The batch as it is afterwards.</returns>
    /// <exception cref="BatchOutOfBoundsException">The count is outside what the call allowed; the batch was cancelled.</exception>
    /// <exception cref="ConfirmationRequiredException">The server does not say how many records matched, so there is no count to confirm.</exception>
    /// <exception cref="OutreachApiException">The server refused: the count differs, or the batch does not wait for a decision.</exception>
    /// <exception cref="OutreachConnectionException">No answer came, and a look at the batch does not show it confirmed.</exception>
    /// <exception cref="OutreachProtocolException">The answer makes no sense.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual async Task<Batch> ConfirmAsync(CancellationToken cancellationToken = default)
    {
        Batch batch = Latest is { MatchedCount: not null } known ? known : await RefreshAsync(cancellationToken).ConfigureAwait(false);
        await _duties.Bounds.ThrowIfOutsideAsync(this, batch, again: true).ConfigureAwait(false);
        long count = (batch.ConfirmCount >= 0 ? batch.ConfirmCount : batch.MatchedCount) ?? throw new ConfirmationRequiredException(
            $"Batch {Id} ({batch.State}) was not confirmed: the server does not say how many records it matched, so there is no count to confirm.",
            this,
            batch);
        Batch answer;
        using (_duties.Telemetry?.Child("confirm"))
        {
            if (_duties.Journal is not null)
                await _duties.Journal.ConfirmingAsync(Id, count, cancellationToken).ConfigureAwait(false);
            answer = Decided(await Connection.ConfirmAsync(Id, count, cancellationToken).ConfigureAwait(false));
        }

        Connection.Log.BatchConfirmed(Id, count);
        if (_duties.Journal is not null)
            await _duties.Journal.ConfirmedAsync(answer, count).ConfigureAwait(false);
        await _duties.SeenAsync(Connection, answer).ConfigureAwait(false);
        await _duties.Bounds.ThrowIfOutsideAsync(this, answer).ConfigureAwait(false);
        return answer;
    }

    /// <summary>Cancels the batch on the server. What was done by then stays done.</summary>
    /// <param name="cancellationToken">Gives up waiting for the answer; the batch may have been cancelled.</param>
    /// <returns>The batch as it is afterwards.</returns>
    /// <exception cref="OutreachApiException">The server refused: the batch has ended.</exception>
    /// <exception cref="OutreachConnectionException">No answer came, and a look at the batch does not show it cancelled.</exception>
    /// <exception cref="OutreachProtocolException">The answer makes no sense.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual async Task<Batch> CancelAsync(CancellationToken cancellationToken = default)
    {
        Batch answer;
        using (_duties.Telemetry?.Child("cancel"))
        {
            if (_duties.Journal is not null)
                await _duties.Journal.CancelingAsync(Id, cancellationToken).ConfigureAwait(false);
            answer = Decided(await Connection.CancelAsync(Id, cancellationToken).ConfigureAwait(false));
        }

        Connection.Log.BatchCanceled(Id);
        await _duties.SeenAsync(Connection, answer).ConfigureAwait(false);
        return answer;
    }

    /// <summary>
    /// Waits until the batch has ended. One that asks for confirmation meanwhile is confirmed under the call's policy.
    /// </summary>
    /// <param name="progress">Told of each snapshot.</param>
    /// <param name="deadline">How long to wait: more than zero; <see langword="null"/> for <see cref="OutreachBulkOptions.WaitDeadline"/>.</param>
    /// <param name="cancellationToken">Stops waiting. The batch goes on.</param>
    /// <returns>The finished batch and how it ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deadline"/> is zero or negative.</exception>
    /// <exception cref="ConfirmationRequiredException">The batch waits for a decision.</exception>
    /// <exception cref="BatchFailedException">The batch failed as a whole.</exception>
    /// <exception cref="BatchCanceledException">The batch was cancelled.</exception>
    /// <exception cref="BatchOutOfBoundsException">The count came to light and is outside the call's policy.</exception>
    /// <exception cref="WaitDetachedException">The deadline passed, whatever the wait was waiting for; the batch was left alone.</exception>
    /// <exception cref="OutreachBulkException">The batch cannot be read or confirmed, and waiting will not help.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
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
    /// <param name="deadline">How long to follow: more than zero; <see langword="null"/> for <see cref="OutreachBulkOptions.WaitDeadline"/>.</param>
    /// <param name="cancellationToken">Stops following. The batch goes on.</param>
    /// <returns>The snapshots.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deadline"/> is zero or negative.</exception>
    /// <exception cref="WaitDetachedException">The deadline passed; the batch was left alone.</exception>
    /// <exception cref="BatchOutOfBoundsException">The count came to light and is outside the call's policy.</exception>
    /// <exception cref="OutreachBulkException">The batch cannot be read or confirmed, and waiting will not help.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
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
        Connection.ListBatchItemsAsync(Id, filter, _duties.Telemetry, cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => Latest?.ToString() ?? FormattableString.Invariant($"batch {Id}, not yet asked for");

    /// <summary>The failure of work that nobody waits for any more is nobody's.</summary>
    internal static void Observe(Task work) =>
        _ = work.ContinueWith(static late => _ = late.Exception, TaskScheduler.Default);

    private static bool ShowsTheSame(Batch left, Batch right) =>
        (left.State, left.ConfirmCount, left.Total, left.Pending, left.Failures, left.IsTerminal)
        == (right.State, right.ConfirmCount, right.Total, right.Pending, right.Failures, right.IsTerminal);

    private async Task<Batch> ReadAsync()
    {
        int decisions = Volatile.Read(ref _decisions);
        Batch batch = Keep(await Connection.GetBatchAsync(Id, CancellationToken.None).ConfigureAwait(false), decisions);
        await _duties.SeenAsync(Connection, batch).ConfigureAwait(false);
        await _duties.Bounds.ThrowIfOutsideAsync(this, batch).ConfigureAwait(false);
        return batch;
    }

    /// <summary>Keeps what was seen, unless what is known is newer.</summary>
    /// <param name="seen">The snapshot.</param>
    /// <param name="decisions">How many decisions had been taken when it was asked for: it may show the batch before a later one.</param>
    private Batch Keep(Batch seen, int decisions)
    {
        lock (_gate)
        {
            if (_latest is not null && (decisions != _decisions || seen.IsOlderThan(_latest, wasDecided: decisions > 0)))
                return _latest;
            _latest = seen;
            return seen;
        }
    }

    private Batch Decided(Batch batch)
    {
        lock (_gate)
        {
            _decisions++;
            _latest = batch;
        }

        return batch;
    }

    private async IAsyncEnumerable<Batch> PollAsync(
        TimeSpan? deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using PollSchedule schedule = new(Connection.Options, deadline);
        using CancellationTokenSource detached = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // A remembered end is an end; a remembered wait for a decision may be over by now.
        Batch? batch = Latest is { AwaitsDecision: false } known ? known : null;
        OutreachBulkException? trouble = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (batch is not null)
            {
                yield return batch;
                if (batch.IsTerminal || batch.AwaitsDecision)
                    yield break;
            }

            try
            {
                int decisions = Volatile.Read(ref _decisions);
                TimeSpan wait = batch is null && trouble is null ? TimeSpan.Zero : schedule.NextWait();
                object? seen = await Connection.Poller
                    .NextAsync(Connection.BatchPolls, Id, wait, schedule.Left, _duties.Telemetry?.Context ?? default, cancellationToken)
                    .ConfigureAwait(false);
                if (seen is null)
                    throw Detached(schedule, trouble);

                // A confirmation is a request too, and may get no answer; neither may a ledger or a journal.
                Task<Batch> policy = JudgeAsync(Keep((Batch)seen, decisions), detached.Token);
                Observe(policy);
                if (!await schedule.HasTimeForAsync(policy).ConfigureAwait(false))
                {
                    await detached.CancelAsync().ConfigureAwait(false);
                    throw Detached(schedule, trouble);
                }

                cancellationToken.ThrowIfCancellationRequested();
                batch = await policy.ConfigureAwait(false);
                trouble = null;
            }
            catch (OutreachBulkException exception) when (PollSchedule.MayPass(exception))
            {
                batch = null;
                trouble = exception;
            }
        }
    }

    private async Task<Batch> JudgeAsync(Batch batch, CancellationToken cancellationToken)
    {
        // The lock on the count first: no ledger may hold it up.
        Batch judged = await _duties.Bounds.ApplyAsync(this, batch, cancellationToken).ConfigureAwait(false);
        Task counting = _duties.SeenAsync(Connection, judged).AsTask();
        Observe(counting);
        await counting.WaitAsync(cancellationToken).ConfigureAwait(false);
        return judged;
    }

    private WaitDetachedException Detached(PollSchedule schedule, Exception? trouble) =>
        new(
            $"The wait for batch {Id} ended after {schedule.Deadline} with the batch {Latest?.State.ToString() ?? "not seen"}. It was left alone and goes on; wait for it again, or attach to it by its id.",
            this,
            Latest,
            trouble);
}
