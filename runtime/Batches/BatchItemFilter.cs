namespace Outreach.Bulk;

/// <summary>Which items of a batch to read.</summary>
public enum BatchItemFilter
{
    /// <summary>Every item. A batch of 100 000 takes a hundred requests at the largest page size.</summary>
    All = 0,

    /// <summary>Only the items that failed.</summary>
    Failed = 1,
}
