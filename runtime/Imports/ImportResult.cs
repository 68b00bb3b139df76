using System.Runtime.CompilerServices;

namespace Outreach.Bulk;

/// <summary>The end of an import.</summary>
public sealed class ImportResult
{
    private ImportResult(ImportOperation operation, Import import)
    {
        Operation = operation;
        Import = import;
    }

    /// <summary>The import's handle, for reading the batches behind it.</summary>
    public ImportOperation Operation { get; }

    /// <summary>The import as it ended.</summary>
    public Import Import { get; }

    /// <summary>How it ended. Nothing imported, or not known to be, is never plain success.</summary>
    public OperationOutcome Outcome => Import.Outcome;

    /// <summary>Makes a result, for test doubles.</summary>
    /// <param name="operation">The import's handle.</param>
    /// <param name="import">A finished import.</param>
    /// <returns>The result.</returns>
    public static ImportResult Create(ImportOperation operation, Import import)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(import);
        return new(operation, import);
    }

    /// <summary>Throws unless there were rows and none failed. Rows skipped as duplicates are no failures.</summary>
    /// <returns>This result.</returns>
    /// <exception cref="OperationIncompleteException">The outcome is not <see cref="OperationOutcome.Completed"/>.</exception>
    public ImportResult EnsureAllSucceeded() => Outcome == OperationOutcome.Completed
        ? this
        : throw new OperationIncompleteException(
            Outcome switch
            {
                OperationOutcome.NothingDone => $"Nothing was imported: {Import}.",
                OperationOutcome.CompletedWithFailures => $"Some rows were not imported: {Import}. {nameof(ReadFailuresAsync)} finds them.",
                _ => $"The import ended, and the server does not tell its counts: {Import}.",
            });

    /// <summary>Reads the failed items of the batches behind the import, and finds their rows in the file.</summary>
    /// <param name="source">The file that was imported. A stream that cannot seek was used up by the import.</param>
    /// <param name="mapping">The mapping it was imported with.</param>
    /// <param name="readKeys">
    /// Reads an item's keys; <see langword="null"/> for the default of <see cref="FailureReport.MatchAsync"/>.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The failures; none when nothing failed.</returns>
    /// <exception cref="CsvException">Mapping and header do not fit, or the file cannot be read or is not sound.</exception>
    /// <exception cref="InvalidOperationException">The stream cannot seek and was used up.</exception>
    /// <exception cref="OutreachBulkException">Batches or items could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<FailureReport> ReadFailuresAsync(
        CsvFile source,
        ImportMapping mapping,
        Func<BatchItem, IEnumerable<KeyValuePair<string, string>>>? readKeys = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(mapping);
        return FailureReport.MatchCountedAsync(
            FailedItemsAsync(cancellationToken), source, mapping, readKeys, Import.Failures, cancellationToken);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Outcome}: {Import}";

    private async IAsyncEnumerable<BatchItem> FailedItemsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (BatchOperation batch in Operation.GetBatchesAsync(cancellationToken).ConfigureAwait(false))
        {
            await foreach (BatchItem item in batch.GetItemsAsync(BatchItemFilter.Failed, cancellationToken).ConfigureAwait(false))
                yield return item;
        }
    }
}
