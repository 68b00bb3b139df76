namespace Outreach.Bulk;

/// <summary>One fault of a CSV file, and where it is. It holds no cell's value.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Line">The line of the file, from 1; line breaks inside quotes count.</param>
/// <param name="Column">The column in that line, from 1, in bytes; a byte-order mark counts.</param>
/// <param name="Offset">The place in the file, from 0, in bytes.</param>
/// <param name="Detail">The fault in words, with the figures that matter.</param>
public sealed record CsvProblem(CsvProblemKind Kind, long Line, long Column, long Offset, string Detail)
{
    /// <summary>Says what is wrong, and where.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => FormattableString.Invariant($"line {Line}, column {Column}: {Detail}");
}
