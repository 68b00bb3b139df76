using System.Text;

namespace Outreach.Bulk;

/// <summary>
/// What a CSV file is that is not UTF-8 with commas. Such a file is converted while it is read: what is uploaded is UTF-8 with commas,
/// without a byte-order mark, quoted only where a comma asks for it, and its lines are those of the file.
/// </summary>
/// <remarks>
/// Faults and failed rows name the lines of the file as it is, and faults its columns, counted in characters; they have no
/// <see cref="CsvProblem.Offset"/>. The converted length must be announced, so the file is read once more before it is sent.
/// </remarks>
public sealed record CsvFileOptions
{
    /// <summary>What stands between two cells.</summary>
    /// <value>
    /// Any character but a quote, a line break, a NUL and half of a surrogate pair. Default <c>,</c>. A first line that names it to
    /// spreadsheet programs (<c>sep=;</c>) is passed over.
    /// </value>
    public char Separator { get; init; } = ',';

    /// <summary>The encoding of the file's text.</summary>
    /// <value>
    /// Default <see langword="null"/>: UTF-8. <see cref="Encoding.Unicode"/> is UTF-16, as spreadsheets save "Unicode text";
    /// <c>CodePagesEncodingProvider.Instance.GetEncoding(1252)</c> is Windows-1252, as they save "CSV" in Western Europe. A byte-order
    /// mark of the encoding is passed over, that of another one refused, and so are bytes that the encoding has no character for.
    /// </value>
    public Encoding? Encoding { get; init; }

    internal bool IsPlain => Separator == ',' && Encoding is null or { CodePage: Csv.TextDecoder.Utf8 };

    internal void ThrowIfNotUsable(string parameter)
    {
        if (Separator is '"' or '\r' or '\n' or '\0' || char.IsSurrogate(Separator))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{parameter}.{nameof(Separator)} is U+{(int)Separator:X4}, which cannot separate cells: it is ")
                    + "a quote, a line break, a NUL or half a character.",
                parameter);
        }
    }
}
