namespace Outreach.Bulk.Generator;

/// <summary>What the API allows of a batch.</summary>
internal static class BatchLimits
{
    public const long MaximumItems = 100_000;
}
