namespace Outreach.Bulk;

/// <summary>Looks for something until it is found or the time is up: at once, then ever more seldom.</summary>
internal static class OutcomeSearch
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    /// <param name="look">One look; null when it showed nothing. A failure that may pass is a look that showed nothing.</param>
    /// <param name="searchFor">How long to look.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    public static async Task<T?> RunAsync<T>(
        Func<TimeSpan, CancellationToken, Task<T?>> look, TimeSpan searchFor, TimeProvider time, CancellationToken cancellationToken)
        where T : class
    {
        long start = time.GetTimestamp();
        for (TimeSpan wait = s_firstWait; ; wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait)
        {
            try
            {
                if (await look(time.GetElapsedTime(start), cancellationToken).ConfigureAwait(false) is { } found)
                    return found;
            }
            catch (OutreachBulkException exception) when (PollSchedule.MayPass(exception))
            {
            }

            TimeSpan left = searchFor - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
                return null;
            await Task.Delay(PollSchedule.ForTimer(wait < left ? wait : left), time, cancellationToken).ConfigureAwait(false);
        }
    }
}
