using System.Text;

namespace Outreach.Bulk;

/// <summary>
/// The rows of a file whose records an import or a batch failed on, and why. Failed items are matched to rows by the unique
/// keys that the mapping fills (<c>customId</c>, <c>externalId</c>, <c>id</c>), never by position; what cannot be matched is
/// told as such. Without a file the rows are the records' ids.
/// </summary>
/// <remarks>It holds the failed rows and their items, and nothing else of the file.</remarks>
public sealed class FailureReport
{
    private readonly FailedCsv _csv;

    private FailureReport(FailureMatch match, CsvForm form, byte[] header)
    {
        _csv = new(form, header);
        (Rows, Unmatched) = match.Finish();
        Clusters = FailureCluster.Of(match.Items);
    }

    /// <summary>The failed rows, in the order of the file; without one, of the items.</summary>
    public IReadOnlyList<FailedRow> Rows { get; }

    /// <summary>The failed items that were matched to no row. Their rows are in no file that is written here.</summary>
    public IReadOnlyList<UnmatchedItem> Unmatched { get; }

    /// <summary>All failed items by reason, the most frequent first.</summary>
    public IReadOnlyList<FailureCluster> Clusters { get; }

    /// <summary>How many failed items were read.</summary>
    public int ItemCount => Clusters.Sum(cluster => cluster.Count);

    /// <summary>
    /// How many more failures the import or batch counts than failed items were found, as when batches cannot be listed;
    /// <see langword="null"/> when it gives no count.
    /// </summary>
    public long? MissingItems { get; private init; }

    /// <summary>Matches failed items to the rows of the file they came from.</summary>
    /// <param name="items">The items; those that did not fail, and repetitions of one, are passed over.</param>
    /// <param name="source">The file. It is read once, from its start; a stream that cannot seek was used up by the import.</param>
    /// <param name="mapping">The mapping it was imported with. Without a unique key in it, no item is matched.</param>
    /// <param name="options">How keys are read; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The failures.</returns>
    /// <exception cref="CsvMappingException">Mapping and header do not fit.</exception>
    /// <exception cref="CsvFileException">The file cannot be read, or is not sound.</exception>
    /// <exception cref="InvalidOperationException">The stream cannot seek and was used up.</exception>
    /// <exception cref="OutreachBulkException">The items could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<FailureReport> MatchAsync(
        IAsyncEnumerable<BatchItem> items,
        CsvFile source,
        ImportMapping mapping,
        FailureReportOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(mapping);
        return MatchAsync(items, source, mapping, options, failures: null, cancellationToken);
    }

    /// <summary>
    /// Writes the failed rows byte for byte as the file has them, with its byte-order mark, header and kind of line break, and
    /// two columns behind them: <c>outreach_error</c> and <c>source_line</c>. Mended, it can be imported with the same
    /// mapping, which those two columns need not be in. Where the file is itself such a report, its two columns are replaced,
    /// and lines stay those of the first file. Without a file the columns are <c>id</c>, the error, and no line.
    /// </summary>
    /// <remarks>
    /// It is for machines: a cell that a spreadsheet takes for a formula is left as it is.
    /// <see cref="WriteSpreadsheetAsync"/> writes one for people.
    /// </remarks>
    /// <param name="target">Where to; it is not disposed.</param>
    /// <param name="withErrors">Whether the two columns are added.</param>
    /// <param name="cancellationToken">Stops writing, anywhere.</param>
    /// <returns>The writing.</returns>
    /// <exception cref="InvalidOperationException">The file has a column of one of the two names, and not as a report has them.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task WriteCsvAsync(Stream target, bool withErrors = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (withErrors)
            _csv.ThrowIfColumnsExist();
        return _csv.WriteAsync(Rows, target, withErrors, cancellationToken);
    }

    /// <summary>
    /// Writes the same rows and columns for people to open in a spreadsheet: with a byte-order mark, every cell quoted, and an
    /// apostrophe before each that starts with <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c>, a tab or a line break, so that none is
    /// taken for a formula. It is not for importing: such cells are changed.
    /// </summary>
    /// <param name="target">Where to; it is not disposed.</param>
    /// <param name="cancellationToken">Stops writing, anywhere.</param>
    /// <returns>The writing.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task WriteSpreadsheetAsync(Stream target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        return SpreadsheetCsv.WriteAsync(_csv, Rows, target, cancellationToken);
    }

    /// <summary>Gives the counts, and no value.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => FormattableString.Invariant($"{Rows.Count} failed rows, {Unmatched.Count} failed items without a row");

    internal static async Task<FailureReport> MatchAsync(
        IAsyncEnumerable<BatchItem> items, CsvFile source, ImportMapping mapping, FailureReportOptions? options, long? failures, CancellationToken cancellationToken)
    {
        FailureMatch match = new(mapping, options);
        CsvContent content = await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            mapping.ThrowIfNotUsable(
                await CsvReading.ReadHeaderAsync(content, source.Name, cancellationToken).ConfigureAwait(false), allowUnmappedHeaders: true);
            await match.AddFailedAsync(items, cancellationToken).ConfigureAwait(false);
            CsvForm form = await CsvReading.ReadRecordsAsync(content, source.Name, match.Take, cancellationToken).ConfigureAwait(false);
            return new(match, form, match.Header!) { MissingItems = Missing(failures, match) };
        }
    }

    /// <summary>Makes the ids that the items tell the rows.</summary>
    internal static async Task<FailureReport> ListAsync(
        IAsyncEnumerable<BatchItem> items, FailureReportOptions? options, long? failures, CancellationToken cancellationToken)
    {
        FailureMatch match = new(new KeyColumn(KeyColumns.Id, KeyColumns.Id), options);
        await match.AddFailedAsync(items, cancellationToken).ConfigureAwait(false);
        match.TakeKeysAsRows();
        return new(match, new(HasByteOrderMark: false, CsvNewLine.LineFeed), Encoding.UTF8.GetBytes(KeyColumns.Id)) { MissingItems = Missing(failures, match) };
    }

    private static long? Missing(long? failures, FailureMatch match) => failures is null ? null : Math.Max(0, failures.Value - match.Items.Count());
}
