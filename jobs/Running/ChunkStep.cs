using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>
/// One step in the life of a chunk: its request is sent, or what became of it is looked at once. What the step came to is written at
/// its end, and the next one may be another process's.
/// </summary>
internal abstract class ChunkStep(StepContext context, PlannedJob job, StoredChunk chunk)
{
    // What is refused for good is asked for again for more than an hour, and then for a day.
    private const int MissesUntilStop = 20;
    private const int MissesUntilUnknown = 300;

    private static readonly TimeSpan s_longestBackOff = TimeSpan.FromMinutes(5);

    protected StepContext Context => context;

    protected PlannedJob Job => job;

    protected StoredChunk Chunk => chunk;

    protected OutreachBulkOptions Options => context.Connection.Options;

    /// <summary>How many records of the day its intent reserves; 0 for none.</summary>
    protected abstract long RecordsToReserve { get; }

    // By the pauses between the searches that showed something: a clock that jumps makes one of them shorter or longer, and no more.
    private TimeSpan SearchedFor => TimeSpan.FromTicks(Enumerable.Range(0, chunk.Looks).Sum(look => BackOff(look).Ticks));

    // From the intent on: held up by a handler for as long as a request may take, and then on its way for as long.
    private TimeSpan SendingLease => (Options.RequestTimeout * 2) + TimeSpan.FromSeconds(30);

    /// <summary>Runs the step.</summary>
    /// <param name="wish">What is wanted of the job.</param>
    /// <param name="stopping">Asks to come to an end: nothing is sent any more.</param>
    /// <param name="givingUp">Ends what is under way.</param>
    /// <returns>What is to be written; null when nothing is, or was by somebody else.</returns>
    /// <exception cref="JobStoreException">The store cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The step was given up.</exception>
    public async Task<ChunkChange?> RunAsync(JobWish wish, CancellationToken stopping, CancellationToken givingUp)
    {
        ChunkChange? change = await (chunk.State switch
        {
            // Its request was on its way when the job was cancelled, and came to nothing.
            ChunkState.Waiting when wish is JobWish.Cancel or JobWish.CancelRunning => Task.FromResult<ChunkChange?>(
                Now(ChunkState.Ended) with { Outcome = chunk.Outcome ?? ChunkOutcome.Skipped, Reason = chunk.Reason }),
            ChunkState.Waiting => StartAsync(stopping, givingUp),
            ChunkState.Running => PollAsync(wish == JobWish.CancelRunning, givingUp),
            _ => SearchAsync(givingUp),
        }).ConfigureAwait(false);
        return change is { State: ChunkState.Ended } ? await JudgeEndAsync(change, givingUp).ConfigureAwait(false) : change;
    }

    /// <summary>Sends the chunk's request, once.</summary>
    /// <returns>What was seen of what it started.</returns>
    protected abstract Task<ChunkChange> SendAsync(OperationSession session, string key, CancellationToken givingUp);

    /// <summary>Looks at what the request started.</summary>
    protected abstract Task<ChunkChange> LookAsync(OperationSession session, bool cancel, CancellationToken givingUp);

    /// <summary>The id of what the request started, when the journal has it or the search finds it.</summary>
    protected abstract Task<SearchEnd> FindAsync(OperationSession session, RecoveredOperation open, CancellationToken givingUp);

    /// <summary>What an error means that carries what the request started; null for any other.</summary>
    protected abstract ChunkChange? Seen(OutreachBulkException exception);

    /// <summary>How many records are left to send the request for again; null when that is not known.</summary>
    protected abstract Task<long?> CountLeftAsync(CancellationToken givingUp);

    /// <summary>What is to be done about an end.</summary>
    protected virtual Task<ChunkChange?> JudgeEndAsync(ChunkChange ended, CancellationToken givingUp) => Task.FromResult<ChunkChange?>(ended);

    protected static ChunkChange Now(ChunkState state) => new() { State = state };

    protected TimeSpan PollDelay(int looks) => Grown(Options.PollInterval, Options.PollGrowth, looks, Options.MaximumPollInterval);

    private async Task<ChunkChange?> StartAsync(CancellationToken stopping, CancellationToken givingUp)
    {
        stopping.ThrowIfCancellationRequested();
        string key = FormattableString.Invariant($"{chunk.Job}#{chunk.Number}.{chunk.Attempt + 1}");
        try
        {
            return await SendAsync(Session(RecordsToReserve, stopping), key, givingUp).ConfigureAwait(false);
        }
        catch (IntentRefusedException refused)
        {
            return refused.Intent.Result == IntentResult.Spent ? Spent(refused.Intent.Allowance) : null;
        }
        catch (OutcomeUnknownException lost)
        {
            return Now(ChunkState.Searching) with { Reason = lost.Message };
        }
        catch (DailyAllowanceException spent)
        {
            return Spent(new(false, spent.Left, spent.AvailableAt));
        }
        catch (OutreachBulkException exists) when (Seen(exists) is { } seen)
        {
            return seen;
        }
        catch (OutreachBulkException failure) when (failure.IsTransient)
        {
            return Waiting() with { Misses = chunk.Misses + 1, Delay = BackOff(chunk.Misses, failure.RetryAfter), Reason = failure.Message };
        }
        catch (Exception refusal) when (refusal is OutreachBulkException and not JobStoreException or ArgumentException)
        {
            return Waiting() with { Reason = refusal.Message, StopJob = $"Chunk {chunk.Number} was refused: {refusal.Message}" };
        }
    }

