namespace Outreach.Bulk;

/// <summary>
/// One thing that is wrong with a CSV file, its mapping or a row that becomes one, and where it is. Which of its places are known
/// depends on the kind. It holds no cell's value.
/// </summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Detail">The problem in words, with the figures that matter.</param>
public sealed record CsvProblem(CsvProblemKind Kind, string Detail)
{
    /// <summary>
    /// The line of the file, from 1; line breaks inside quotes count. <see langword="null"/> for a mapping and for a typed row.
    /// </summary>
    public long? Line { get; init; }

    /// <summary>
    /// The last line of equal faults in records that follow each other, which are reported as one; <see langword="null"/> for one alone.
    /// </summary>
    public long? LastLine { get; init; }

    /// <summary>
    /// The column in that line, from 1, in bytes; a byte-order mark counts. Of a file that is converted (<see cref="CsvFile.ReadAs"/>) it
    /// is in characters, without the mark.
    /// </summary>
    public long? Column { get; init; }

    /// <summary>The place in the file, from 0, in bytes; <see langword="null"/> for a file that is converted.</summary>
    public long? Offset { get; init; }

    /// <summary>The typed row, from 1; the header is not counted. <see langword="null"/> for a file or a mapping.</summary>
    public long? Row { get; init; }

    /// <summary>
    /// The header of the column that a mapping or a cell of a typed row is about; empty for a column without a name, and
    /// <see langword="null"/> for a file and for a row as a whole.
    /// </summary>
    public string? Header { get; init; }

    /// <summary>The attribute's name in the API, where the problem is about a mapped attribute.</summary>
    public string? ApiName { get; init; }

    /// <summary>Says what is wrong, and where.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => (Line, LastLine) switch
    {
        (null, _) => Detail,
        (_, null) => FormattableString.Invariant($"line {Line}, column {Column}: {Detail}"),
        _ => FormattableString.Invariant($"lines {Line} to {LastLine}: {Detail}"),
    };
}
