using System.Net;
using System.Runtime.CompilerServices;
using Outreach.Bulk.Primitives;
using Outreach.Bulk.Resources;

namespace Outreach.Bulk.Operations;

/// <summary>
/// The life of an operation as one handle sees it: what was last seen, a refresh that callers share, and polling until its end.
/// </summary>
internal abstract class TrackedOperation<TSnapshot>
    where TSnapshot : class, IOperationSnapshot<TSnapshot>
{
    // An operation that this process has just made may take a moment to be readable everywhere.
    private static readonly TimeSpan s_longestUnreadable = TimeSpan.FromMinutes(1);

    // A copy that lags catches up; what stays as it is, is so.
    private static readonly TimeSpan s_longestOlder = TimeSpan.FromMinutes(1);

    private readonly OutreachBulkOptions _options;
    private readonly OperationPoller<TSnapshot> _poller;
    private readonly Lock _gate = new();
    private readonly bool _wasSeen;
    private readonly long _trackedSince;
    private Task<TSnapshot>? _refresh;
    private TSnapshot? _latest;
    private long? _olderSince;
    private int _decisions;

    /// <summary>Begins to track.</summary>
    /// <param name="options">When a wait ends, and how often it polls.</param>
    /// <param name="poller">Polls for all who wait.</param>
    /// <param name="id">The operation's id.</param>
    /// <param name="latest">What was seen of it; null when nothing was.</param>
    /// <param name="observer">Receives each snapshot.</param>
    protected TrackedOperation(
        OutreachBulkOptions options, OperationPoller<TSnapshot> poller, long id, TSnapshot? latest, OperationObserver observer)
    {
        _options = options;
        _poller = poller;
        _latest = latest;
        _wasSeen = latest is not null;
        _trackedSince = options.TimeProvider.GetTimestamp();
        Id = id;
        Observer = observer;
    }

    public long Id { get; }

    public TSnapshot? Latest => Volatile.Read(ref _latest);

    public OperationObserver Observer { get; }

    /// <summary>Asks the server for the operation. Callers at the same time share one request.</summary>
    public Task<TSnapshot> RefreshAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task<TSnapshot> refresh;
        lock (_gate)
        {
            if (_refresh is null or { IsCompleted: true })
            {
                // Not on this thread: a token source may block, and the lock must not.
                _refresh = Task.Run(RefreshAsync, CancellationToken.None);
                Abandoned.Observe(_refresh);
            }

            refresh = _refresh;
        }

        return refresh.WaitAsync(cancellationToken);
    }

    /// <summary>Polls once, as a wait does: decisions are taken too.</summary>
    /// <returns>The operation afterwards.</returns>
    public async Task<TSnapshot> PollOnceAsync(CancellationToken cancellationToken)
    {
        int decisions = Volatile.Read(ref _decisions);
        TSnapshot seen = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return await JudgeAndReportAsync(Keep(seen, decisions), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Polls to the end, or to a decision that somebody must take.</summary>
    /// <returns>The last snapshot.</returns>
    public async Task<TSnapshot> WaitAsync(Action<TSnapshot> report, TimeSpan? deadline, CancellationToken cancellationToken)
    {
        TSnapshot? last = null;
        await foreach (TSnapshot snapshot in PollAsync(deadline, cancellationToken).ConfigureAwait(false))
        {
            report(snapshot);
            last = snapshot;
        }

        return last!;
    }

    /// <summary>As a wait, with each snapshot that differs from the one before.</summary>
    public async IAsyncEnumerable<TSnapshot> WatchAsync(
        TimeSpan? deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TSnapshot? last = null;
        await foreach (TSnapshot snapshot in PollAsync(deadline, cancellationToken).ConfigureAwait(false))
        {
            if (last is null || !last.ShowsTheSame(snapshot))
                yield return snapshot;
            last = snapshot;
        }
    }

    /// <summary>Asks for the operation, again where that may help.</summary>
    protected abstract Task<TSnapshot> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Does what the call that started the operation asked for, now that this was seen of it.</summary>
    /// <param name="snapshot">What was seen.</param>
    /// <param name="isPoll">Whether somebody waits for the end, so that decisions are taken too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The operation afterwards.</returns>
    protected abstract Task<TSnapshot> JudgeAsync(TSnapshot snapshot, bool isPoll, CancellationToken cancellationToken);

    /// <summary>Whether a wait that saw this ends: it is the end, or somebody must decide.</summary>
    protected virtual bool EndsWait(TSnapshot snapshot) => snapshot.IsTerminal || snapshot.AwaitsDecision;

    /// <summary>The error of a wait whose deadline passed.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="trouble">The failure that the last polls ended in; null when there was none.</param>
    protected abstract OutreachBulkException Detached(string message, Exception? trouble);

    /// <summary>Keeps the answer to a decision about the operation.</summary>
    protected TSnapshot KeepDecided(TSnapshot snapshot)
    {
        lock (_gate)
        {
            _decisions++;
            _olderSince = null;
            _latest = snapshot;
        }

        return snapshot;
    }

    private async Task<TSnapshot> RefreshAsync()
    {
        int decisions = Volatile.Read(ref _decisions);
        TSnapshot snapshot = Keep(await ReadAsync(CancellationToken.None).ConfigureAwait(false), decisions);
        await Observer.SawAsync(snapshot).ConfigureAwait(false);
        return await JudgeAsync(snapshot, isPoll: false, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Keeps what was seen, unless what is known is newer.</summary>
    /// <param name="seen">The snapshot.</param>
    /// <param name="decisions">
    /// How many decisions had been taken when it was asked for: it may show the operation before a later one.
    /// </param>
    private TSnapshot Keep(TSnapshot seen, int decisions)
    {
        lock (_gate)
        {
            if (_latest is not null && decisions != _decisions)
                return _latest;
            if (_latest is not null && seen.IsOlderThan(_latest, wasDecided: decisions > 0))
            {
                _olderSince ??= _options.TimeProvider.GetTimestamp();
                if (_latest.IsTerminal || _options.TimeProvider.GetElapsedTime(_olderSince.Value) < s_longestOlder)
                    return _latest;
            }

            _olderSince = null;
            _latest = seen;
            return seen;
        }
    }

    private async IAsyncEnumerable<TSnapshot> PollAsync(
        TimeSpan? deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using PollSchedule schedule = new(_options, deadline);
        using CancellationTokenSource detached = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // A remembered end is an end; a remembered wait for a decision may be over by now.
        TSnapshot? snapshot = Latest is { AwaitsDecision: false } known ? known : null;
        OutreachBulkException? trouble = null;
        long? refusedSince = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (snapshot is not null)
            {
                yield return snapshot;
                if (EndsWait(snapshot))
                    yield break;
            }

            try
            {
                int decisions = Volatile.Read(ref _decisions);
                TimeSpan wait = snapshot is null && trouble is null ? TimeSpan.Zero : schedule.NextWait();
                TSnapshot? seen = await _poller.NextAsync(Id, wait, schedule.Left, Observer.Span, cancellationToken).ConfigureAwait(false);
                if (seen is null)
                    throw Detached(schedule, trouble);

                // A decision is a request too, and may get no answer; neither may a ledger or a journal.
                Task<TSnapshot> judging = JudgeAndReportAsync(Keep(seen, decisions), detached.Token);
                Abandoned.Observe(judging);
                if (!await schedule.HasTimeForAsync(judging).ConfigureAwait(false))
                {
                    await detached.CancelAsync().ConfigureAwait(false);
                    throw Detached(schedule, trouble);
                }

                cancellationToken.ThrowIfCancellationRequested();
                snapshot = await judging.ConfigureAwait(false);
                (trouble, refusedSince) = (null, null);
            }
            catch (OutreachBulkException exception) when (MayPass(exception))
            {
                snapshot = null;
                trouble = exception;
                refusedSince = IsRefusal(exception) ? refusedSince ?? Refused(exception) : null;
                if (refusedSince is { } since && _options.TimeProvider.GetElapsedTime(since) >= _options.RefusalTolerance)
                    throw DetachedByRefusals(exception);
            }
        }
    }

    // A wait outlives what one request ends at: a token that is about to be replaced, an operation that is not readable yet.
    private bool MayPass(OutreachBulkException exception) =>
        exception.IsTransient
        || exception is OutreachApiException { Status: HttpStatusCode.Unauthorized }
        || (exception is OutreachApiException { Status: HttpStatusCode.NotFound }
            && _wasSeen
            && _options.TimeProvider.GetElapsedTime(_trackedSince) < s_longestUnreadable);

    // A service that is down or busy says so; a refusal may be for good after all, and so may the page of something in between that
    // says 200 to everything.
    private static bool IsRefusal(OutreachBulkException exception) =>
        (int?)exception.Status is < 500 and not (int)HttpStatusCode.TooManyRequests;

    private long Refused(OutreachBulkException exception)
    {
        Observer.Refused(TSnapshot.Kind.ToWord(), Id, exception);
        return _options.TimeProvider.GetTimestamp();
    }

    private async Task<TSnapshot> JudgeAndReportAsync(TSnapshot snapshot, CancellationToken cancellationToken)
    {
        // The lock on the count first: no ledger may hold it up.
        TSnapshot judged = await JudgeAsync(snapshot, isPoll: true, cancellationToken).ConfigureAwait(false);
        Task reporting = Observer.SawAsync(judged).AsTask();
        Abandoned.Observe(reporting);
        await reporting.WaitAsync(cancellationToken).ConfigureAwait(false);
        return judged;
    }

    private string LeftAlone => $"the {TSnapshot.Kind.ToWord()} {Latest?.State.ToString() ?? "not seen"}. It was left alone and goes on; wait for it "
        + "again, or attach to it by its id.";

    private OutreachBulkException Detached(PollSchedule schedule, Exception? trouble) =>
        Detached($"The wait for {TSnapshot.Kind.ToWord()} {Id} ended after {schedule.Deadline} with {LeftAlone}", trouble);

    private OutreachBulkException DetachedByRefusals(OutreachBulkException last) => Detached(
        $"The wait for {TSnapshot.Kind.ToWord()} {Id} ended, since all answers of {_options.RefusalTolerance} were refusals or no documents "
            + $"({nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.RefusalTolerance)}), with {LeftAlone} The last one: "
            + Sentence.End(last.Message),
        last);
}
