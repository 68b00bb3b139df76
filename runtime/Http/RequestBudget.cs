using System.Net;
using Outreach.Bulk.Http;
using Outreach.Bulk.Primitives;
using Outreach.Bulk.Protocol;
using Outreach.Bulk.Telemetry;

namespace Outreach.Bulk;

/// <summary>
/// The hourly requests of an account, as its answers tell them. Every request of a connection asks here for its turn: a
/// spent budget and a server that asks to be left alone hold all of them back, once and together.
/// </summary>
/// <remarks>Safe to use from several threads. What it shows is what was last heard; nothing is asked for it.</remarks>
public sealed class RequestBudget
{
    private static readonly TimeSpan s_firstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestBackOff = TimeSpan.FromMinutes(1);

    private readonly OutreachBulkOptions _options;
    private readonly TimeProvider _time;
    private readonly SteadyClock _clock;
    private readonly OperationLog _log;
    private readonly Lock _gate = new();
    private RateLimit? _last;
    private long? _remaining;
    private long _sent;
    private long _heardOf;
    private long _pausedAfter;
    private int _inFlight;
    private int _backOffs;
    private DateTimeOffset _pausedUntil;
    private Task? _pause;
    private double _polls;
    private DateTimeOffset? _pollsAt;

    internal RequestBudget(OutreachBulkOptions options, OperationLog log)
    {
        _options = options;
        _time = options.TimeProvider;
        _clock = new(options.TimeProvider);
        _log = log;
    }

    /// <summary>Requests an hour; <see langword="null"/> until the server tells.</summary>
    public long? Limit => Read(() => _last?.Limit);

    /// <summary>Requests left, without those on their way; <see langword="null"/> until the server tells.</summary>
    public long? Remaining => Read(() => _remaining - _inFlight is { } left ? Math.Max(0, left) : (long?)null);

    /// <summary>When the budget is whole again; <see langword="null"/> until the server tells.</summary>
    public DateTimeOffset? ResetsAt => Read(() => ToWall(_last?.ResetsAt));

