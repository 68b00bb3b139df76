namespace Outreach.Bulk.Http;

/// <summary>
/// Deadlines of requests. Nearly all pass unused, so one is kept for the next request instead of a new timer each time. A
/// deadline given back must not be cancelled or listened to by anyone afterwards.
/// </summary>
internal sealed class DeadlinePool(TimeSpan timeout, TimeProvider timeProvider)
{
    private CancellationTokenSource? _spare;

    public CancellationTokenSource Start()
    {
        if (Interlocked.Exchange(ref _spare, null) is not { } deadline)
            return new(timeout, timeProvider);
        deadline.CancelAfter(timeout);
        return deadline;
    }

    public void Return(CancellationTokenSource deadline)
    {
        // Resetting fails when the time is up, and for a clock other than the system's.
        if (!deadline.TryReset() || Interlocked.CompareExchange(ref _spare, deadline, null) is not null)
            deadline.Dispose();
    }
}
