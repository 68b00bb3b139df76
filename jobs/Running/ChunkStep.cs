using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>
/// One step in the life of a chunk: its request is sent, or what became of it is looked at once. What the step came to is written at
/// its end, and the next one may be another process's.
/// </summary>
internal sealed class ChunkStep
{
    private static readonly TimeSpan s_longestBackOff = TimeSpan.FromMinutes(5);

    private readonly JobStore _store;
    private readonly OutreachBulkConnection _connection;
    private readonly JobLedger _ledger;
    private readonly PlannedJob _job;
    private readonly StoredChunk _chunk;
    private readonly BulkCall _call;

    /// <summary>Prepares the step.</summary>
    /// <param name="store">The store.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="ledger">Where records of the day are counted.</param>
    /// <param name="job">The chunk's job.</param>
    /// <param name="chunk">The chunk, as it was claimed.</param>
    /// <exception cref="ArgumentException">The call selects none of the chunk's records.</exception>
    public ChunkStep(JobStore store, OutreachBulkConnection connection, JobLedger ledger, PlannedJob job, StoredChunk chunk)
    {
        _store = store;
        _connection = connection;
        _ledger = ledger;
        _job = job;
        _chunk = chunk;
        _call = job.CallOf(chunk);
    }

    private OutreachBulkOptions Options => _connection.Options;

    // By the pauses between the searches: a clock that jumps makes one of them shorter or longer, and no more.
    private TimeSpan SearchedFor => TimeSpan.FromTicks(Enumerable.Range(0, _chunk.Looks).Sum(look => BackOff(look).Ticks));

    // From the intent on: held up by a handler for as long as a request may take, and then on its way for as long.
    private TimeSpan SendingLease => (Options.RequestTimeout * 2) + TimeSpan.FromSeconds(30);

    /// <summary>Runs the step.</summary>
    /// <param name="wish">What is wanted of the job.</param>
    /// <param name="stopping">Asks to come to an end: nothing is sent any more.</param>
    /// <param name="givingUp">Ends what is under way.</param>
    /// <returns>What is to be written.</returns>
    /// <exception cref="JobStoreException">The store cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The step was given up.</exception>
    public async Task<ChunkChange?> RunAsync(JobWish wish, CancellationToken stopping, CancellationToken givingUp)
    {
        ChunkChange? change = await (_chunk.State switch
        {
            // Its request was on its way when the job was cancelled, and came to nothing.
            ChunkState.Waiting when wish is JobWish.Cancel or JobWish.CancelRunning => Task.FromResult<ChunkChange?>(
                Now(ChunkState.Ended) with { Outcome = ChunkOutcome.Skipped, Reason = _chunk.Reason }),
            ChunkState.Waiting => StartAsync(stopping, givingUp),
            ChunkState.Running => PollAsync(wish, givingUp),
            _ => SearchAsync(givingUp),
        }).ConfigureAwait(false);
        return change is { Outcome: ChunkOutcome.Failed or ChunkOutcome.OutOfBounds }
            ? await new SizeRefusal(_store, _connection, _job, _chunk).JudgeAsync(change, change.Matched, givingUp).ConfigureAwait(false)
            : change;
    }

    private async Task<ChunkChange?> StartAsync(CancellationToken stopping, CancellationToken givingUp)
    {
        stopping.ThrowIfCancellationRequested();
        string key = FormattableString.Invariant($"{_chunk.Job}#{_chunk.Number}.{_chunk.Attempt + 1}");
        OperationSession session = Session(Math.Min(_chunk.AtMost, Options.MaximumItems), stopping);
        try
        {
            BatchOperation started = await session.StartAsync(_call, key, givingUp).ConfigureAwait(false);
            return Seen(started, started.Latest!, looks: 0);
        }
        catch (IntentRefusedException refused)
        {
            return refused.Intent.Result == IntentResult.Spent ? Spent(refused.Intent.Allowance) : null;
        }
        catch (DailyAllowanceException spent)
        {
            return Spent(new(false, spent.Left, spent.AvailableAt));
        }
        catch (BatchOutcomeUnknownException lost)
        {
            return Now(ChunkState.Searching) with { Reason = lost.Message };
        }
        catch (BatchException exists)
        {
            return Seen(exists);
        }
        catch (OutreachBulkException failure) when (failure.IsTransient)
        {
            return Now(ChunkState.Waiting) with { Looks = _chunk.Looks + 1, Delay = BackOff(failure.RetryAfter), Reason = failure.Message };
        }
        catch (Exception refusal) when (refusal is OutreachBulkException and not JobStoreException or ArgumentException)
        {
            return Now(ChunkState.Waiting) with { Reason = refusal.Message, StopJob = $"Chunk {_chunk.Number} was refused: {refusal.Message}" };
        }
    }

