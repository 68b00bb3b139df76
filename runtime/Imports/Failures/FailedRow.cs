namespace Outreach.Bulk;

/// <summary>A row of a CSV file whose record failed.</summary>
public sealed class FailedRow
{
    internal FailedRow(long line, ReadOnlyMemory<byte> bytes, IReadOnlyList<BatchItem> items)
    {
        Line = line;
        Bytes = bytes;
        Items = items;
        Error = string.Join("; ", items.Select(item => item.Info).Where(info => !string.IsNullOrEmpty(info)).Distinct(StringComparer.Ordinal));
    }

    /// <summary>The line it starts in, from 1; line breaks inside quotes count, and so does the header. 0 where there is no file.</summary>
    public long Line { get; }

    /// <summary>The row as the file has it, without its line break; without a file, the record's id.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The failed items about it, at least one.</summary>
    public IReadOnlyList<BatchItem> Items { get; }

    /// <summary>What the server says; several different reasons are joined with semicolons. Empty when it says nothing.</summary>
    public string Error { get; }

    /// <summary>Reads the row's cells.</summary>
    /// <returns>Their text, in the order of the header.</returns>
    public IReadOnlyList<string> ReadCells() => CsvHeader.Decode(Bytes.Span);

    /// <summary>Names the line; neither cells nor error, which hold values.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => FormattableString.Invariant($"line {Line}, failed");
}
