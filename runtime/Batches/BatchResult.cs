using System.Globalization;
using Outreach.Bulk.Failures;
using Outreach.Bulk.Mappings;

namespace Outreach.Bulk;

/// <summary>The end of a batch.</summary>
public sealed class BatchResult
{
    private BatchResult(BatchOperation operation, Batch batch)
    {
        Operation = operation;
        Batch = batch;
    }

    /// <summary>The batch's handle, for reading its items.</summary>
    public BatchOperation Operation { get; }

    /// <summary>The batch as it ended.</summary>
    public Batch Batch { get; }

    /// <summary>How it ended. Nothing processed, or not known to be processed, is never plain success.</summary>
    public OperationOutcome Outcome => Batch.Outcome;

    private long? Tried => Batch.Tried;

    /// <summary>Makes a result, for test doubles.</summary>
    /// <param name="operation">The batch's handle.</param>
    /// <param name="batch">A finished batch.</param>
    /// <returns>The result.</returns>
    public static BatchResult Create(BatchOperation operation, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(batch);
        return new(operation, batch);
    }

    /// <summary>Throws unless every record that matched was acted on, and at least one did.</summary>
    /// <returns>This result.</returns>
    /// <exception cref="OperationIncompleteException">
    /// The outcome is not <see cref="OperationOutcome.Completed"/>: some records failed, nothing matched, or not every record is
    /// known to have been acted on.
    /// </exception>
    public BatchResult EnsureAllSucceeded() => Outcome == OperationOutcome.Completed
        ? this
        : throw new OperationIncompleteException(
            Outcome switch
            {
                OperationOutcome.NothingDone => FormattableString.Invariant($"Batch {Batch.Id} finished and no record matched."),
                OperationOutcome.CompletedWithFailures =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Batch {Batch.Id} finished with {Batch.Failures} of {Tried} "
                            + $"{(Tried == 1 ? "record" : "records")} failed. {nameof(ListFailuresAsync)} lists them."),
                _ =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Batch {Batch.Id} ended ({Batch.State}), and its counts do not say that every record was acted on: "
                            + $"matched {Told(Batch.MatchedCount)}, total {Told(Batch.Total)}, pending {Told(Batch.Pending)}, failures "
                            + $"{Told(Batch.Failures)}."),
            });

    /// <summary>
    /// Reads the failed items, and finds their rows in the file that the records were selected by.
    /// </summary>
    /// <param name="source">The file.</param>
    /// <param name="keyColumn">The column that tells its rows apart.</param>
    /// <param name="keyName">
    /// What that column holds: <c>id</c>, <c>customId</c> or <c>externalId</c>. Of these, an item's data is only likely to tell
    /// the id; <paramref name="readKeys"/> can look up another.
    /// </param>
    /// <param name="readKeys">
    /// Reads an item's keys; <see langword="null"/> for the default of <see cref="FailureReport.MatchAsync"/>.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The failures; none when nothing failed.</returns>
    /// <exception cref="ArgumentException">The column is blank, or the key another one.</exception>
    /// <exception cref="CsvException">The file has no such column, or cannot be read or is not sound.</exception>
    /// <exception cref="InvalidOperationException">The stream cannot seek and was used up.</exception>
    /// <exception cref="OutreachBulkException">The items could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<FailureReport> ReadFailuresAsync(
        CsvFile source,
        string keyColumn,
        string keyName = KeyColumns.Id,
        Func<BatchItem, IEnumerable<KeyValuePair<string, string>>>? readKeys = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        KeyColumn key = new(keyColumn, keyName);
        if (KeyColumns.Of(key).Count == 0)
            throw new ArgumentException($"'{keyName}' tells no record from another: it is id, customId or externalId.", nameof(keyName));
        return FailureReport.MatchCountedAsync(FailedItems(cancellationToken), source, key, readKeys, Batch.Failures, cancellationToken);
    }

    /// <summary>Reads the failed items where there is no file, and lists the records they are about by id.</summary>
    /// <param name="readKeys">Reads an item's id; <see langword="null"/> for the default of <see cref="FailureReport.MatchAsync"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The failures; none when nothing failed.</returns>
    /// <exception cref="OutreachBulkException">The items could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<FailureReport> ListFailuresAsync(
        Func<BatchItem, IEnumerable<KeyValuePair<string, string>>>? readKeys = null, CancellationToken cancellationToken = default) =>
        FailureReport.ListAsync(FailedItems(cancellationToken), readKeys, Batch.Failures, cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => $"{Outcome}: {Batch}";

    private IAsyncEnumerable<BatchItem> FailedItems(CancellationToken cancellationToken) =>
        Operation.GetItemsAsync(BatchItemFilter.Failed, cancellationToken);

    private static string Told(long? count) => count is { } told ? FormattableString.Invariant($"{told}") : "not told";
}
