namespace Outreach.Bulk;

/// <summary>The filter by which a batch's failed items are asked for. The vendor's documents name two.</summary>
public enum FailedItemFilter
{
    /// <summary><c>filter[failed]=true</c>, as the published description has it.</summary>
    Failed = 0,

    /// <summary><c>filter[state]=error</c>, as the guide has it.</summary>
    StateIsError = 1,
}
