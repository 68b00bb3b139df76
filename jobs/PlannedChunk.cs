using Outreach.Bulk.Jobs.Running;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs;

/// <summary>A part of a job that one batch works off: the records of a range of ids, or some ids.</summary>
public sealed record PlannedChunk
{
    private PlannedChunk()
    {
    }

    /// <summary>Its number in the job, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The lowest id of its range, or of its ids.</summary>
    public required long FirstId { get; init; }

    /// <summary>The highest id of its range, or of its ids.</summary>
    public required long LastId { get; init; }

    /// <summary>Whether it is a list of ids; otherwise it is a range of them.</summary>
    public required bool IsIdList { get; init; }

    /// <summary>How many records were counted.</summary>
    public required long Records { get; init; }

    /// <summary>The fewest records its batch may match.</summary>
    public required long AtLeast { get; init; }

    /// <summary>The most records its batch may match.</summary>
    public required long AtMost { get; init; }

    /// <summary>Whether all other chunks wait for its end.</summary>
    public required bool IsCanary { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"chunk {Number}: {Records} records, ids {FirstId} to {LastId}{(IsCanary ? ", canary" : "")}");

    internal static PlannedChunk Of(StoredChunk chunk)
    {
        ChunkContent content = ChunkContent.Read(chunk.Content);
        return new()
        {
            Number = chunk.Number,
            FirstId = content.Ids?.Min() ?? content.First ?? 0,
            LastId = content.Ids?.Max() ?? content.Last ?? 0,
            IsIdList = content.Ids is not null,
            Records = chunk.Records,
            AtLeast = chunk.AtLeast,
            AtMost = chunk.AtMost,
            IsCanary = chunk.IsCanary,
        };
    }
}
