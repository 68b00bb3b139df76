using Outreach.Bulk.Csv;

namespace Outreach.Bulk;

/// <summary>A failed record: its row in the file, or why no row was found for it.</summary>
public sealed class FailedRow
{
    internal FailedRow(IReadOnlyList<long> lines, ReadOnlyMemory<byte> bytes, IReadOnlyList<BatchItem> items, string? reason = null)
    {
        Lines = lines;
        Bytes = bytes;
        Items = items;
        UnmatchedReason = reason;
        IEnumerable<string?> errors = items.Select(item => item.Info).Where(info => !string.IsNullOrEmpty(info));
        Error = string.Join("; ", errors.Distinct(StringComparer.Ordinal));
    }

    /// <summary>
    /// The line the row starts in, from 1; line breaks inside quotes count, and so does the header. <see langword="null"/> where there
    /// is no file, or where the row is not known.
    /// </summary>
    public long? Line => Lines is [long line] ? line : null;

    /// <summary>
    /// The lines of all rows it may be about: <see cref="Line"/>, or two or more, of which up to 20 are listed, where several rows have
    /// its key, or one like it, and nothing says which of them failed; otherwise none.
    /// </summary>
    public IReadOnlyList<long> Lines { get; }

    /// <summary>
    /// The row as the file has it, without its line break; that of a file that is converted, as it was uploaded; without a file, the
    /// record's id. Empty where the row is not known.
    /// </summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The failed items about it, at least one.</summary>
    public IReadOnlyList<BatchItem> Items { get; }

    /// <summary>What the server says; several different reasons are joined with semicolons. Empty when it says nothing.</summary>
    public string Error { get; }

    /// <summary>
    /// Why no row was found, in words and without values: the item's data holds no unique key that can be read, no row has the key, or
    /// several have, or several have one that differs in case or form alone. <see langword="null"/> for a row that was found.
    /// </summary>
    public string? UnmatchedReason { get; }

    /// <summary>Reads the row's cells.</summary>
    /// <returns>Their text, in the order of the header; none where the row is not known.</returns>
    public IReadOnlyList<string> ReadCells() => UnmatchedReason is null ? CsvHeader.Decode(Bytes.Span) : [];

    /// <summary>Names the line, or the item and why it has none; neither cells nor error, which hold values.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => UnmatchedReason is null
        ? Line is null ? "failed, without a file" : FormattableString.Invariant($"line {Line}, failed")
        : $"{Items[0]}: {UnmatchedReason}";
}
