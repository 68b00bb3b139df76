using System.Globalization;
using System.Runtime.CompilerServices;
using Outreach.Bulk.Jobs.Running;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Jobs;

/// <summary>How a job ended.</summary>
public sealed class JobResult
{
    private readonly OutreachBulkConnection _connection;
    private readonly PlannedJob _plan;

    internal JobResult(OutreachBulkConnection connection, PlannedJob plan, JobStatus status)
    {
        _connection = connection;
        _plan = plan;
        Status = status;
    }

    /// <summary>The job at its end.</summary>
    public JobStatus Status { get; }

    /// <summary>
    /// What the ends of all chunks come to. It is <see cref="OperationOutcome.Incomplete"/> when a chunk failed, was cancelled, matched
    /// another number of records than planned, or has an unknown end.
    /// </summary>
    public OperationOutcome Outcome =>
        Status.Chunks.Any(chunk => !chunk.IsDone)
            ? OperationOutcome.Incomplete
            : Status.Chunks.All(chunk => chunk.Outcome == ChunkOutcome.NothingDone) ? OperationOutcome.NothingDone
            : Status.Failed > 0 ? OperationOutcome.CompletedWithFailures
            : OperationOutcome.Completed;

    /// <summary>Throws unless all chunks ended well and no record failed.</summary>
    /// <returns>This result.</returns>
    /// <exception cref="JobException">The outcome is not <see cref="OperationOutcome.Completed"/>.</exception>
    public JobResult EnsureAllSucceeded() => Outcome == OperationOutcome.Completed
        ? this
        : throw new JobException(string.Join(
            ' ',
            [
                $"Job {Status.Key} ended: {Outcome}.",
                Status.Failed > 0
                    ? string.Create(CultureInfo.InvariantCulture, $"{Status.Failed} of {Sentence.Count(Status.Processed, "record")} failed.")
                    : "",
                .. Status.Chunks
                    .Where(chunk => chunk.Reason is not null)
                    .Select(chunk => $"Chunk {chunk.Plan.Number}, {chunk.Outcome}: {chunk.Reason}"),
            ]));

    /// <summary>
    /// Reads the failed items of all batches. Those of a bulk action are listed by the ids of their records; those of an import are found
    /// in the rows of its file.
    /// </summary>
    /// <param name="readKeys">Reads an item's keys; <see langword="null"/> for the default of <see cref="FailureReport.MatchAsync"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The failures; none when nothing failed.</returns>
    /// <exception cref="CsvException">The file of an import cannot be read, or is not the one that was imported.</exception>
    /// <exception cref="OutreachBulkException">The items could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<FailureReport> ReadFailuresAsync(
        Func<BatchItem, IEnumerable<KeyValuePair<string, string>>>? readKeys = null, CancellationToken cancellationToken = default)
    {
        if (_plan is not PlannedImport import)
            return await FailureReport.ListAsync(FailedItemsAsync(cancellationToken), readKeys, Status.Failed, cancellationToken).ConfigureAwait(false);
        await import.Content.Cut.ThrowIfChangedAsync(import.Source, cancellationToken).ConfigureAwait(false);
        return await FailureReport
            .MatchCountedAsync(FailedItemsAsync(cancellationToken), import.Source, import.Mapping, readKeys, Status.Failed, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Writes one report over all chunks: the ids of the records that failed, or the rows, with the lines of the file, and why.
    /// </summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is in the report.</returns>
    /// <exception cref="OutreachBulkException">The items could not be read.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<FailureReport> WriteFailuresAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        FailureReport report = await ReadFailuresAsync(null, cancellationToken).ConfigureAwait(false);
        FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 4096, useAsync: true);
        await using (file.ConfigureAwait(false))
            await report.WriteCsvAsync(file, withErrors: true, cancellationToken).ConfigureAwait(false);
        return report;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Outcome}: {Status}";

    private async IAsyncEnumerable<BatchItem> FailedItemsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (ChunkStatus chunk in Status.Chunks.Where(chunk => chunk is { OperationId: not null, Failed: > 0 }))
        {
            await foreach (BatchOperation batch in BatchesOf(chunk.OperationId!.Value, cancellationToken).ConfigureAwait(false))
            {
                await foreach (BatchItem item in batch.GetItemsAsync(BatchItemFilter.Failed, cancellationToken).ConfigureAwait(false))
                    yield return item;
            }
        }
    }

    private IAsyncEnumerable<BatchOperation> BatchesOf(long operationId, CancellationToken cancellationToken) => _plan is PlannedImport
        ? new ImportCollection(_connection).Attach(operationId).GetBatchesAsync(cancellationToken)
        : AsyncEnumerable.Repeat(new BatchCollection(_connection).Attach(operationId), 1);
}
