using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Jobs;

namespace Outreach.Bulk.Cli.Applying;

/// <summary>Whose records a job acts on from here, shown before it does.</summary>
internal static class JobTarget
{
    /// <summary>Shows it, with the records that are left; not for a job of which nothing acts any more, or yet.</summary>
    public static async Task ShowAsync(CliSession session, Job job, CancellationToken cancellationToken)
    {
        JobStatus status = await job.GetStatusAsync(cancellationToken).ConfigureAwait(false);
        if (status.State is JobState.Ended or JobState.Canceled or JobState.Planned)
            return;
        long left = status.Chunks.Where(chunk => chunk.Outcome is null).Sum(chunk => chunk.Plan.Records);
        Target target = await Target.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        target.Show(session, status.Action, left);
    }
}
