namespace Outreach.Bulk.Emulator.Batches;

/// <summary>What a batch looks like at one moment.</summary>
internal sealed record BatchSnapshot(
    string State,
    int Count,
    int Total,
    int Done,
    int Failures,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? ConfirmedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset? CanceledAt,
    string? Summary);