    /// <summary>
    /// Until when no request is sent, because the budget is spent or the server asked for it; <see langword="null"/> when
    /// requests go.
    /// </summary>
    public DateTimeOffset? PausedUntil => Read(() => _pausedUntil > _clock.Now ? ToWall(_pausedUntil) : null);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Remaining} of {Limit} requests left until {ResetsAt:O}");

    /// <summary>Waits for a request's turn.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="lifetime">The connection's end.</param>
    /// <returns>The request's number, to tell the answer with.</returns>
    internal async ValueTask<long> EnterAsync(CancellationToken cancellationToken, CancellationToken lifetime)
    {
        while (true)
        {
            Task pause;
            lock (_gate)
            {
                TimeSpan wait = Wait(_clock.Now);
                if (wait <= TimeSpan.Zero)
                {
                    _inFlight++;
                    return ++_sent;
                }

                // One timer for all that are held back.
                if (_pause is null or { IsCompleted: true })
                    _pause = Task.Delay(Timers.Round(wait), _time, CancellationToken.None);
                pause = _pause;
            }

            using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime);
            await pause.WaitAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            DisposedConnection.ThrowIf(lifetime.IsCancellationRequested);
        }
    }

    /// <summary>A request came to its end.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="status">The answer's status; null when there was none.</param>
    /// <param name="limit">What the answer said about the budget.</param>
    internal void Leave(long number, HttpStatusCode? status, RateLimit? limit)
    {
        lock (_gate)
        {
            _inFlight--;
            if (status is null)
                return;
            bool isLatest = number > _heardOf;
            if (isLatest)
                _heardOf = number;
            if (limit is not null && isLatest)
            {
                _last = limit with { Limit = limit.Limit ?? _last?.Limit, ResetsAt = FromWall(limit.ResetsAt) ?? _last?.ResetsAt };
                _remaining = limit.Remaining ?? _remaining;
                if (limit.Remaining is { } told)
                    OutreachBulkTelemetry.BudgetRemaining.Record(told);
            }

            if (status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
                Pause(number, status.Value, limit);
            else if (number > _pausedAfter)
                _backOffs = 0;
        }
    }

    /// <summary>Takes one of the requests that polling may use.</summary>
    /// <param name="wait">How long until there is one.</param>
    internal bool TryTakePoll(out TimeSpan wait)
    {
        lock (_gate)
        {
            wait = TimeSpan.Zero;
            DateTimeOffset now = _clock.Now;
            if (_remaining is not { } remaining || _last is not { ResetsAt: { } reset } || reset <= now)
                return true;
            double usable = Math.Max(1, (remaining - _inFlight - Reserve) * _options.PollingRequestShare);

            // A reset that is years away would stop all polling; it is believed as far as for a pause.
            double perSecond = usable / Math.Max(1, Timers.Shorter(reset - now, _options.MaximumPause).TotalSeconds);
            double most = Math.Max(1, usable / 10);
            double earned = _pollsAt is { } before ? (now - before).TotalSeconds * perSecond : most;
            _polls = Math.Min(most, _polls + Math.Max(0, earned));
            _pollsAt = now;
            if (_polls >= 1)
            {
                _polls--;
                return true;
            }

            wait = TimeSpan.FromSeconds((1 - _polls) / perSecond) + TimeSpan.FromMilliseconds(1);
            return false;
        }
    }

    private DateTimeOffset? FromWall(DateTimeOffset? shown) => shown is { } known ? _clock.FromWall(known) : null;

    private DateTimeOffset? ToWall(DateTimeOffset? moment) => moment is { } known ? _clock.ToWall(known) : null;

    private double Reserve => (_last?.Limit ?? 0) * _options.ReservedRequestShare;

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
            return read();
    }

    private TimeSpan Wait(DateTimeOffset now)
    {
        if (_pausedUntil > now)
            return _pausedUntil - now;
        if (_remaining is not { } remaining || remaining - _inFlight > Reserve)
            return TimeSpan.Zero;

        DateTimeOffset whole = _last?.ResetsAt ?? now + s_longestBackOff;
        if (whole <= now)
        {
            _remaining = _last?.Limit;
            return TimeSpan.Zero;
        }

        // What is on its way will tell more. That is no wait for an answer: it may never come.
        if (remaining > Reserve)
            return Timers.Shorter(whole - now, s_firstBackOff);

        // Afterwards all of it is there; where its end is not told, one request finds out.
        _remaining = _last?.ResetsAt is null ? (long)Reserve + 1 : _last.Limit;
        PauseUntil(now + Timers.Shorter(whole - now, _options.MaximumPause),
            "the hourly budget is spent but for the share that is left to others");
        return _pausedUntil - now;
    }

    // Answers to requests that were sent before the pause say the same once more, and lengthen nothing.
    private void Pause(long number, HttpStatusCode status, RateLimit? limit)
    {
        DateTimeOffset now = _clock.Now;
        TimeSpan? hint = limit?.RetryAfter
            ?? (status == HttpStatusCode.TooManyRequests && FromWall(limit?.ResetsAt) is { } reset ? reset - now : null);
        // By a clock that is ahead of the server's, what it asks for has passed; that is no leave to go on.
        if (hint is null || hint <= TimeSpan.Zero)
        {
            if (number <= _pausedAfter)
                return;
            double growth = Math.Pow(2, Math.Min(_backOffs++, 10));
            hint = Timers.Shorter(s_firstBackOff * growth, s_longestBackOff) * (1 - (0.1 * Random.Shared.NextDouble()));
        }

        // After the server's own pause one request finds out what is left.
        if (_remaining <= Reserve)
            _remaining = (long)Reserve + 1;
        _pausedAfter = _sent;
        DateTimeOffset until = now + Timers.Shorter(hint.Value, _options.MaximumPause);
        if (until > _pausedUntil)
            PauseUntil(until, status == HttpStatusCode.TooManyRequests ? "the server answered 429" : "the server answered 503");
    }

    private void PauseUntil(DateTimeOffset until, string reason)
    {
        _pausedUntil = until;
        _log.Paused(_clock.ToWall(until), reason);
        OutreachBulkTelemetry.Pauses.Add(1);
    }
}
