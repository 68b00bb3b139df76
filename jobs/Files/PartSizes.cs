namespace Outreach.Bulk.Jobs.Files;

/// <summary>How many records each part gets: as few parts as may be, none more than one record larger than another.</summary>
internal readonly record struct PartSizes(long Rows, long RowsPerPart)
{
    public long Count => (Rows + RowsPerPart - 1) / RowsPerPart;

    /// <summary>How many records the parts before this one have together.</summary>
    /// <param name="part">The part, from 0; all of them for <see cref="Count"/>.</param>
    public long Before(long part) => (part * (Rows / Count)) + Math.Min(part, Rows % Count);
}
