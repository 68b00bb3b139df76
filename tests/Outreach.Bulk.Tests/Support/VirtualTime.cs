using Microsoft.Extensions.Time.Testing;

namespace Outreach.Bulk.Tests.Support;

/// <summary>
/// A clock on which waits between polls pass at once, and timeouts only when the clock is moved: no test sleeps, and a
/// slow machine fires no deadline.
/// </summary>
internal sealed class VirtualTime : FakeTimeProvider
{
    private static readonly TimeSpan s_longestPoll = TimeSpan.FromSeconds(60);

    public VirtualTime()
        : base(Origin)
    {
    }

    public static DateTimeOffset Origin { get; } = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    public List<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= s_longestPoll)
        {
            lock (Waits)
                Waits.Add(dueTime);
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
