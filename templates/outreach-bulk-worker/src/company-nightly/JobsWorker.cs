using Microsoft.Extensions.Options;
using Outreach.Bulk.Jobs;

namespace Company.Nightly;

/// <summary>Continues the jobs that an earlier process has left, whatever their night. When it is stopped, it cancels no batch.</summary>
public sealed class JobsWorker(OutreachJobs jobs, IOptions<WorkerOptions> options) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.Value.Preview ? Task.CompletedTask : jobs.RunAsync(stoppingToken);
}
