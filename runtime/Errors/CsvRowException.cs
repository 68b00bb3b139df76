namespace Outreach.Bulk;

/// <summary>A row cannot be written as CSV. No import was started, and no file is left. It holds no cell's value.</summary>
public sealed class CsvRowException : OutreachBulkException
{
    private CsvRowException(string message, long row, string? column)
        : base(message)
    {
        Row = row;
        Column = column;
    }

    /// <summary>The row, from 1; the header is none.</summary>
    public long Row { get; }

    /// <summary>The column's name; <see langword="null"/> when it is about the row as a whole.</summary>
    public string? Column { get; }

    internal static CsvRowException Whole(long row, string problem) =>
        new(FormattableString.Invariant($"Row {row} {problem} Nothing was started."), row, null);

    internal static CsvRowException Cell(long row, string column, string problem) =>
        new(FormattableString.Invariant($"'{column}' of row {row} {problem} Nothing was started."), row, column);
}
