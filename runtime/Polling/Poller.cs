using System.Diagnostics;

namespace Outreach.Bulk;

/// <summary>
/// The one loop that looks at everything a connection waits for. It runs while somebody waits; a wait costs an entry in a
/// set, and no thread or timer of its own.
/// </summary>
internal sealed class Poller(RequestBudget budget, PollingOptions options, TimeProvider time) : IDisposable
{
    // Looks that go on at the same time: one that hangs must not hold up all others.
    private const int MaximumLooks = 4;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _lifetime = new();
    private readonly long _origin = time.GetTimestamp();
    private readonly HashSet<PollWaiter> _waiting = [];
    private readonly HashSet<PollWaiter> _lookedFor = [];
    private readonly Dictionary<PollSource, TimeSpan> _notBefore = [];
    private CancellationTokenSource? _sleep;
    private TimeSpan _wakesAt;
    private int _looks;
    private bool _isRunning;
    private bool _isDisposed;

    private TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _waiting.Count + _lookedFor.Count;
        }
    }

    /// <summary>Waits for a look that begins after this call.</summary>
    /// <param name="source">What kind of thing to look at.</param>
    /// <param name="id">Which one.</param>
    /// <param name="wait">How long to leave it alone; a look that is made for others may come sooner.</param>
    /// <param name="left">How long to wait at most.</param>
    /// <param name="span">The span the look belongs to.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The snapshot; <see langword="null"/> when the time was up.</returns>
    public Task<object?> NextAsync(
        PollSource source, long id, TimeSpan wait, TimeSpan left, ActivityContext span, CancellationToken cancellationToken)
    {
        TimeSpan now = Now;
        PollWaiter waiter = new(source, id, now, now + wait, left < TimeSpan.MaxValue - now ? now + left : TimeSpan.MaxValue, span);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(OutreachBulkConnection));
            _waiting.Add(waiter);
            if (!_isRunning)
            {
                _isRunning = true;

                // What flows with the first caller is not the others'.
                using (ExecutionContext.SuppressFlow())
                    BatchOperation.Observe(Task.Run(RunAsync, CancellationToken.None));
            }
            else if (Earlier(waiter.Due, waiter.Deadline) < _wakesAt)
            {
                Wake();
            }
        }

        // Outside the lock: a token that was cancelled already takes the waiter away at once.
        waiter.Cancellation = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                (Poller poller, PollWaiter waiter) = ((Poller, PollWaiter))state!;
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
        List<PollWaiter> all;
        lock (_gate)
        {
            _isDisposed = true;
            all = [.. _waiting, .. _lookedFor];
            _waiting.Clear();
            _lookedFor.Clear();
            Wake();
        }

        foreach (PollWaiter waiter in all)
            waiter.TrySetException(new ObjectDisposedException(nameof(OutreachBulkConnection)));

        // Outside the lock: what is cancelled runs here, and may wait for others who want the lock.
        _lifetime.Cancel();
    }

    private static TimeSpan Earlier(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private async Task RunAsync()
    {
        while (true)
        {
            PollLook? look = null;
            Task sleep = Task.CompletedTask;
            List<PollWaiter> late;
            lock (_gate)
            {
                TimeSpan now = Now;
                late = TakeLate(now);
                TimeSpan wake = TimeSpan.MaxValue;
                if (_looks < MaximumLooks)
                    look = TakeLook(now, out wake);
                if (look is null && late.Count == 0)
                {
                    if (_waiting.Count + _lookedFor.Count == 0)
                    {
                        _isRunning = false;
                        return;
                    }

                    sleep = SleepUntil(Earlier(wake, FirstDeadline()), now);
                }
            }

            foreach (PollWaiter waiter in late)
                End(waiter, static waiter => waiter.TrySetResult(null));

            // Not on this thread: a token source may block, and the loop must not.
            if (look is not null)
                BatchOperation.Observe(Task.Run(() => LookAsync(look), CancellationToken.None));
            await sleep.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        }
    }

    private static void End(PollWaiter waiter, Action<PollWaiter> end)
    {
        // In this order: a caller that is still registering its token sees that it has come too late.
        end(waiter);
        waiter.Cancellation.Dispose();
    }

    private List<PollWaiter> TakeLate(TimeSpan now)
    {
        List<PollWaiter> late = [.. _waiting.Concat(_lookedFor).Where(waiter => waiter.Deadline <= now)];
        _waiting.ExceptWith(late);
        _lookedFor.ExceptWith(late);
        return late;
    }

    private TimeSpan FirstDeadline() =>
        _waiting.Concat(_lookedFor).Select(waiter => waiter.Deadline).DefaultIfEmpty(TimeSpan.MaxValue).Min();

    /// <summary>Takes those that the next request is made for, when it is time for one.</summary>
    private PollLook? TakeLook(TimeSpan now, out TimeSpan wake)
    {
        wake = TimeSpan.MaxValue;
        PollWaiter? first = null;
        TimeSpan firstTime = TimeSpan.MaxValue;
        foreach (PollWaiter waiter in _waiting)
        {
            TimeSpan at = waiter.Due > NotBefore(waiter.Source) ? waiter.Due : NotBefore(waiter.Source);
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

        PollSource source = first.Source;
        HashSet<long> ids = [];
        List<PollWaiter> joined = [];

        // The longest unseen first, so that those a request has no room for have their turn in the next one.
        foreach (PollWaiter waiter in _waiting
            .Where(waiter => waiter.Source == source && (waiter.Due <= now || waiter.MayJoin <= now || waiter.Id == first.Id))
            .OrderBy(waiter => waiter.Id == first.Id ? TimeSpan.MinValue : waiter.Since))
        {
            if (ids.Contains(waiter.Id) || ids.Count < source.IdsPerRequest)
            {
                ids.Add(waiter.Id);
                joined.Add(waiter);
            }
        }

        _waiting.ExceptWith(joined);
        _lookedFor.UnionWith(joined);
        _looks++;

        // Waits that began a little apart become one request; a full request is followed by the next part of the rest.
        if (source.IdsPerRequest > 1)
            _notBefore[source] = ids.Count < source.IdsPerRequest ? now + (options.InitialInterval * (1 - options.Jitter)) : now;
        return new(source, joined);
    }

    private TimeSpan NotBefore(PollSource source) => _notBefore.GetValueOrDefault(source, TimeSpan.Zero);

    private async Task LookAsync(PollLook look)
    {
        try
        {
            // Listeners are the application's, and may throw.
            using Activity? span = look.StartSpan();
            OutreachBulkTelemetry.Polls.Add(1);
            await look.Source.LookAsync(look.Ids, look, _lifetime.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            look.Failed(exception);
        }

        lock (_gate)
        {
            bool changes = _looks-- == MaximumLooks;
            foreach (PollWaiter waiter in look.Waiters)
            {
                // Those that gave up meanwhile are gone from the set. The untold ones stand first in the next request.
                if (_lookedFor.Remove(waiter) && !look.WasTold(waiter.Id))
                    changes |= _waiting.Add(waiter);
            }

            // Those that were told wait anew by themselves, or not at all.
            if (changes || _waiting.Count + _lookedFor.Count == 0)
                Wake();
        }

        foreach (PollWaiter waiter in look.Waiters.Where(waiter => look.WasTold(waiter.Id)))
            waiter.Cancellation.Dispose();
    }

    private void Remove(PollWaiter waiter)
    {
        lock (_gate)
        {
            _waiting.Remove(waiter);
            _lookedFor.Remove(waiter);
            if (_waiting.Count + _lookedFor.Count == 0)
                Wake();
        }
    }

    private Task SleepUntil(TimeSpan wake, TimeSpan now)
    {
        _sleep = new();
        _wakesAt = wake;
        return Task.Delay(wake == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : PollSchedule.ForTimer(wake - now), time, _sleep.Token);
    }

    private void Wake()
    {
        // Taken before it is cancelled: whoever wakes up on this thread may set the next one.
        CancellationTokenSource? sleep = _sleep;
        (_wakesAt, _sleep) = (TimeSpan.MaxValue, null);
        sleep?.Cancel();
    }
}
