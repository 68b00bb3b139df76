namespace Outreach.Bulk.Jobs;

/// <summary>Where a job is in its life.</summary>
public enum JobState
{
    /// <summary>It is planned and was not started.</summary>
    Planned = 0,

    /// <summary>Chunks are started and followed.</summary>
    Running = 1,

    /// <summary>The day's records are spent. It goes on by itself at <see cref="JobStatus.WaitsUntil"/>.</summary>
    WaitingForAllowance = 2,

    /// <summary>It was paused, or it stopped, and chunks that run have not ended yet.</summary>
    Draining = 3,

    /// <summary>It was paused. <see cref="Job.ResumeAsync"/> lets it go on.</summary>
    Paused = 4,

    /// <summary>
    /// It stopped for the reason in <see cref="JobStatus.StopReason"/>. Somebody must decide: <see cref="Job.ResumeAsync"/> or
    /// <see cref="Job.CancelAsync"/>.
    /// </summary>
    Stopped = 5,

    /// <summary>It was cancelled, and chunks that run have not ended yet.</summary>
    Canceling = 6,

    /// <summary>It was cancelled. Chunks that had ended by then stay as they are.</summary>
    Canceled = 7,

    /// <summary>All of its chunks have ended, well or not.</summary>
    Ended = 8,
}
