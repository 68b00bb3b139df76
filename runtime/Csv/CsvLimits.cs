namespace Outreach.Bulk.Csv;

/// <summary>How much of a CSV file is taken.</summary>
/// <param name="Records">The most records.</param>
/// <param name="CellBytes">The longest cell, with its quotes, in bytes.</param>
internal readonly record struct CsvLimits(long Records, long CellBytes)
{
    public static CsvLimits None { get; } = new(long.MaxValue, long.MaxValue);
}
