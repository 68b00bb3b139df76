namespace Outreach.Bulk.Jobs;

/// <summary>How a chunk of a job ended.</summary>
public enum ChunkOutcome
{
    /// <summary>All of its records were acted on.</summary>
    Completed = 0,

    /// <summary>All were tried, and some failed.</summary>
    CompletedWithFailures = 1,

    /// <summary>Nothing was done: no record matched any more, or no row was stored.</summary>
    NothingDone = 2,

    /// <summary>Its batch ended, and the counts do not say that all was done.</summary>
    Incomplete = 3,

    /// <summary>Its batch or import failed as a whole.</summary>
    Failed = 4,

    /// <summary>Its batch was cancelled. What was done by then stays done.</summary>
    Canceled = 5,

    /// <summary>It matched more or fewer records than planned, and was cancelled.</summary>
    OutOfBounds = 6,

    /// <summary>Its request was sent, its answer was lost, and what it started was not found. It may have acted, or may yet.</summary>
    Unknown = 7,

    /// <summary>It was never started, since the job was cancelled.</summary>
    Skipped = 8,

    /// <summary>It was cut into smaller chunks, which took its place. Nothing was done for it.</summary>
    Split = 9,
}
