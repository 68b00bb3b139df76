namespace Outreach.Bulk.Csv;

/// <summary>What ends the records of a CSV file.</summary>
internal enum CsvNewLine
{
    None = 0,
    LineFeed = 1,
    CarriageReturnLineFeed = 2,
    CarriageReturn = 3,
}
