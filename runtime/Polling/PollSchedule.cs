namespace Outreach.Bulk;

/// <summary>One wait: when to look next, and when to stop looking.</summary>
internal sealed class PollSchedule : IDisposable
{
    /// <summary>The longest single wait: .NET's timers take no more than 49 days and 17 hours.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(49);

    private readonly PollingOptions _polling;
    private readonly TimeProvider _time;
    private readonly long _start;

    public PollSchedule(OutreachBulkOptions options, TimeSpan? deadline)
    {
        Deadline = deadline ?? options.WaitDeadline;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Deadline, TimeSpan.Zero, nameof(deadline));
        _polling = options.Polling;
        _time = options.TimeProvider;
        _start = _time.GetTimestamp();
        OutreachBulkTelemetry.Waits.Add(1);
    }

    public TimeSpan Deadline { get; }

    public TimeSpan Left => Deadline - Age;

    private TimeSpan Age => _time.GetElapsedTime(_start);

    /// <summary>Whether a failed request is worth another: what passes by itself must not end a night's wait.</summary>
    public static bool MayPass(OutreachBulkException exception) => exception switch
    {
        OutreachConnectionException => true,
        OutreachProtocolException => (int?)exception.Status is not (>= 300 and < 400),
        OutreachApiException api => api.IsTransient,
        _ => false,
    };

    /// <summary>A wait as timers take it: whole milliseconds, rounded up, since a timer that ends early means another one.</summary>
    public static TimeSpan ForTimer(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(Min(wait, LongestWait).TotalMilliseconds));

    /// <summary>How long to leave the server alone before the next look.</summary>
    public TimeSpan NextWait()
    {
        // The sum of waits that grow by a factor, solved for the next one: no wait needs to know how often was looked.
        TimeSpan grown = Min(_polling.InitialInterval + (Min(Age, LongestWait) * (_polling.Growth - 1)), _polling.MaximumInterval);
        return grown - (grown * (_polling.Jitter * Random.Shared.NextDouble()));
    }

    /// <summary>Waits for work, no longer than to the deadline.</summary>
    /// <returns>Whether the work came to its end, good or bad.</returns>
    public async Task<bool> HasTimeForAsync(Task work)
    {
        if (work.IsCompleted)
            return true;
        TimeSpan left = Left > TimeSpan.Zero ? Min(Left, LongestWait) : TimeSpan.Zero;
        await work.WaitAsync(left, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return work.IsCompleted;
    }

    public void Dispose() => OutreachBulkTelemetry.Waits.Add(-1);

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
