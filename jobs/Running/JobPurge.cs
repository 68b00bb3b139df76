using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>Removes jobs that ended long ago, with the values in their plans and the files that belong to them.</summary>
internal sealed class JobPurge(JobStore store, string account, TimeSpan keepFor, TimeProvider time)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private long? _last;

    /// <summary>Removes them, unless this process did so within the last hour.</summary>
    public async Task RunNowAndThenAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_last is { } last && time.GetElapsedTime(last) < s_interval)
                return;
            _last = time.GetTimestamp();
        }

        await RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <returns>How many were removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        List<StoredJob> before = await store.Jobs.ListAsync(account, cancellationToken).ConfigureAwait(false);
        int removed = await store.Jobs.PurgeAsync(account, keepFor, cancellationToken).ConfigureAwait(false);
        if (removed == 0)
            return 0;
        HashSet<string> left = [.. (await store.Jobs.ListAsync(account, cancellationToken).ConfigureAwait(false)).Select(job => job.PlanId)];
        foreach (StoredJob job in before.Where(job => job.Kind == JobKind.Import && !left.Contains(job.PlanId)))
            RemoveLeftovers(job);
        return removed;
    }

    /// <summary>Removes what belonged to a job that was removed. What a plan that cannot be read left behind is not known.</summary>
    public static void RemoveLeftovers(StoredJob job)
    {
        try
        {
            PlannedJob.Of(job).RemoveLeftovers();
        }
        catch (JobException)
        {
            // Its file of rows, where it has one, stays.
        }
    }
}