    private async Task<ChunkChange?> PollAsync(JobWish wish, CancellationToken givingUp)
    {
        BatchOperation batch = Session(0, givingUp).Attach(
            _chunk.OperationId!.Value, _call, _chunk.Operation!, _chunk.Matched > 0 ? _chunk.Matched : null);
        try
        {
            Batch last = wish == JobWish.CancelRunning
                ? await CancelAsync(batch, givingUp).ConfigureAwait(false)
                : await batch.PollOnceAsync(givingUp).ConfigureAwait(false);
            return Seen(batch, last, _chunk.Looks + 1);
        }
        catch (DailyAllowanceException spent)
        {
            return Spent(new(false, spent.Left, spent.AvailableAt));
        }
        catch (BatchException exists)
        {
            return Seen(exists);
        }
        catch (OutreachBulkException failure) when (failure is not JobStoreException)
        {
            // The batch goes on, whoever cannot look at it. Nobody gives it up.
            return Same() with { Looks = _chunk.Looks + 1, Delay = BackOff(failure.RetryAfter), Reason = failure.Message };
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

    private async Task<ChunkChange?> SearchAsync(CancellationToken givingUp)
    {
        OperationSession session = Session(0, givingUp);
        List<JournalEntry> entries = await _store.Entries.ReadAsync(_chunk.Job, _chunk.Operation!, givingUp).ConfigureAwait(false);
        RecoveredOperation open = session.Recover(entries);
        if (open.Batch is { } known)
            return Now(ChunkState.Running) with { OperationId = known.Id };

        // An earlier attempt had the same request.
        foreach (long batchId in await _store.Entries.BatchesOfAsync(_chunk.Job, givingUp).ConfigureAwait(false))
            session.AnswerFor(batchId);
        OutcomeSearchResult<BatchOperation> result;
        try
        {
            result = await open.UnknownBatch!.FindAsync(givingUp).ConfigureAwait(false);
        }
        catch (OutreachBulkException failure) when (failure is not JobStoreException)
        {
            return Now(ChunkState.Searching) with { Looks = _chunk.Looks + 1, Delay = BackOff(failure.RetryAfter), Reason = failure.Message };
        }

        if (result.Operation is { } found)
            return Now(ChunkState.Running) with { OperationId = found.Id };
        return await NotFoundAsync(result, entries, givingUp).ConfigureAwait(false);
    }

    private async Task<ChunkChange?> NotFoundAsync(
        OutcomeSearchResult<BatchOperation> result, List<JournalEntry> entries, CancellationToken givingUp)
    {
        // A request that was held up may be worked off so late.
        TimeSpan least = SendingLease;
        TimeSpan searchFor = _job.Options.SearchFor > least ? _job.Options.SearchFor : least;
        if (SearchedFor < searchFor)
        {
            return Now(ChunkState.Searching) with
            {
                Looks = _chunk.Looks + 1,
                Delay = BackOff(null),
                Reason = $"The answer to its request was lost; its batch is searched for. So far: {result}.",
            };
        }

        string reason = $"Its request was sent between {entries[0].At:u} and {entries[^1].At + Options.RequestTimeout:u}, the answer was lost, and "
            + $"a search of {searchFor} did not find its batch ({result}). It may have acted.";
        if (!_job.MayResend || !result.IsNotSeen)
            return Now(ChunkState.Ended) with { Outcome = ChunkOutcome.Unknown, Reason = reason };

        RecordCount left = await new BatchCollection(_connection).CountAsync(_call, givingUp).ConfigureAwait(false);
        if (left.Count is not { } count)
            return Now(ChunkState.Searching) with { Looks = _chunk.Looks + 1, Delay = BackOff(null), Reason = reason };
        return count == 0
            ? Now(ChunkState.Ended) with { Outcome = ChunkOutcome.Unknown, Reason = $"{reason} No record matches any more." }
            : Now(ChunkState.Waiting) with { Reason = $"{reason} It is sent again.", Bounds = (0, Math.Min(count, _chunk.AtMost)) };
    }

    private ChunkChange Seen(BatchException exists) => exists switch
    {
        BatchOutOfBoundsException outside => Counted(exists.Batch!) with
        {
            State = ChunkState.Ended,
            OperationId = exists.Operation.Id,
            Outcome = ChunkOutcome.OutOfBounds,
            Reason = outside.Message,
            StopJob = FormattableString.Invariant(
                $"Chunk {_chunk.Number} was planned with {_chunk.Records} records and matched {outside.Count}. Look for what changed, and resume the job or plan another."),
        },
        _ => Same() with { State = ChunkState.Running, OperationId = exists.Operation.Id, Delay = PollDelay(0), Reason = exists.Message },
    };

    private ChunkChange Seen(BatchOperation operation, Batch batch, int looks)
    {
        ChunkChange change = Counted(batch) with { OperationId = operation.Id, Looks = looks, Delay = PollDelay(looks) };
        if (!batch.IsTerminal)
            return change;
        (ChunkOutcome outcome, string? reason) = BatchEnd.Of(operation, batch);
        return change with { State = ChunkState.Ended, Outcome = outcome, Reason = reason };
    }

    private ChunkChange Spent(RecordAllowance allowance) => allowance.AvailableAt is { } at
        ? Now(ChunkState.Waiting) with
        {
            Reason = FormattableString.Invariant($"The day's records are spent; it goes on at {at:u}."),
            JobWaitsUntil = at,
        }
        : Now(ChunkState.Waiting) with
        {
            StopJob = FormattableString.Invariant(
                $"Chunk {_chunk.Number} needs up to {_chunk.AtMost} records of the daily allowance, more than a whole day has."),
        };

    private ChunkChange Counted(Batch batch) => new()
    {
        State = ChunkState.Running,
        Matched = batch.MatchedCount ?? _chunk.Matched,
        Processed = batch.Processed,
        Failed = batch.Failures ?? 0,
    };

    private ChunkChange Same() => Now(_chunk.State) with
    {
        Matched = _chunk.Matched,
        Processed = _chunk.Processed,
        Failed = _chunk.Failed,
    };

    private static ChunkChange Now(ChunkState state) => new() { State = state };

    private TimeSpan PollDelay(int looks) => Grown(Options.PollInterval, Options.PollGrowth, looks, Options.MaximumPollInterval);

    private TimeSpan BackOff(TimeSpan? asked) => asked > BackOff(_chunk.Looks) ? asked.Value : BackOff(_chunk.Looks);

    private static TimeSpan BackOff(int looks) => Grown(TimeSpan.FromSeconds(1), 2, looks, s_longestBackOff);

    private static TimeSpan Grown(TimeSpan first, double growth, int times, TimeSpan longest) =>
        TimeSpan.FromTicks((long)Math.Min(first.Ticks * Math.Pow(growth, Math.Min(times, 100)), longest.Ticks));

    private OperationSession Session(long reserved, CancellationToken stopping) => _connection.Over(
        new ChunkJournal(_store.Chunks, _store.Entries, _chunk, _ledger.Tables, reserved, SendingLease, stopping),
        new ChunkLedger(_ledger.Ledger, reserved));
}
