namespace Outreach.Bulk;

/// <summary>A mapping and a CSV file's header do not fit: <see cref="Problems"/> lists everything. No import was started.</summary>
public sealed class CsvMappingException : OutreachBulkException
{
    internal CsvMappingException(IReadOnlyList<CsvMappingProblem> problems)
        : base($"The mapping and the file's header do not fit; nothing was sent. {string.Join(" ", problems)}") => Problems = problems;

    /// <summary>Everything that is wrong, by kind; never empty.</summary>
    public IReadOnlyList<CsvMappingProblem> Problems { get; }
}
