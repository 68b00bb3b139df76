namespace Outreach.Bulk.Jobs;

/// <summary>
/// A wait for a job ended before the job did: it stopped, was paused or cancelled, or the deadline passed. The job is in its store as it
/// was; <see cref="LastStatus"/> shows it.
/// </summary>
public sealed class JobStoppedException : JobException
{
    internal JobStoppedException(string message, JobStatus status)
        : base(message) => LastStatus = status;

    /// <summary>The job as it was last seen.</summary>
    public JobStatus LastStatus { get; }
}
