namespace Outreach.Bulk.Jobs.Stores;

/// <summary>What somebody wants of a job. Whether it is so yet, its chunks show.</summary>
internal enum JobWish
{
    /// <summary>Planned, and not started yet.</summary>
    None = 0,

    /// <summary>Start chunks.</summary>
    Run = 1,

    /// <summary>Start none for now.</summary>
    Pause = 2,

    /// <summary>Start none any more, and let those that run come to their end.</summary>
    Cancel = 3,

    /// <summary>Start none any more, and cancel the batches that run.</summary>
    CancelRunning = 4,
}

/// <summary>What a job is made of.</summary>
internal enum JobKind
{
    /// <summary>Bulk actions.</summary>
    Action = 0,

    /// <summary>Imports of parts of a file.</summary>
    Import = 1,
}

/// <summary>A job as the store has it. Times are milliseconds since 1970 by the store's clock.</summary>
internal sealed record StoredJob
{
    /// <summary>The user's key.</summary>
    public required string Key { get; init; }

    /// <summary>The account whose records it is about.</summary>
    public required string Account { get; init; }

    /// <summary>Tells this plan from an earlier one under the same key.</summary>
    public required string PlanId { get; init; }

    public required JobKind Kind { get; init; }

    /// <summary>What is asked for: a written call, or a description of an import.</summary>
    public required string Content { get; init; }

    /// <summary>The options it was planned with, as JSON.</summary>
    public required string Options { get; init; }

    /// <summary>How many records or rows were planned.</summary>
    public required long Records { get; init; }

    /// <summary>How many chunks may be under way at once.</summary>
    public required int Concurrency { get; init; }

    /// <summary>Whether a chunk may start only when all before it have ended.</summary>
    public bool InOrder { get; init; }

    /// <summary>From which share of failed records on no chunk starts any more; null for no limit.</summary>
    public double? FailedShareLimit { get; init; }

    /// <summary>From how many failed records on no chunk starts any more; null for no limit.</summary>
    public long? FailedLimit { get; init; }

    public long PlannedAt { get; init; }

    /// <summary>Until when the plan may be started.</summary>
    public long ExpiresAt { get; init; }

    public long? StartedAt { get; init; }

    public long? EndedAt { get; init; }

    public JobWish Wish { get; init; }

    /// <summary>Since when that is wanted.</summary>
    public long WishedAt { get; init; }

    /// <summary>Why no chunk starts until somebody resumes the job; null when nothing speaks against it.</summary>
    public string? Stopped { get; init; }

    /// <summary>Before when no chunk starts, since the day's records are spent; null when they are not.</summary>
    public long? WaitsUntil { get; init; }

    /// <summary>When it was read.</summary>
    public long ReadAt { get; init; }

    /// <summary>Whether its plan may not be started any more.</summary>
    public bool IsExpired => Wish == JobWish.None && ExpiresAt <= ReadAt;
}
