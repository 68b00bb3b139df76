namespace Outreach.Bulk.Jobs.Stores;

/// <summary>What a worker got to do.</summary>
/// <param name="Chunk">The chunk it holds the lease of; null for none.</param>
/// <param name="PlanId">Which plan of its job it is of.</param>
/// <param name="Wish">What is wanted of its job.</param>
/// <param name="Delay">When there may be something to do, where there is nothing now; null when never by itself.</param>
internal readonly record struct ChunkClaim(StoredChunk? Chunk, string? PlanId, JobWish Wish, TimeSpan? Delay);

/// <summary>What became of the attempt to write an intent.</summary>
internal enum IntentResult
{
    /// <summary>It is written, and the request may leave.</summary>
    Written = 0,

    /// <summary>The lease is another worker's by now.</summary>
    LeaseLost = 1,

    /// <summary>No chunk of the job is to start at this time.</summary>
    NotWanted = 2,

    /// <summary>The day has too few records left.</summary>
    Spent = 3,
}

/// <param name="Result">What became of it.</param>
/// <param name="Allowance">What is left of the day, when it was spent.</param>
internal readonly record struct Intent(IntentResult Result, RecordAllowance Allowance = default);

/// <summary>What changes in a chunk at the end of a step.</summary>
internal sealed record ChunkChange
{
    public required ChunkState State { get; init; }

    /// <summary>When to look at it again.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The id of its batch or import, when it became known.</summary>
    public long? OperationId { get; init; }

    public int Looks { get; init; }

    /// <summary>How many requests about it failed in a row, this one included.</summary>
    public int Misses { get; init; }

    public long Matched { get; init; }

    public long Processed { get; init; }

    public long Failed { get; init; }

    public ChunkOutcome? Outcome { get; init; }

    public string? Reason { get; init; }

    /// <summary>New bounds for another attempt; null to leave them.</summary>
    public (long AtLeast, long AtMost)? Bounds { get; init; }

    /// <summary>Why no chunk of the job starts until somebody resumes it; null when nothing speaks against it.</summary>
    public string? StopJob { get; init; }

    /// <summary>Until when no chunk of the job starts; null when that is nothing new.</summary>
    public DateTimeOffset? JobWaitsUntil { get; init; }
}
