namespace Outreach.Bulk.Integration.Tests.Soak;

/// <summary>A clock that runs a number of times as fast as the wall's, so that an hour of waits fits into a test.</summary>
internal sealed class FastTime(double speed) : TimeProvider
{
    private readonly long _start = System.GetTimestamp();
    private readonly DateTimeOffset _epoch = System.GetUtcNow();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _epoch + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, Shrunk(dueTime), Shrunk(period)), Shrunk);

    private TimeSpan Elapsed => System.GetElapsedTime(_start) * speed;

    private TimeSpan Shrunk(TimeSpan time) =>
        time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(time.TotalMilliseconds / speed)));

    private sealed class FastTimer(ITimer inner, Func<TimeSpan, TimeSpan> shrunk) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(shrunk(dueTime), shrunk(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
