namespace Outreach.Bulk.Emulator.Watching;

/// <summary>Another clock, which can be moved ahead. Waits that a jump passes end at once.</summary>
internal sealed class JumpingClock(TimeProvider inner) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<JumpingTimer> _timers = [];
    private long _ahead;

    /// <summary>By how much it has been moved so far.</summary>
    public TimeSpan Ahead => new(Interlocked.Read(ref _ahead));

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Ahead;

    public override long GetTimestamp() => inner.GetTimestamp() + (long)(Ahead.TotalSeconds * TimestampFrequency);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        JumpingTimer timer = new(inner, callback, state, dueTime, period, Forget);
        lock (_gate)
            _timers.Add(timer);
        return timer;
    }

    public void Jump(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        JumpingTimer[] timers;
        lock (_gate)
        {
            Interlocked.Add(ref _ahead, by.Ticks);
            timers = [.. _timers];
        }

        foreach (JumpingTimer timer in timers)
            timer.Jump(by);
    }

    private void Forget(JumpingTimer timer)
    {
        lock (_gate)
            _timers.Remove(timer);
    }
}
