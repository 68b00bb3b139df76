using System.Diagnostics;
using Outreach.Bulk.Http;
using Outreach.Bulk.Primitives;
using Outreach.Bulk.Telemetry;

namespace Outreach.Bulk.Operations;

/// <summary>
/// The one loop that polls every operation of a kind that a connection waits for. It runs while somebody waits; a wait costs an
/// entry in a set, and no thread or timer of its own.
/// </summary>
internal sealed class OperationPoller<TSnapshot>(
    PollSource<TSnapshot> source, RequestBudget budget, OutreachBulkOptions options) : IDisposable
    where TSnapshot : class
{
    // Polls that are on their way at the same time: one that hangs must not hold up all others.
    private const int MaximumPolls = 4;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _lifetime = new();
    private readonly long _origin = options.TimeProvider.GetTimestamp();
    private readonly HashSet<PollWaiter<TSnapshot>> _waiting = [];
    private readonly HashSet<PollWaiter<TSnapshot>> _polledFor = [];
    private TimeSpan _notBefore;
    private CancellationTokenSource? _sleep;
    private TimeSpan _wakesAt;
    private int _polls;
    private bool _isRunning;
    private bool _isDisposed;

    private TimeSpan Now => options.TimeProvider.GetElapsedTime(_origin);

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _waiting.Count + _polledFor.Count;
        }
    }

    /// <summary>Waits for a poll that begins after this call.</summary>
    /// <param name="id">The operation's id.</param>
    /// <param name="wait">How long to leave it alone; a poll that is made for others may come sooner.</param>
    /// <param name="left">How long to wait at most.</param>
    /// <param name="span">The span the poll belongs to.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The snapshot; <see langword="null"/> when the time was up.</returns>
    public Task<TSnapshot?> NextAsync(
        long id, TimeSpan wait, TimeSpan left, ActivityContext span, CancellationToken cancellationToken)
    {
        TimeSpan now = Now;
        PollWaiter<TSnapshot> waiter = new(id, now, now + wait, left < TimeSpan.MaxValue - now ? now + left : TimeSpan.MaxValue, span);
        lock (_gate)
        {
            DisposedConnection.ThrowIf(_isDisposed);
            _waiting.Add(waiter);
            if (!_isRunning)
            {
                _isRunning = true;

                // What flows with the first caller is not the others'.
                using (ExecutionContext.SuppressFlow())
                    Abandoned.Observe(Task.Run(RunAsync, CancellationToken.None));
            }
            else if (Timers.Shorter(waiter.Due, waiter.Deadline) < _wakesAt)
            {
                Wake();
            }
        }

        // Outside the lock: a token that was cancelled already takes the waiter away at once.
        waiter.Cancellation = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                (OperationPoller<TSnapshot> poller, PollWaiter<TSnapshot> waiter) =
                    ((OperationPoller<TSnapshot>, PollWaiter<TSnapshot>))state!;
                poller.Remove(waiter);
                waiter.TrySetCanceled(token);
            },
            (this, waiter));
        if (waiter.Task.IsCompleted)
            waiter.Cancellation.Dispose();
        return waiter.Task;
    }

    public void Dispose()
    {
        List<PollWaiter<TSnapshot>> all;
        lock (_gate)
        {
            _isDisposed = true;
            all = [.. _waiting, .. _polledFor];
            _waiting.Clear();
            _polledFor.Clear();
            Wake();
        }

        foreach (PollWaiter<TSnapshot> waiter in all)
            waiter.TrySetException(DisposedConnection.Exception());

        // Outside the lock: what is cancelled runs here, and may wait for others who want the lock.
        _lifetime.Cancel();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            Poll<TSnapshot>? poll = null;
            Task sleep = Task.CompletedTask;
            List<PollWaiter<TSnapshot>> late;
            lock (_gate)
            {
                TimeSpan now = Now;
                late = TakeLate(now);
                TimeSpan wake = TimeSpan.MaxValue;
                if (_polls < MaximumPolls)
                    poll = TakePoll(now, out wake);
                if (poll is null && late.Count == 0)
                {
                    if (_waiting.Count + _polledFor.Count == 0)
                    {
                        _isRunning = false;
                        return;
                    }

                    sleep = SleepUntil(Timers.Shorter(wake, FirstDeadline()), now);
                }
            }

            foreach (PollWaiter<TSnapshot> waiter in late)
                End(waiter, static waiter => waiter.TrySetResult(null));

            // Not on this thread: a token source may block, and the loop must not.
            if (poll is not null)
                Abandoned.Observe(Task.Run(() => PollAsync(poll), CancellationToken.None));
            await sleep.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        }
    }

    private static void End(PollWaiter<TSnapshot> waiter, Action<PollWaiter<TSnapshot>> end)
    {
        // In this order: a caller that is still registering its token sees that it has come too late.
        end(waiter);
        waiter.Cancellation.Dispose();
    }

    private List<PollWaiter<TSnapshot>> TakeLate(TimeSpan now)
    {
        List<PollWaiter<TSnapshot>> late = [.. _waiting.Concat(_polledFor).Where(waiter => waiter.Deadline <= now)];
        _waiting.ExceptWith(late);
        _polledFor.ExceptWith(late);
        return late;
    }

    private TimeSpan FirstDeadline() =>
        _waiting.Concat(_polledFor).Select(waiter => waiter.Deadline).DefaultIfEmpty(TimeSpan.MaxValue).Min();

    /// <summary>Takes those that the next request is made for, when it is time for one.</summary>
    private Poll<TSnapshot>? TakePoll(TimeSpan now, out TimeSpan wake)
    {
        wake = TimeSpan.MaxValue;
        PollWaiter<TSnapshot>? first = null;
        TimeSpan firstTime = TimeSpan.MaxValue;
        foreach (PollWaiter<TSnapshot> waiter in _waiting)
        {
            TimeSpan at = waiter.Due > _notBefore ? waiter.Due : _notBefore;
            if (first is null || at < firstTime || (at == firstTime && waiter.Since < first.Since))
                (first, firstTime) = (waiter, at);
        }

        if (first is null)
            return null;
        if (firstTime > now)
        {
            wake = firstTime;
            return null;
        }

        if (!budget.TryTakePoll(out TimeSpan pause))
        {
            wake = now + pause;
            return null;
        }

        HashSet<long> ids = [];
        List<PollWaiter<TSnapshot>> joined = [];

        // The longest unseen first, so that those a request has no room for have their turn in the next one.
        foreach (PollWaiter<TSnapshot> waiter in _waiting
            .Where(waiter => waiter.Due <= now || waiter.MayJoin <= now || waiter.Id == first.Id)
            .OrderBy(waiter => waiter.Id == first.Id ? TimeSpan.MinValue : waiter.Since))
        {
            if (ids.Contains(waiter.Id) || ids.Count < source.IdsPerRequest)
            {
                ids.Add(waiter.Id);
                joined.Add(waiter);
            }
        }

        _waiting.ExceptWith(joined);
        _polledFor.UnionWith(joined);
        _polls++;

        // Waits that began a little apart become one request; a full request is followed by the next part of the rest.
        if (source.IdsPerRequest > 1)
            _notBefore = ids.Count < source.IdsPerRequest ? now + (options.PollInterval * (1 - options.PollJitter)) : now;
        return new(joined);
    }

    private async Task PollAsync(Poll<TSnapshot> poll)
    {
        try
        {
            // Listeners are the application's, and may throw.
            using Activity? span = poll.StartSpan();
            OutreachBulkTelemetry.Polls.Add(1);
            await source.PollAsync(poll, _lifetime.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            poll.Failed(exception);
        }

        lock (_gate)
        {
            bool changes = _polls-- == MaximumPolls;
            foreach (PollWaiter<TSnapshot> waiter in poll.Waiters)
            {
                // Those that gave up meanwhile are gone from the set. Those without an answer are first in the next request.
                if (_polledFor.Remove(waiter) && !poll.HasAnswered(waiter.Id))
                    changes |= _waiting.Add(waiter);
            }

            // Those that got an answer wait anew by themselves, or not at all.
            if (changes || _waiting.Count + _polledFor.Count == 0)
                Wake();
        }

        foreach (PollWaiter<TSnapshot> waiter in poll.Waiters.Where(waiter => poll.HasAnswered(waiter.Id)))
            waiter.Cancellation.Dispose();
    }

    private void Remove(PollWaiter<TSnapshot> waiter)
    {
        lock (_gate)
        {
            _waiting.Remove(waiter);
            _polledFor.Remove(waiter);
            if (_waiting.Count + _polledFor.Count == 0)
                Wake();
        }
    }

    private Task SleepUntil(TimeSpan wake, TimeSpan now)
    {
        _sleep = new();
        _wakesAt = wake;
        TimeSpan delay = wake == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : Timers.Round(wake - now);
        return Task.Delay(delay, options.TimeProvider, _sleep.Token);
    }

    private void Wake()
    {
        // Taken before it is cancelled: whoever wakes up on this thread may set the next one.
        CancellationTokenSource? sleep = _sleep;
        (_wakesAt, _sleep) = (TimeSpan.MaxValue, null);
        sleep?.Cancel();
    }
}
