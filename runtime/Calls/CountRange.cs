namespace Outreach.Bulk.Calls;

/// <summary>The counts that a policy or a consent admits, ends included.</summary>
internal readonly record struct CountRange(long AtLeast, long AtMost)
{
    public static CountRange Any { get; } = new(0, long.MaxValue);

    /// <summary>Whether the batch's count is one of them. An unknown count is not; one that may still grow is not yet too small.</summary>
    public bool Admits(Batch batch) =>
        batch.MatchedCount <= AtMost && (batch.MatchedCount >= AtLeast || !batch.IsCounted);
}
