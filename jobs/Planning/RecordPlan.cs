namespace Outreach.Bulk.Jobs.Planning;

/// <summary>What a call selects, in chunks that one request takes each, in the order of their ids.</summary>
internal sealed record RecordPlan
{
    public required IReadOnlyList<RecordChunk> Chunks { get; init; }

    /// <summary>The highest id that is in the plan; what is created later has a higher one. Null for a list of ids.</summary>
    public long? HighestId { get; init; }

    /// <summary>How many requests planning took.</summary>
    public int Requests { get; init; }

    /// <summary>Whether the records were counted. Otherwise the counts are those of listed ids, of which some may select nothing.</summary>
    public required bool IsCounted { get; init; }

    public long Total => Chunks.Sum(chunk => chunk.Count);
}
