using Hangfire;
using Hangfire.States;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Outreach.Bulk.Jobs.Hangfire.Options;
using HangfireJob = Hangfire.Common.Job;

namespace Outreach.Bulk.Jobs.Hangfire.Waking;

/// <summary>Has Hangfire call the sweep from time to time: one schedule for all hosts of a storage, which any of them may write.</summary>
internal sealed class SweepSchedule(
    JobAccounts accounts, OutreachHangfireOptions options, IRecurringJobManager manager, TimeProvider time, ILogger<SweepSchedule> logger)
    : BackgroundService
{
    public const string Id = "outreach-jobs";

    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(15);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // A host without jobs ends at its start, not at a sweep that nobody looks at.
        _ = accounts.All;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                manager.AddOrUpdate(Id, SweepJob(), options.Cron, new() { TimeZone = TimeZoneInfo.Utc });
                return;
            }
            catch (Exception exception) when (exception is not NotSupportedException)
            {
                // Hangfire's storage may be back later, and what other hosts have written holds until then.
                WakingLog.NotScheduled(logger, s_retry, exception);
            }

            await Task.Delay(s_retry, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private HangfireJob SweepJob()
    {
        HangfireJob job = HangfireJob.FromExpression<Sweep>(sweep => sweep.RunAsync(CancellationToken.None));
        return options.Queue == EnqueuedState.DefaultQueue ? job : new(job.Type, job.Method, [.. job.Args], options.Queue);
    }
}
