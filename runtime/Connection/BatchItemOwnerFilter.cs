namespace Outreach.Bulk;

/// <summary>The filter by which a batch's items are asked for. The vendor's documents name two.</summary>
public enum BatchItemOwnerFilter
{
    /// <summary><c>filter[batch][id]</c>, as the guide has it.</summary>
    Relationship = 0,

    /// <summary><c>filter[batchId]</c>, as the published description has it.</summary>
    Attribute = 1,
}
