using Outreach.Bulk.Jobs;

namespace NightlyJob;

/// <summary>Works on all jobs of the store. Stopped, it is gone within ten seconds and cancels no batch.</summary>
internal sealed class WorkerService(OutreachJobs jobs) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => jobs.RunAsync(stoppingToken);
}
