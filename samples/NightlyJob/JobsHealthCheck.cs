using Microsoft.Extensions.Diagnostics.HealthChecks;
using Outreach.Bulk.Jobs;

namespace NightlyJob;

/// <summary>Unhealthy without its store, degraded while a night or a job waits for somebody.</summary>
internal sealed class JobsHealthCheck(OutreachJobs jobs, NightlyService nightly, TimeProvider time) : IHealthCheck
{
    // What is unknown stays in the store for weeks, also after somebody has looked.
    private static readonly TimeSpan s_toldFor = TimeSpan.FromDays(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            string[] problems = [.. (await jobs.ListAsync(cancellationToken)).Select(ProblemOf).Append(nightly.Problem).OfType<string>()];
            return problems is [] ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join('\n', problems));
        }
        catch (JobStoreException exception)
        {
            return HealthCheckResult.Unhealthy(exception.Message);
        }
    }

    private string? ProblemOf(JobStatus job) => job switch
    {
        { PlanError: { } error, EndedAt: null } => error,
        { State: JobState.Stopped } => $"{job.Key} stopped: {job.StopReason}",
        _ when (job.EndedAt is null || job.EndedAt > time.GetUtcNow() - s_toldFor)
            && job.Chunks.Any(chunk => chunk.Outcome == ChunkOutcome.Unknown) =>
            $"{job.Key} has chunks with an unknown end.",
        _ => null,
    };
}
