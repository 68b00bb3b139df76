using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>A step of a chunk that is a bulk action.</summary>
internal sealed class ActionStep : ChunkStep
{
    private readonly PlannedAction _job;
    private readonly BulkCall _call;

    /// <summary>Prepares the step.</summary>
    /// <exception cref="ArgumentException">The call selects none of the chunk's records.</exception>
    public ActionStep(StepContext context, PlannedAction job, StoredChunk chunk)
        : base(context, job, chunk)
    {
        _job = job;
        _call = job.CallOf(chunk);
    }

    protected override long RecordsToReserve => Math.Min(Chunk.AtMost, Options.MaximumItems);

    protected override async Task<ChunkChange> SendAsync(OperationSession session, string key, CancellationToken givingUp)
    {
        BatchOperation started = await session.StartAsync(_call, key, givingUp).ConfigureAwait(false);
        return Seen(started, started.Latest!, looks: 0);
    }

    protected override async Task<ChunkChange> LookAsync(OperationSession session, bool cancel, CancellationToken givingUp)
    {
        // The intent reserved as many records as the batch may match; the first look gives back what it does not.
        long? counted = Chunk is { Looks: > 0, Matched: > 0 and var matched } ? matched : null;
        BatchOperation batch = session.Attach(Chunk.OperationId!.Value, _call, Chunk.Operation!, counted);
        Batch last = cancel
            ? await CancelAsync(batch, givingUp).ConfigureAwait(false)
            : await batch.PollOnceAsync(givingUp).ConfigureAwait(false);
        return Seen(batch, last, Chunk.Looks + 1);
    }

    protected override async Task<SearchEnd> FindAsync(OperationSession session, RecoveredOperation open, CancellationToken givingUp) =>
        open.Batch is { } known
            ? SearchEnd.Known(known.Id)
            : SearchEnd.Of(await open.UnknownBatch!.FindAsync(givingUp).ConfigureAwait(false), batch => batch.Id);

    protected override async Task<long?> CountLeftAsync(CancellationToken givingUp) =>
        (await new BatchCollection(Context.Connection).CountAsync(_call, givingUp).ConfigureAwait(false)).Count;

    protected override ChunkChange? Seen(OutreachBulkException exception) => exception switch
    {
        BatchOutOfBoundsException outside => Counted(outside.Batch!) with
        {
            State = ChunkState.Ended,
            OperationId = outside.Operation.Id,
            Outcome = ChunkOutcome.OutOfBounds,
            Reason = outside.Message,
            StopJob = FormattableString.Invariant(
                $"Chunk {Chunk.Number} was planned with {Chunk.Records} records and matched {outside.Count}. Look for what changed, and resume ")
                    + "the job or plan another.",
        },
        BatchException exists => Same() with
        {
            State = ChunkState.Running,
            OperationId = exists.Operation.Id,
            Delay = PollDelay(0),
            Reason = exists.Message,
        },
        _ => null,
    };

    protected override async Task<ChunkChange?> JudgeEndAsync(ChunkChange ended, CancellationToken givingUp)
    {
        if (ended.Outcome is not (ChunkOutcome.Failed or ChunkOutcome.OutOfBounds))
            return ended;
        try
        {
            return await new SizeRefusal(Context, _job, Chunk).JudgeAsync(ended, ended.Matched, givingUp).ConfigureAwait(false);
        }
        catch (OutreachBulkException failure) when (failure is not JobStoreException)
        {
            // A batch that failed shows it again, and is judged then. One out of bounds was cancelled, and shows no more than that.
            return failure.IsTransient && ended.Outcome == ChunkOutcome.Failed
                ? Missed(ended with { State = ChunkState.Running, Outcome = null }, failure, "judged")
                : ended;
        }
    }

    // One that has ended meanwhile is refused, and shows how it ended.
    private static async Task<Batch> CancelAsync(BatchOperation batch, CancellationToken givingUp)
    {
        try
        {
            return await batch.CancelAsync(givingUp).ConfigureAwait(false);
        }
        catch (OutreachApiException refusal) when (!refusal.IsTransient)
        {
            return await batch.RefreshAsync(givingUp).ConfigureAwait(false);
        }
    }

    private ChunkChange Seen(BatchOperation operation, Batch batch, int looks)
    {
        ChunkChange change = Counted(batch) with { OperationId = operation.Id, Looks = looks, Delay = PollDelay(looks) };
        if (!batch.IsTerminal)
            return change;
        (ChunkOutcome outcome, string? reason) = OperationEnd.Of(operation, batch);
        return change with { State = ChunkState.Ended, Outcome = outcome, Reason = reason };
    }

    private ChunkChange Counted(Batch batch) => new()
    {
        State = ChunkState.Running,
        Matched = batch.MatchedCount ?? Chunk.Matched,
        Processed = batch.Processed,
        Failed = batch.Failures ?? 0,
    };
}
