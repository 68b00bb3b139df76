namespace Outreach.Bulk.Jobs.Stores;

/// <summary>A chunk as the store has it. Times are milliseconds since 1970 by the store's clock.</summary>
internal sealed record StoredChunk
{
    public required string Job { get; init; }

    /// <summary>Its number in the job, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Which records it is about, as JSON.</summary>
    public required string Content { get; init; }

    /// <summary>How many they were when they were counted.</summary>
    public required long Records { get; init; }

    /// <summary>The fewest that its batch may match.</summary>
    public required long AtLeast { get; init; }

    /// <summary>The most that its batch may match.</summary>
    public required long AtMost { get; init; }

    /// <summary>Whether all others wait for its end.</summary>
    public bool IsCanary { get; init; }

    public ChunkState State { get; init; }

    /// <summary>Grows with each claim: a write that carries an older one is refused.</summary>
    public long Fence { get; init; }

    /// <summary>How often its request was about to be sent.</summary>
    public int Attempt { get; init; }

    /// <summary>The key of the operation in journal and ledger; null before the first attempt.</summary>
    public string? Operation { get; init; }

    /// <summary>The id of its batch or import, once it is known.</summary>
    public long? OperationId { get; init; }

    /// <summary>When its request was about to be sent.</summary>
    public long? SentAt { get; init; }

    /// <summary>How often it was polled, or searched for, in its state.</summary>
    public int Looks { get; init; }

    /// <summary>How often in a row that failed, and showed nothing.</summary>
    public int Misses { get; init; }

    public long Matched { get; init; }

    public long Processed { get; init; }

    public long Failed { get; init; }

    /// <summary>How it ended; of one that waits, how the attempt before ended that may have acted. Null for neither.</summary>
    public ChunkOutcome? Outcome { get; init; }

    /// <summary>Why, in words without values of records.</summary>
    public string? Reason { get; init; }
}
