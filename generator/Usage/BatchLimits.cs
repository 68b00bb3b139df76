namespace Outreach.Bulk.Generator.Usage;

/// <summary>What the API allows of a batch.</summary>
internal static class BatchLimits
{
    public const long MaximumItems = 100_000;
}
