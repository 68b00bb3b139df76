using Outreach.Bulk.Csv;

namespace Outreach.Bulk;

/// <summary>
/// A CSV file, its mapping or a row that becomes one cannot be imported: <see cref="Problems"/> says what is wrong, and where. No
/// import was started. It holds no cell's value.
/// </summary>
public sealed class CsvException : OutreachBulkException
{
    private CsvException(string message, IReadOnlyList<CsvProblem> problems, Exception? innerException = null)
        : base(message, innerException) => Problems = problems;

    /// <summary>
    /// What is wrong: up to 20 faults in the order of the file, all faults of a mapping, or one row. Empty when the file could not be
    /// read, or changed.
    /// </summary>
    public IReadOnlyList<CsvProblem> Problems { get; }

    /// <summary>Makes the error of a file with faults, for test doubles.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="problems">What is wrong with it.</param>
    /// <returns>The error.</returns>
    public static CsvException Create(string name, params IReadOnlyList<CsvProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        return Faulty(name, problems);
    }

    internal static CsvException Faulty(string name, IEnumerable<CsvProblem> problems)
    {
        CsvProblem[] inOrder = [.. problems.OrderBy(problem => problem.Offset).Take(CsvProblems.Most)];
        string more = inOrder.Length == CsvProblems.Most ? " There may be more." : "";
        return new($"{name} cannot be imported; nothing was started. {string.Join(" ", inOrder.AsEnumerable())}{more}", inOrder);
    }

    internal static CsvException Unmappable(IReadOnlyList<CsvProblem> problems) =>
        new($"The mapping and the file's header do not fit; nothing was sent. {string.Join(" ", problems)}", problems);

    internal static CsvException BadRow(CsvProblemKind kind, long row, string detail) =>
        Unwritable(new(kind, FormattableString.Invariant($"Row {row} {detail}")) { Row = row });

    internal static CsvException BadCell(long row, string header, string detail) =>
        Unwritable(new(CsvProblemKind.BadCell, FormattableString.Invariant($"'{HeaderText.Shown(header)}' of row {row} {detail}"))
        {
            Row = row,
            Header = header,
        });

    internal static CsvException CannotRead(string name, Exception cause) =>
        new($"{name} cannot be read; nothing was started. {Reason(cause)}", [], cause);

    internal static CsvException CannotSpool(Exception cause, string what = "rows") =>
        new($"The {what} cannot be written to a temporary file; nothing was started. {Reason(cause)}", [], cause);

    internal static CsvException Changed(string name, long length, string how) =>
        new($"{name} changed while it was read; nothing was started. "
            + FormattableString.Invariant($"It had {length} bytes when it was opened, and {how}."), []);

    internal static CsvException ChangedSincePlanned(string name, string how) =>
        new($"{name} changed since it was planned, and this import was not started. {how} Put the planned file back, or plan anew.", []);

    /// <summary>A file cannot be cut into parts.</summary>
    internal static CsvException CannotCut(string name, string why) => new($"{name} cannot be cut into parts; nothing was started. {why}", []);

    /// <summary>Whether a file or stream throws it when it cannot be read.</summary>
    internal static bool IsOfReading(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException or ObjectDisposedException;

    private static CsvException Unwritable(CsvProblem problem) => new($"{problem.Detail} Nothing was started.", [problem]);

    private static string Reason(Exception cause) =>
        cause is UnauthorizedAccessException ? "The file may not be read by this user." : cause.Message;
}
