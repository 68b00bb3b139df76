namespace Outreach.Bulk.Jobs.Hangfire.Dashboard;

/// <summary>What can be asked for on a job's page: a button, and what it does.</summary>
/// <param name="Name">What its form says.</param>
/// <param name="Label">What the button says.</param>
/// <param name="RunAsync">What it does.</param>
/// <param name="Warning">What to know before; null where it can simply be taken back.</param>
internal sealed record JobAction(string Name, string Label, Func<Job, CancellationToken, Task> RunAsync, string? Warning = null)
{
    private static readonly JobAction s_pause = new("pause", "Pause", (job, cancellationToken) => job.PauseAsync(cancellationToken));

    private static readonly JobAction s_resume = new("resume", "Resume", (job, cancellationToken) => job.ResumeAsync(cancellationToken));

    private static readonly JobAction s_cancel = new(
        "cancel",
        "Cancel the job",
        (job, cancellationToken) => job.CancelAsync(false, cancellationToken),
        "No further chunk starts. Batches that run come to their end.");

    private static readonly JobAction s_cancelRunning = new(
        "cancel-running",
        "Cancel the job and its running batches",
        (job, cancellationToken) => job.CancelAsync(true, cancellationToken),
        "No further chunk starts, and batches that run are cancelled. What they have done stays done.");

    private static readonly JobAction s_redrive = new(
        "redrive",
        "Redrive",
        (job, cancellationToken) => job.RedriveAsync(false, cancellationToken),
        "Chunks that failed, were cancelled or skipped start again, under the same plan.");

    private static readonly JobAction s_redriveUnknown = new(
        "redrive-unknown",
        "Redrive, with unknown ends",
        (job, cancellationToken) => job.RedriveAsync(true, cancellationToken),
        "Chunks with an unknown end start again, too. Look for their batches in Outreach first: they may have acted.");

    /// <summary>All there are.</summary>
    public static IReadOnlyList<JobAction> All { get; } = [s_pause, s_resume, s_cancel, s_cancelRunning, s_redrive, s_redriveUnknown];

    /// <summary>Those that a job's page offers.</summary>
    public static IEnumerable<JobAction> Of(JobStatus job)
    {
        bool isOpen = job.State is not (JobState.Planned or JobState.Canceling or JobState.Canceled or JobState.Ended);
        if (job.State is JobState.Running or JobState.WaitingForAllowance)
            yield return s_pause;
        if (job.State is JobState.Draining or JobState.Paused or JobState.Stopped)
            yield return s_resume;
        if (isOpen || job.State == JobState.Planned)
            yield return s_cancel;
        if ((isOpen || job.State == JobState.Canceling) && job.Chunks.Any(chunk => chunk.IsUnderWay))
            yield return s_cancelRunning;
        if (job.PlanError is not null)
            yield break;
        ChunkOutcome[] redriven = Job.Redriven(includeUnknown: false);
        if (job.Chunks.Any(chunk => chunk.Outcome is { } outcome && redriven.Contains(outcome)))
            yield return s_redrive;
        if (job.Chunks.Any(chunk => chunk.Outcome == ChunkOutcome.Unknown))
            yield return s_redriveUnknown;
    }
}
