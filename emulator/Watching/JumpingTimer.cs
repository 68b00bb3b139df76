namespace Outreach.Bulk.Emulator.Watching;

/// <summary>A timer of a <see cref="JumpingClock"/>: one of the clock beneath, set anew after a jump.</summary>
internal sealed class JumpingTimer : ITimer
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _inner;
    private readonly Action<JumpingTimer> _disposed;
    private readonly ITimer _timer;

    /// <summary>When it fires next, by the clock beneath less the jumps since; null for never.</summary>
    private DateTimeOffset? _due;
    private TimeSpan _period;

    public JumpingTimer(
        TimeProvider inner, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period, Action<JumpingTimer> disposed)
    {
        _inner = inner;
        _disposed = disposed;
        Set(dueTime, period);
        _timer = inner.CreateTimer(Fire, null, dueTime, period);

        void Fire(object? _)
        {
            lock (_gate)
                _due = NextAfterFiring();
            callback(state);
        }
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
            Set(dueTime, period);
        return _timer.Change(dueTime, period);
    }

    public void Jump(TimeSpan by)
    {
        TimeSpan left;
        lock (_gate)
        {
            if (_due is not { } due)
                return;
            left = due - by - _inner.GetUtcNow();
        }

        Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, _period);
    }

    public void Dispose()
    {
        _disposed(this);
        _timer.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        _disposed(this);
        return _timer.DisposeAsync();
    }

    private void Set(TimeSpan dueTime, TimeSpan period) =>
        (_due, _period) = (dueTime == Timeout.InfiniteTimeSpan ? null : _inner.GetUtcNow() + dueTime, period);

    // A period of zero means once too.
    private DateTimeOffset? NextAfterFiring() => _period > TimeSpan.Zero ? _inner.GetUtcNow() + _period : null;
}
