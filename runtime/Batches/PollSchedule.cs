namespace Outreach.Bulk;

/// <summary>When to ask next, and when to stop asking.</summary>
internal sealed class PollSchedule
{
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

    /// <summary>Whether a failed poll is worth another: what passes by itself must not end a night's wait.</summary>
    public static bool MayPass(OutreachBulkException exception) =>
        exception is OutreachConnectionException or OutreachProtocolException or OutreachApiException { IsTransient: true };

    /// <summary>Waits for the next poll.</summary>
    /// <returns><see langword="false"/> when the deadline comes first; it has passed by then.</returns>
    public async Task<bool> WaitAsync(OutreachBulkException? trouble, CancellationToken cancellationToken)
    {
        TimeSpan wait = _interval - (_interval * (_polling.Jitter * Random.Shared.NextDouble()));
        if (trouble?.RateLimit?.RetryAfter is { } hint && hint > wait)
            wait = hint;
        _interval = Min(_interval * _polling.Growth, _polling.MaximumInterval);

        TimeSpan left = Deadline - _time.GetElapsedTime(_start);
        bool comesFirst = wait >= left;
        if (comesFirst)
            wait = left;
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
        return !comesFirst;
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
