using System.Globalization;
using Outreach.Bulk.Jobs.Running;
using Outreach.Bulk.Jobs.Stores;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Jobs;

/// <summary>A job as it was when it was asked for. Times are the store's.</summary>
public sealed record JobStatus
{
    private JobStatus()
    {
    }

    /// <summary>The job's key.</summary>
    public required string Key { get; init; }

    /// <summary>The action's name in the API; <c>?</c> when the plan cannot be read.</summary>
    public required string Action { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required JobState State { get; init; }

    /// <summary>How many records were planned.</summary>
    public required long Records { get; init; }

    /// <summary>How many records were tried so far, failed ones included.</summary>
    public required long Processed { get; init; }

    /// <summary>How many of them failed.</summary>
    public required long Failed { get; init; }

    /// <summary>Its chunks.</summary>
    public required IReadOnlyList<ChunkStatus> Chunks { get; init; }

    /// <summary>Why it stopped; <see langword="null"/> when it did not.</summary>
    public required string? StopReason { get; init; }

    /// <summary>
    /// Why this version of the library cannot read the job's plan, and so cannot work on it; <see langword="null"/> when it can. State and
    /// counts are known all the same, and it can be paused and cancelled.
    /// </summary>
    public required string? PlanError { get; init; }

    /// <summary>When it goes on, while the day's records are spent; otherwise <see langword="null"/>.</summary>
    public required DateTimeOffset? WaitsUntil { get; init; }

    /// <summary>When it was planned.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>When it was started; <see langword="null"/> when it was not.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its last chunk ended; <see langword="null"/> until then.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>The share of its planned records that was tried, from 0 to 1. One whose chunks have ended is at 1.</summary>
    public double Fraction => EndedAt is not null ? 1 : Records == 0 ? 0 : Math.Clamp((double)Processed / Records, 0, 1);

    /// <summary>Gives key, state and counts.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Key}: {State}, {Processed} of {Sentence.Count(Records, "record")}, {Failed} failed, {Chunks.Count(chunk => chunk.Outcome is not null)} of "
            + $"{Sentence.Count(Chunks.Count, "chunk")} ended{(StopReason is null ? "" : $". {StopReason}")}"
            + $"{(PlanError is null ? "" : $". {PlanError}")}");

    internal static JobStatus Of(StoredJob job, IReadOnlyList<StoredChunk> chunks)
    {
        StoredChunk[] shown = [.. chunks.Where(chunk => chunk.Outcome != ChunkOutcome.Split)];
        (string action, PlannedChunk[] plans, string? error) = Read(job, shown);
        ChunkStatus[] statuses = [.. shown.Zip(plans, ChunkStatus.Of)];
        DateTimeOffset? waits = job.WaitsUntil is { } until && until > job.ReadAt ? At(until) : null;
        return new()
        {
            Key = job.Key,
            Action = action,
            State = StateOf(job, statuses.Any(chunk => chunk.IsUnderWay), waits is not null),
            Records = job.Records,
            Processed = statuses.Sum(chunk => chunk.Processed),
            Failed = statuses.Sum(chunk => chunk.Failed),
            Chunks = statuses,
            StopReason = job.Stopped,
            PlanError = error,
            WaitsUntil = waits,
            PlannedAt = At(job.PlannedAt),
            StartedAt = job.StartedAt is { } started ? At(started) : null,
            EndedAt = job.EndedAt is { } ended ? At(ended) : null,
        };
    }

    private static (string Action, PlannedChunk[] Chunks, string? Error) Read(StoredJob job, StoredChunk[] chunks)
    {
        try
        {
            PlannedJob plan = PlannedJob.Of(job);
            return (plan.ActionName, plan.PlansOf(chunks), null);
        }
        catch (JobException unreadable)
        {
            return ("?", [.. chunks.Select(PlannedChunk.Of)], unreadable.Message);
        }
    }

    private static JobState StateOf(StoredJob job, bool isUnderWay, bool waits) => job.Wish switch
    {
        JobWish.None => JobState.Planned,
        JobWish.Cancel or JobWish.CancelRunning => job.EndedAt is null ? JobState.Canceling : JobState.Canceled,
        _ when job.EndedAt is not null => JobState.Ended,
        JobWish.Pause => isUnderWay ? JobState.Draining : JobState.Paused,
        _ when job.Stopped is not null => isUnderWay ? JobState.Draining : JobState.Stopped,
        _ => waits && !isUnderWay ? JobState.WaitingForAllowance : JobState.Running,
    };

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
