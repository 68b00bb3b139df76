using Outreach.Bulk.Primitives;
using Outreach.Bulk.Telemetry;

namespace Outreach.Bulk.Operations;

/// <summary>One wait: when to poll next, and when to stop.</summary>
internal sealed class PollSchedule : IDisposable
{
    private readonly OutreachBulkOptions _options;
    private readonly TimeProvider _time;
    private readonly long _start;

    public PollSchedule(OutreachBulkOptions options, TimeSpan? deadline)
    {
        Deadline = deadline ?? options.WaitDeadline;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Deadline, TimeSpan.Zero, nameof(deadline));
        _options = options;
        _time = options.TimeProvider;
        _start = _time.GetTimestamp();
        OutreachBulkTelemetry.Waits.Add(1);
    }

    public TimeSpan Deadline { get; }

    public TimeSpan Left => Deadline - Age;

    private TimeSpan Age => _time.GetElapsedTime(_start);

    /// <summary>How long to leave the server alone before the next poll.</summary>
    public TimeSpan NextWait()
    {
        // The sum of waits that grow by a factor, solved for the next one: no wait needs to know how many polls there were.
        TimeSpan grown = Timers.Shorter(
            _options.PollInterval + (Timers.Shorter(Age, Timers.Longest) * (_options.PollGrowth - 1)), _options.MaximumPollInterval);
        return grown - (grown * (_options.PollJitter * Random.Shared.NextDouble()));
    }

    /// <summary>Waits for work, no longer than to the deadline.</summary>
    /// <returns>Whether the work came to its end, good or bad.</returns>
    public async Task<bool> HasTimeForAsync(Task work)
    {
        if (work.IsCompleted)
            return true;
        TimeSpan left = Left > TimeSpan.Zero ? Timers.Shorter(Left, Timers.Longest) : TimeSpan.Zero;
        await work.WaitAsync(left, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return work.IsCompleted;
    }

    public void Dispose() => OutreachBulkTelemetry.Waits.Add(-1);
}
