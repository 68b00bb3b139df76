namespace Outreach.Bulk;

/// <summary>When to ask next, and when to stop asking.</summary>
internal sealed class PollSchedule
{
    /// <summary>The longest single wait: .NET's timers take no more than 49 days and 17 hours.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(49);

    private readonly PollingOptions _polling;
    private readonly TimeProvider _time;
    private readonly long _start;
    private TimeSpan _interval;

    public PollSchedule(OutreachBulkOptions options, TimeSpan? deadline)
    {
        Deadline = deadline ?? options.WaitDeadline;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Deadline, TimeSpan.Zero, nameof(deadline));
        _polling = options.Polling;
        _time = options.TimeProvider;
        _start = _time.GetTimestamp();
        _interval = _polling.InitialInterval;
    }

    public TimeSpan Deadline { get; }

    private TimeSpan Left => Deadline - _time.GetElapsedTime(_start);

    /// <summary>Whether a failed poll is worth another: what passes by itself must not end a night's wait.</summary>
    public static bool MayPass(OutreachBulkException exception) => exception switch
    {
        OutreachConnectionException => true,
        OutreachProtocolException => (int?)exception.Status is not (>= 300 and < 400),
        OutreachApiException api => api.IsTransient,
        _ => false,
    };

    /// <summary>Waits for work, no longer than to the deadline.</summary>
    /// <returns>Whether the work came to its end, good or bad.</returns>
    public async Task<bool> HasTimeForAsync(Task work)
    {
        TimeSpan left = Max(Min(Left, LongestWait), TimeSpan.Zero);
        await work.WaitAsync(left, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return work.IsCompleted;
    }

    /// <summary>Waits for the next poll.</summary>
    /// <returns><see langword="false"/> when the deadline comes first; it has passed by then.</returns>
    public async Task<bool> WaitAsync(OutreachBulkException? trouble, CancellationToken cancellationToken)
    {
        TimeSpan wait = _interval - (_interval * (_polling.Jitter * Random.Shared.NextDouble()));
        if (trouble?.RateLimit?.RetryAfter is { } hint && hint > wait)
            wait = hint;
        _interval = Min(_interval * _polling.Growth, _polling.MaximumInterval);

        TimeSpan left = Left;
        bool comesFirst = wait >= left;
        wait = Min(Min(wait, left), LongestWait);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
        return !comesFirst;
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
