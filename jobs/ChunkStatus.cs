using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs;

/// <summary>A chunk of a job as it was when it was asked for.</summary>
public sealed record ChunkStatus
{
    private ChunkStatus()
    {
    }

    /// <summary>What was planned.</summary>
    public required PlannedChunk Plan { get; init; }

    /// <summary>Whether its request was sent, or may have been, and it has not ended.</summary>
    public required bool IsUnderWay { get; init; }

    /// <summary>The id of its batch or import; <see langword="null"/> until it is known.</summary>
    public required long? OperationId { get; init; }

    /// <summary>How often its request was about to be sent.</summary>
    public required int Attempts { get; init; }

    /// <summary>How many records its batch matched; 0 until it says so.</summary>
    public required long Matched { get; init; }

    /// <summary>How many of them were tried.</summary>
    public required long Processed { get; init; }

    /// <summary>How many of them failed.</summary>
    public required long Failed { get; init; }

    /// <summary>How it ended; <see langword="null"/> until then.</summary>
    public required ChunkOutcome? Outcome { get; init; }

    /// <summary>Why it ended so, or what it waits for; <see langword="null"/> where there is nothing to say.</summary>
    public required string? Reason { get; init; }

    /// <summary>Whether it did what was planned, whatever became of single records.</summary>
    internal bool IsDone => Outcome is ChunkOutcome.Completed or ChunkOutcome.CompletedWithFailures or ChunkOutcome.NothingDone;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Plan}: {Outcome?.ToString() ?? (IsUnderWay ? "under way" : "waiting")}, processed {Processed}, failed {Failed}");

    internal static ChunkStatus Of(StoredChunk chunk, PlannedChunk plan) => new()
    {
        Plan = plan,
        IsUnderWay = chunk.State is ChunkState.Sending or ChunkState.Running or ChunkState.Searching,
        OperationId = chunk.OperationId,
        Attempts = chunk.Attempt,
        Matched = chunk.Matched,
        Processed = chunk.Processed,
        Failed = chunk.Failed,
        Outcome = chunk.State == ChunkState.Ended ? chunk.Outcome : null,
        Reason = chunk.Reason,
    };
}
