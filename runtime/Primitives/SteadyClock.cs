namespace Outreach.Bulk.Primitives;

/// <summary>A clock that nobody sets: the time as it was at first, and what has passed since.</summary>
internal sealed class SteadyClock(TimeProvider time)
{
    private readonly DateTimeOffset _origin = time.GetUtcNow();
    private readonly long _start = time.GetTimestamp();

    public DateTimeOffset Now => _origin + time.GetElapsedTime(_start);

    /// <summary>What the clock on the wall shows at a moment of this one, unless it is set until then.</summary>
    public DateTimeOffset ToWall(DateTimeOffset moment) => moment + Ahead;

    /// <summary>The moment of this clock at which the one on the wall shows a time.</summary>
    public DateTimeOffset FromWall(DateTimeOffset shown) => shown - Ahead;

    /// <summary>How far the clock on the wall was set ahead since the start.</summary>
    public TimeSpan Ahead => time.GetUtcNow() - Now;
}
