using System.Text;
using Outreach.Bulk.Csv;
using Outreach.Bulk.Failures;
using Outreach.Bulk.Mappings;

namespace Outreach.Bulk;

/// <summary>
/// The rows of a file whose records an import or a batch failed on, and why. Failed items are matched to rows by the unique
/// keys that the mapping fills (<c>customId</c>, <c>externalId</c>, <c>id</c>), never by position: by the very key, or where no row has
/// it, by one that differs in the case or the form of its letters alone, if one row has such a one. What cannot be matched is reported as
/// such. Without a file the rows are the records' ids.
/// </summary>
/// <remarks>It holds the failed rows and their items, and nothing else of the file.</remarks>
public sealed class FailureReport
{
    private readonly FailedCsv _csv;

    private FailureReport(FailureMatch match, CsvForm form, byte[] header)
    {
        _csv = new(form, header);
        (Rows, Unmatched) = match.Finish();
        Clusters = FailureReasons.Group(match.Items);
    }

    /// <summary>The failed rows, in the order of the file; without one, of the items.</summary>
    public IReadOnlyList<FailedRow> Rows { get; }

    /// <summary>
    /// The failed items that were matched to no row, each with its <see cref="FailedRow.UnmatchedReason"/>. They are in no file that is
    /// written here.
    /// </summary>
    public IReadOnlyList<FailedRow> Unmatched { get; }

    /// <summary>
    /// All failed items, matched to rows or not, grouped by reason, the most frequent first. The key is the reason with an ellipsis for
    /// each number, mail address and quoted text; empty when the server gave none.
    /// </summary>
    public IReadOnlyList<IGrouping<string, BatchItem>> Clusters { get; }

    /// <summary>How many failed items were read.</summary>
    public int ItemCount => Clusters.Sum(cluster => cluster.Count());

    /// <summary>
    /// How many more failures the import or batch counts than failed items were found, as when batches cannot be listed;
    /// <see langword="null"/> when it gives no count.
    /// </summary>
    public long? MissingItems { get; private init; }

    /// <summary>Matches failed items to the rows of the file they came from.</summary>
    /// <param name="items">The items; those that did not fail, and repetitions of one, are passed over.</param>
    /// <param name="source">The file. It is read once, from its start; a stream that cannot seek was used up by the import.</param>
    /// <param name="mapping">The mapping it was imported with. Without a unique key in it, no item is matched.</param>
    /// <param name="readKeys">
    /// Reads the unique keys of a record from an item: the attribute's name in the API (<c>customId</c>, <c>externalId</c> or
    /// <c>id</c>) and its value. Other names are ignored. <see langword="null"/>: <see cref="BatchItem.Data"/> is read as JSON, which its
    /// form is most likely but not published to be: a resource, alone or below <c>data</c>, its attributes or the record itself, by the
    /// names of the API (<c>customId</c> or <c>custom_id</c>) or of the columns.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The failures.</returns>
    /// <exception cref="CsvException">Mapping and header do not fit, or the file cannot be read or is not sound.</exception>
    /// <exception cref="InvalidOperationException">The stream cannot seek and was used up.</exception>
    /// <exception cref="OutreachBulkException">The items could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<FailureReport> MatchAsync(
        IAsyncEnumerable<BatchItem> items,
        CsvFile source,
        ImportMapping mapping,
        Func<BatchItem, IEnumerable<KeyValuePair<string, string>>>? readKeys = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(mapping);
        return MatchCountedAsync(items, source, mapping, readKeys, failures: null, cancellationToken);
    }

    /// <summary>
    /// Writes the failed rows byte for byte as the file has them, with its byte-order mark, header and kind of line break, and
    /// two columns behind them: <c>outreach_error</c> and <c>source_line</c>. Mended, it can be imported with the same
    /// mapping, which those two columns need not be in. Where the file is itself such a report, its two columns are replaced,
    /// and lines stay those of the first file. Without a file the columns are <c>id</c>, the error, and no line. Rows of a file that is
    /// converted (<see cref="CsvFile.ReadAs"/>) are written as they were uploaded, UTF-8 with commas, with the lines of the file as it is:
    /// what is written needs no such word to be imported.
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
        return _csv.WriteAsync(Rows, target, withHeader: true, withErrors, cancellationToken);
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
    public override string ToString() =>
        FormattableString.Invariant($"{Rows.Count} failed rows, {Unmatched.Count} failed items without a row");

    /// <summary>Writes the failed rows without the header, behind those of another part of the same file.</summary>
    internal Task WriteMoreCsvAsync(Stream target, CancellationToken cancellationToken) =>
        _csv.WriteAsync(Rows, target, withHeader: false, withErrors: true, cancellationToken);

    /// <param name="items">The items.</param>
    /// <param name="source">The file.</param>
    /// <param name="mapping">The mapping.</param>
    /// <param name="readKeys">Reads an item's keys; null for the default.</param>
    /// <param name="failures">How many failures are counted by the import or batch; null where it gives no count.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static async Task<FailureReport> MatchCountedAsync(
        IAsyncEnumerable<BatchItem> items,
        CsvFile source,
        ImportMapping mapping,
        Func<BatchItem, IEnumerable<KeyValuePair<string, string>>>? readKeys,
        long? failures,
        CancellationToken cancellationToken)
    {
        FailureMatch match = new(mapping, readKeys);
        CsvContent content = await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            IReadOnlyList<string> header = await CsvReading.ReadHeaderAsync(content, source.Name, cancellationToken).ConfigureAwait(false);
            mapping.ThrowIfNotUsable(header, allowUnmappedHeaders: true);
            await match.AddFailedAsync(items, cancellationToken).ConfigureAwait(false);
            CsvForm form = await CsvReading.ReadRecordsAsync(content, source.Name, match.Take, cancellationToken).ConfigureAwait(false);
            return new(match, form, match.Header!) { MissingItems = Missing(failures, match) };
        }
    }

    /// <summary>Makes rows of the ids in the items.</summary>
    internal static async Task<FailureReport> ListAsync(
        IAsyncEnumerable<BatchItem> items,
        Func<BatchItem, IEnumerable<KeyValuePair<string, string>>>? readKeys,
        long? failures,
        CancellationToken cancellationToken)
    {
        FailureMatch match = new(new KeyColumn(KeyColumns.Id, KeyColumns.Id), readKeys);
        await match.AddFailedAsync(items, cancellationToken).ConfigureAwait(false);
        match.TakeKeysAsRows();
        CsvForm form = new(HasByteOrderMark: false, CsvNewLine.LineFeed);
        return new(match, form, Encoding.UTF8.GetBytes(KeyColumns.Id)) { MissingItems = Missing(failures, match) };
    }

    private static long? Missing(long? failures, FailureMatch match) =>
        failures is { } count ? Math.Max(0, count - match.Items.Count()) : null;
}
