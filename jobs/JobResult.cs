using System.Globalization;
using System.Runtime.CompilerServices;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Jobs;

/// <summary>How a job ended.</summary>
public sealed class JobResult
{
    private readonly OutreachBulkConnection _connection;

    internal JobResult(OutreachBulkConnection connection, JobStatus status)
    {
        _connection = connection;
        Status = status;
    }

    /// <summary>The job at its end.</summary>
    public JobStatus Status { get; }

    /// <summary>
    /// What the ends of all chunks come to. It is <see cref="OperationOutcome.Incomplete"/> when a chunk failed, was cancelled, matched
    /// another number of records than planned, or has an unknown end.
    /// </summary>
    public OperationOutcome Outcome =>
        Status.Chunks.Any(chunk => chunk.Outcome is not (ChunkOutcome.Completed or ChunkOutcome.CompletedWithFailures or ChunkOutcome.NothingDone))
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

    /// <summary>Reads the failed items of all batches, and lists the records they are about by id.</summary>
    /// <param name="readKeys">Reads an item's id; <see langword="null"/> for the default of <see cref="FailureReport.MatchAsync"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The failures; none when nothing failed.</returns>
    /// <exception cref="OutreachBulkException">The items could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<FailureReport> ReadFailuresAsync(
        Func<BatchItem, IEnumerable<KeyValuePair<string, string>>>? readKeys = null, CancellationToken cancellationToken = default) =>
        FailureReport.ListAsync(FailedItemsAsync(cancellationToken), readKeys, Status.Failed, cancellationToken);

    /// <summary>Writes one report over all chunks: the ids of the records that failed, and why.</summary>
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
        BatchCollection batches = new(_connection);
        foreach (ChunkStatus chunk in Status.Chunks.Where(chunk => chunk is { BatchId: not null, Failed: > 0 }))
        {
            await foreach (BatchItem item in batches.Attach(chunk.BatchId!.Value)
                .GetItemsAsync(BatchItemFilter.Failed, cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }
        }
    }
}
