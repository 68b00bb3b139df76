namespace Outreach.Bulk;

/// <summary>
/// A CSV file cannot be read, changed while it was read, or is faulty: <see cref="Problems"/> says where. No import was
/// started.
/// </summary>
public sealed class CsvFileException : OutreachBulkException
{
    private CsvFileException(string message, IReadOnlyList<CsvProblem> problems, Exception? innerException)
        : base(message, innerException) => Problems = problems;

    /// <summary>The faults in the order of the file, up to 20; empty when the file could not be read, or changed.</summary>
    public IReadOnlyList<CsvProblem> Problems { get; }

    internal static CsvFileException Faulty(string name, IReadOnlyList<CsvProblem> problems)
    {
        CsvProblem[] inOrder = [.. problems.OrderBy(problem => problem.Offset).Take(CsvProblems.Most)];
        string more = inOrder.Length == CsvProblems.Most ? " There may be more." : "";
        return new($"{name} cannot be imported; nothing was started. {string.Join(" ", inOrder.AsEnumerable())}{more}", inOrder, null);
    }

    internal static CsvFileException CannotRead(string name, Exception cause) =>
        new($"{name} cannot be read; nothing was started. {Reason(cause)}", [], cause);

    internal static CsvFileException CannotSpool(Exception cause) =>
        new($"The rows cannot be written to a temporary file; nothing was started. {Reason(cause)}", [], cause);

    internal static CsvFileException Changed(string name, long length, string how) =>
        new(FormattableString.Invariant($"{name} changed while it was read; nothing was started. It had {length} bytes when it was opened, and {how}."), [], null);

    private static string Reason(Exception cause) =>
        cause is UnauthorizedAccessException ? "The file may not be read by this user." : cause.Message;
}