    private async Task<ChunkChange?> PollAsync(bool cancel, CancellationToken givingUp)
    {
        try
        {
            return await LookAsync(Session(0, givingUp), cancel, givingUp).ConfigureAwait(false);
        }
        catch (DailyAllowanceException spent)
        {
            return Spent(new(false, spent.Left, spent.AvailableAt));
        }
        catch (OutreachBulkException exists) when (Seen(exists) is { } seen)
        {
            return seen;
        }
        catch (OutreachBulkException failure) when (failure is not JobStoreException)
        {
            return Missed(Same() with { Looks = chunk.Looks }, failure, "followed");
        }
    }

    // What was started goes on, whoever cannot look at it.
    protected ChunkChange Missed(ChunkChange same, OutreachBulkException failure, string what)
    {
        ChunkChange again = same with { Misses = chunk.Misses + 1, Delay = BackOff(chunk.Misses, failure.RetryAfter), Reason = failure.Message };

        // A login that has ended says nothing of what was started: it is looked at after the next one, whenever that is.
        bool wasAsked = failure is not OutreachConnectionException { IsFinal: true };
        return failure.IsTransient || chunk.Misses < MissesUntilStop ? again
            : !wasAsked || chunk.Misses < MissesUntilUnknown
                ? again with { StopJob = FormattableString.Invariant($"Chunk {chunk.Number} cannot be {what}: {failure.Message}") }
            : again with { State = ChunkState.Ended, Outcome = ChunkOutcome.Unknown };
    }

    private async Task<ChunkChange?> SearchAsync(CancellationToken givingUp)
    {
        OperationSession session = Session(0, givingUp);
        List<JournalEntry> entries = await context.Store.Entries.ReadAsync(chunk.Job, chunk.Operation!, givingUp).ConfigureAwait(false);

        // An earlier attempt had the same request.
        foreach (long batchId in await context.Store.Entries.BatchesOfAsync(chunk.Job, givingUp).ConfigureAwait(false))
            session.AnswerFor(batchId);
        try
        {
            SearchEnd end = await FindAsync(session, session.Recover(entries), givingUp).ConfigureAwait(false);
            return end.Id is { } id
                ? Now(ChunkState.Running) with { OperationId = id }
                : await NotFoundAsync(end, entries, givingUp).ConfigureAwait(false);
        }
        catch (OutreachBulkException failure) when (failure is not JobStoreException)
        {
            // Who could not look has not searched.
            return Missed(Now(ChunkState.Searching) with { Looks = chunk.Looks }, failure, "searched for");
        }
    }

    private async Task<ChunkChange?> NotFoundAsync(SearchEnd end, List<JournalEntry> entries, CancellationToken givingUp)
    {
        ChunkChange again = Now(ChunkState.Searching) with { Looks = chunk.Looks + 1, Delay = BackOff(chunk.Looks) };

        // A request that was held up may be worked off so late.
        TimeSpan least = SendingLease;
        TimeSpan searchFor = job.Options.SearchFor > least ? job.Options.SearchFor : least;
        if (SearchedFor < searchFor)
            return again with { Reason = $"The answer to its request was lost; what it started is searched for. So far: {end.Text}." };

        string reason = $"Its request was sent between {entries[0].At:u} and {entries[^1].At + Options.RequestTimeout:u}, the answer was lost, and "
            + $"a search of {searchFor} did not find what it started ({end.Text}). It may have acted.";

        // Batches that others of the job start meanwhile are soon known to be theirs.
        if (job.MayResend && !end.IsNotSeen && SearchedFor < searchFor * 3)
            return again with { Reason = reason };
        if (!job.MayResend || !end.IsNotSeen)
            return Now(ChunkState.Ended) with { Outcome = ChunkOutcome.Unknown, Reason = reason };
        return await CountLeftAsync(givingUp).ConfigureAwait(false) switch
        {
            null => again with { Reason = reason },
            0 => Now(ChunkState.Ended) with { Outcome = ChunkOutcome.Unknown, Reason = $"{reason} No record matches any more." },
            { } left => Now(ChunkState.Waiting) with
            {
                Outcome = ChunkOutcome.Unknown,
                Reason = $"{reason} It is sent again.",
                Bounds = (Math.Min(left, job.IsShrinking ? 0 : chunk.AtLeast), Math.Min(left, chunk.AtMost)),
            },
        };
    }

    private ChunkChange Spent(RecordAllowance allowance) => allowance.AvailableAt is { } at
        ? Waiting() with
        {
            Reason = FormattableString.Invariant($"The day's records are spent; it goes on at {at:u}."),
            JobWaitsUntil = at,
        }
        : Waiting() with
        {
            StopJob = FormattableString.Invariant(
                $"Chunk {chunk.Number} needs up to {chunk.AtMost} records of the daily allowance, more than a whole day has."),
        };

    // An earlier request that may have acted is not forgotten before another has.
    private ChunkChange Waiting() => Now(ChunkState.Waiting) with { Outcome = chunk.Outcome };

    protected ChunkChange Same() => Now(chunk.State) with
    {
        Matched = chunk.Matched,
        Processed = chunk.Processed,
        Failed = chunk.Failed,
    };

    private static TimeSpan BackOff(int times, TimeSpan? asked) => asked > BackOff(times) ? asked.Value : BackOff(times);

    private static TimeSpan BackOff(int looks) => Grown(TimeSpan.FromSeconds(1), 2, looks, s_longestBackOff);

    private static TimeSpan Grown(TimeSpan first, double growth, int times, TimeSpan longest) =>
        TimeSpan.FromTicks((long)Math.Min(first.Ticks * Math.Pow(growth, Math.Min(times, 100)), longest.Ticks));

    private OperationSession Session(long reserved, CancellationToken stopping) => context.Connection.Over(
        new ChunkJournal(context.Store.Chunks, context.Store.Entries, chunk, context.Ledger.Tables, reserved, SendingLease, stopping),
        new ChunkLedger(context.Ledger.Ledger, reserved));
}
