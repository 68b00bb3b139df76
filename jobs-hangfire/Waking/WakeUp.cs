using System.Runtime.ExceptionServices;
using Hangfire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Outreach.Bulk.Jobs.Hangfire.Options;

namespace Outreach.Bulk.Jobs.Hangfire.Waking;

/// <summary>
/// What Hangfire calls for a job that may have something to do. It is a hint: what there is to do, and that nobody else does it, is decided
/// in the store, so that one that is lost, late or doubled does no harm. It enqueues no successor, since one that Hangfire runs again would
/// enqueue a second one.
/// </summary>
[Hint]
[AutomaticRetry(Attempts = 0, LogEvents = false, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
internal sealed class WakeUp(
    JobAccounts accounts, OutreachHangfireOptions options, TimeProvider time, IHostApplicationLifetime host, ILogger<WakeUp> logger)
{
    /// <summary>Does steps of a job until it has nothing to do at once.</summary>
    /// <param name="key">The job's key.</param>
    /// <param name="cancellationToken">Hangfire's: its server stops.</param>
    public async Task RunAsync(string key, CancellationToken cancellationToken)
    {
        // A server may be set up to let its jobs go on for a while.
        using CancellationTokenSource stopping =
            CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        long start = time.GetTimestamp();
        ExceptionDispatchInfo? failure = null;
        foreach (OutreachJobs jobs in accounts.All)
        {
            try
            {
                while (await jobs.AdvanceAsync(key, stopping.Token).ConfigureAwait(false) == TimeSpan.Zero)
                {
                    if (time.GetElapsedTime(start) >= options.LongestWakeUp)
                        return;
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The job is left as it is, and the next sweep wakes somebody else for it.
                return;
            }
            catch (Exception exception)
            {
                // The job may be another account's, in another store.
                WakingLog.WakeUpFailed(logger, key, jobs.Account, exception);
                failure ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        failure?.Throw();
    }
}
