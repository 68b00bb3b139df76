using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>A step of a chunk that is the import of a part of a file.</summary>
internal sealed class ImportStep(StepContext context, PlannedImport job, StoredChunk chunk) : ChunkStep(context, job, chunk)
{
    // Rows may not be counted; then nothing is reserved.
    protected override long RecordsToReserve => Options.CountImports ? Chunk.Records : 0;

    protected override async Task<ChunkChange> SendAsync(OperationSession session, string key, CancellationToken givingUp)
    {
        (CsvFile part, ImportOptions options) = job.PartOf(Chunk);
        ImportOperation started = await session
            .ImportAsync(job.Action, part, job.Mapping, options with { Key = key, Label = job.Key }, givingUp)
            .ConfigureAwait(false);
        return Seen(started, started.Latest!, looks: 0);
    }

    // The API has no way to cancel an import.
    protected override async Task<ChunkChange> LookAsync(OperationSession session, bool cancel, CancellationToken givingUp)
    {
        ImportOperation import = session.AttachImport(Chunk.OperationId!.Value, Chunk.Operation!);
        return Seen(import, await import.PollOnceAsync(givingUp).ConfigureAwait(false), Chunk.Looks + 1);
    }

    protected override async Task<SearchEnd> FindAsync(OperationSession session, RecoveredOperation open, CancellationToken givingUp) =>
        open.Import is { } known
            ? SearchEnd.Known(known.Id)
            : SearchEnd.Of(await open.UnknownImport!.FindAsync(givingUp).ConfigureAwait(false), import => import.Id);

    protected override Task<long?> CountLeftAsync(CancellationToken givingUp) => Task.FromResult<long?>(null);

    protected override ChunkChange? Seen(OutreachBulkException exception) => exception is ImportException exists
        ? Same() with { State = ChunkState.Running, OperationId = exists.Operation.Id, Delay = PollDelay(0), Reason = exists.Message }
        : null;

    private ChunkChange Seen(ImportOperation operation, Import import, int looks)
    {
        ChunkChange change = new()
        {
            State = ChunkState.Running,
            OperationId = operation.Id,
            Looks = looks,
            Delay = PollDelay(looks),
            Matched = Chunk.Records,
            Processed = import.Total ?? 0,
            Failed = import.Failures ?? 0,
        };
        if (!import.IsTerminal)
            return change;
        (ChunkOutcome outcome, string? reason) = OperationEnd.Of(operation, import);
        return change with { State = ChunkState.Ended, Outcome = outcome, Reason = reason };
    }
}
