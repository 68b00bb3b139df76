namespace Outreach.Bulk.Jobs.Planning;

/// <summary>What a plan must keep to.</summary>
internal sealed record PlanOptions
{
    /// <summary>The most records of a chunk when it is planned.</summary>
    public required long RecordsPerChunk { get; init; }

    /// <summary>The most records of a first, small chunk; null for none.</summary>
    public long? Canary { get; init; }

    /// <summary>How far counts may be off from the plan, as a share.</summary>
    public double Drift { get; init; } = 0.05;

    /// <summary>The most requests in all; null for what halving needs at most, each time it is done.</summary>
    public int? MaximumRequests { get; init; }

    /// <summary>How often to begin when the records change meanwhile.</summary>
    public int Attempts { get; init; } = 3;
}
