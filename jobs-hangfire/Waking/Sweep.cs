using Hangfire;
using Hangfire.States;
using Microsoft.Extensions.Logging;
using Outreach.Bulk.Jobs.Hangfire.Options;
using Outreach.Bulk.Jobs.Stores;
using HangfireJob = Hangfire.Common.Job;

namespace Outreach.Bulk.Jobs.Hangfire.Waking;

/// <summary>
/// What Hangfire calls from time to time: it looks in the stores which jobs have something to do, and wakes workers for them.
/// </summary>
[Hint]
[AutomaticRetry(Attempts = 0, LogEvents = false, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
internal sealed class Sweep(
    JobAccounts accounts, OutreachHangfireOptions options, IBackgroundJobClient client, TimeProvider time, ILogger<Sweep> logger)
{
    private readonly Lock _gate = new();
    private long? _last;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!IsDue())
            return;
        foreach (OutreachJobs jobs in accounts.All)
        {
            try
            {
                foreach (DueJob due in await jobs.DueAsync(cancellationToken).ConfigureAwait(false))
                {
                    for (int chunk = 0; chunk < due.Chunks; chunk++)
                        client.Create(WakeUpOf(due.Key), new EnqueuedState(options.Queue));
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Other accounts may have other stores.
                WakingLog.SweepFailed(logger, jobs.Account, exception);
            }
        }
    }

    // Sweeps that piled up while all workers were busy come to one.
    private bool IsDue()
    {
        lock (_gate)
        {
            if (_last is { } last && time.GetElapsedTime(last) < options.SweepInterval / 2)
                return false;
            _last = time.GetTimestamp();
            return true;
        }
    }

    private static HangfireJob WakeUpOf(string key) =>
        HangfireJob.FromExpression<WakeUp>(wakeUp => wakeUp.RunAsync(key, CancellationToken.None));
}
