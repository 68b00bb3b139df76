namespace Outreach.Bulk.Jobs.Stores;

/// <summary>
/// Who does what of the chunks that are open. A worker claims one, and may write about it as long as nobody has claimed it since.
/// </summary>
internal sealed class ChunkTable(SqlTransactions transactions)
{
    // A chunk that was changed later than now was changed before the clock was set back: neither its lease nor its time holds.
    private const string ClockWasSetBack = "c.changed_at > t.now + 60000";

    private const string UnderWay = "k.state IN (1, 2, 3)";

    // Whether a chunk that waits may start, as far as the rest of its job is concerned.
    private const string MayStart =
        $"""
        (j.wish = 1 AND j.stopped IS NULL
            AND (c.canary = 1 OR NOT EXISTS (SELECT 1 FROM chunk k WHERE k.job = c.job AND k.canary = 1 AND k.state < 4))
            AND (j.in_order = 0 OR NOT EXISTS (SELECT 1 FROM chunk k WHERE k.job = c.job AND k.number < c.number AND k.state < 4))
            AND (SELECT COUNT(*) FROM chunk k WHERE k.job = c.job AND ({UnderWay} OR k.lease_until > t.now)) < j.concurrency)
        """;

    private const string Open =
        """
        FROM chunk c JOIN job j ON j.key = c.job CROSS JOIN (SELECT outreach_now() AS now) t
        WHERE c.state < 4 AND j.account = @account AND (CAST(@job AS TEXT) IS NULL OR c.job = @job)
        """;

    private readonly string _claim =
        $"""
        UPDATE chunk SET lease_owner = @worker, lease_until = outreach_now() + @lease, changed_at = outreach_now(), fence = fence + 1
        WHERE (job, number) = (
            SELECT c.job, c.number {Open}
                AND (c.due_at <= t.now OR {ClockWasSetBack}) AND (c.lease_until <= t.now OR {ClockWasSetBack})
                AND (c.state > 0 OR ((j.waits_until IS NULL OR j.waits_until <= t.now) AND {MayStart}))
            ORDER BY CASE WHEN c.state = 0 THEN 1 ELSE 0 END, c.due_at, c.number LIMIT 1 {transactions.Database.SkippingLocked})
        RETURNING {Rows.ChunkColumns}, (SELECT wish FROM job WHERE key = chunk.job)
        """;

    private readonly string _lockJob =
        "SELECT wish, stopped, concurrency, failed_share_limit, failed_limit FROM job WHERE key = @job" + transactions.Database.Locking;

    /// <summary>Claims a chunk that there is something to do about.</summary>
    /// <param name="account">Whose jobs.</param>
    /// <param name="job">Of one job only; null for all.</param>
    /// <param name="worker">Who claims it.</param>
    /// <param name="lease">For how long, unless it is renewed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChunkClaim> ClaimAsync(
        string account, string? job, string worker, TimeSpan lease, CancellationToken cancellationToken)
    {
        (StoredChunk? chunk, JobWish wish) = await transactions.RunOneAsync(
            session => session.FirstAsync(
                _claim,
                row => (Rows.Chunk(row), (JobWish)row.GetInt32(row.FieldCount - 1)),
                cancellationToken,
                ("account", account),
                ("job", job),
                ("worker", worker),
                ("lease", (long)lease.TotalMilliseconds)),
            cancellationToken).ConfigureAwait(false);
        return chunk is not null ? new(chunk, wish, null) : new(null, default, await DelayAsync(account, job, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// Writes, before a chunk's request leaves, that it is about to: all or nothing, with the records of the day that it needs. Whoever
    /// does not get <see cref="IntentResult.Written"/> must send nothing.
    /// </summary>
    /// <param name="chunk">The chunk, as it was claimed.</param>
    /// <param name="entry">What its operation is recognised by.</param>
    /// <param name="ledger">Where records of the day are counted.</param>
    /// <param name="records">How many to reserve; 0 for none.</param>
    /// <param name="lease">How long until the request has certainly been given up.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Intent> IntendAsync(
        StoredChunk chunk,
        JournalEntry entry,
        LedgerTables ledger,
        long records,
        TimeSpan lease,
        CancellationToken cancellationToken) => transactions.RunAsync(
        async session =>
        {
            (JobWish wish, bool isStopped, int concurrency) = await session.FirstAsync(
                _lockJob, row => ((JobWish)row.GetInt32(0), !row.IsDBNull(1), row.GetInt32(2)), cancellationToken, ("job", chunk.Job))
                .ConfigureAwait(false);
            if (wish != JobWish.Run || isStopped)
                return new(IntentResult.NotWanted);
            (long isHeld, long underWay) = await session.FirstAsync(
                $"""
                SELECT
                    (SELECT COUNT(*) FROM chunk WHERE job = @job AND number = @number AND fence = @fence AND state = 0
                        AND lease_until > outreach_now()),
                    (SELECT COUNT(*) FROM chunk k WHERE k.job = @job AND {UnderWay})
                """,
                row => (row.GetInt64(0), row.GetInt64(1)),
                cancellationToken,
                Held(chunk)).ConfigureAwait(false);
            if (isHeld == 0)
                return new(IntentResult.LeaseLost);
            if (underWay >= concurrency)
                return new(IntentResult.NotWanted);
            if (records > 0
                && await ledger.ReserveAsync(session, transactions.Database, entry.Key, records, cancellationToken).ConfigureAwait(false)
                    is { IsReserved: false } allowance)
            {
                return new(IntentResult.Spent, allowance);
            }

            int written = await session.RunAsync(
                """
                UPDATE chunk SET state = 1, attempt = attempt + 1, operation = @operation, operation_id = NULL, looks = 0,
                    sent_at = outreach_now(), changed_at = outreach_now(), lease_until = outreach_now() + @lease
                WHERE job = @job AND number = @number AND fence = @fence AND state = 0
                """,
                cancellationToken,
                [.. Held(chunk), ("operation", entry.Key), ("lease", (long)lease.TotalMilliseconds)]).ConfigureAwait(false);

            // Claims do not lock the job, so another worker may have taken it between the two statements. Nothing may stay of this.
            if (written == 0)
                throw new JobStoreException($"The lease of chunk {chunk.Number} of {chunk.Job} was lost while its intent was written.");
            await JournalTable.AddAsync(session, chunk.Job, entry, cancellationToken).ConfigureAwait(false);
            return new Intent(IntentResult.Written);
        },
        cancellationToken);

    /// <summary>Writes the id of what a chunk's request started. The lease stays.</summary>
    public Task KnowAsync(StoredChunk chunk, long operationId, JournalEntry entry, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async session =>
            {
                await session.RunAsync(
                    """
                    UPDATE chunk SET state = 2, operation_id = @id, looks = 0, due_at = outreach_now(), changed_at = outreach_now()
                    WHERE job = @job AND number = @number AND fence = @fence AND state IN (1, 3)
                    """,
                    cancellationToken,
                    [.. Held(chunk), ("id", operationId)]).ConfigureAwait(false);

                // Whoever has the chunk now finds the id here.
                return await JournalTable.AddAsync(session, chunk.Job, entry, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>Writes that the request of an intent did not leave, or did not act. The lease stays.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="entry">What is written about it; null when the intent may not have been written either.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task WithdrawAsync(StoredChunk chunk, JournalEntry? entry, CancellationToken cancellationToken) => transactions.RunAsync(
        async session =>
        {
            int withdrawn = await session.RunAsync(
                "UPDATE chunk SET state = 0, changed_at = outreach_now() WHERE job = @job AND number = @number AND fence = @fence AND state = 1",
                cancellationToken,
                Held(chunk)).ConfigureAwait(false);
            if (entry is not null)
                await JournalTable.AddAsync(session, chunk.Job, entry, cancellationToken).ConfigureAwait(false);
            return withdrawn;
        },
        cancellationToken);

    /// <summary>Writes a decision about a chunk's batch before it is sent.</summary>
    /// <returns>Whether the chunk is still this worker's; if not, nothing was written.</returns>
    public Task<bool> DecideAsync(StoredChunk chunk, JournalEntry entry, CancellationToken cancellationToken) => transactions.RunAsync(
        async session =>
        {
            int held = await session.RunAsync(
                "UPDATE chunk SET changed_at = outreach_now() WHERE job = @job AND number = @number AND fence = @fence",
                cancellationToken,
                Held(chunk)).ConfigureAwait(false);
            if (held > 0)
                await JournalTable.AddAsync(session, chunk.Job, entry, cancellationToken).ConfigureAwait(false);
            return held > 0;
        },
        cancellationToken);

    /// <summary>Writes an entry about a chunk's operation that changes nothing about the chunk.</summary>
    public Task NoteAsync(StoredChunk chunk, JournalEntry entry, CancellationToken cancellationToken) => transactions.RunOneAsync(
        session => JournalTable.AddAsync(session, chunk.Job, entry, cancellationToken), cancellationToken);

    /// <summary>Writes what a step came to, and hands the lease back.</summary>
    /// <returns>Whether it was written; not when somebody else has claimed the chunk since.</returns>
    public async Task<bool> ChangeAsync(StoredChunk chunk, ChunkChange change, CancellationToken cancellationToken)
    {
        if (change is { State: not ChunkState.Ended, StopJob: null, JobWaitsUntil: null })
        {
            return await transactions.RunOneAsync(
                session => UpdateAsync(session, chunk, change, cancellationToken), cancellationToken).ConfigureAwait(false) > 0;
        }

        return await transactions.RunAsync(
            async session =>
            {
                (double? shareLimit, long? failedLimit) = await session.FirstAsync(
                    _lockJob,
                    row => (row.IsDBNull(3) ? (double?)null : row.GetDouble(3), Rows.Number(row, 4)),
                    cancellationToken,
                    ("job", chunk.Job)).ConfigureAwait(false);
                if (await UpdateAsync(session, chunk, change, cancellationToken).ConfigureAwait(false) == 0)
                    return false;
                string? stop = change.StopJob;
                if (change.State == ChunkState.Ended)
                {
                    (long failed, long processed, long open) = await session.FirstAsync(
                        "SELECT COALESCE(SUM(failed), 0), COALESCE(SUM(processed), 0), COALESCE(SUM(CASE WHEN state < 4 THEN 1 ELSE 0 END), 0) "
                            + "FROM chunk WHERE job = @job",
                        row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
                        cancellationToken,
                        ("job", chunk.Job)).ConfigureAwait(false);
                    stop ??= FailureGate.Reason(failed, processed, shareLimit, failedLimit);
                    if (open == 0)
                        await JobTable.EndAsync(session, chunk.Job, cancellationToken).ConfigureAwait(false);
                }

                await session.RunAsync(
                    "UPDATE job SET stopped = COALESCE(stopped, @stop), waits_until = COALESCE(@until, waits_until) WHERE key = @job",
                    cancellationToken,
                    ("job", chunk.Job),
                    ("stop", stop),
                    ("until", change.JobWaitsUntil?.ToUnixTimeMilliseconds())).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps the lease for longer.</summary>
    /// <returns>Whether it is still held.</returns>
    public async Task<bool> RenewAsync(StoredChunk chunk, TimeSpan lease, CancellationToken cancellationToken) =>
        await transactions.RunOneAsync(
            session => session.RunAsync(
                """
                UPDATE chunk SET changed_at = outreach_now(),
                    lease_until = CASE WHEN lease_until > outreach_now() + @lease THEN lease_until ELSE outreach_now() + @lease END
                WHERE job = @job AND number = @number AND fence = @fence
                """,
                cancellationToken,
                [.. Held(chunk), ("lease", (long)lease.TotalMilliseconds)]),
            cancellationToken).ConfigureAwait(false) > 0;

    /// <summary>Hands the lease back, unless a request may be on its way: then the next one must wait until it was given up.</summary>
    public Task ReleaseAsync(StoredChunk chunk, CancellationToken cancellationToken) => transactions.RunOneAsync(
        session => session.RunAsync(
            "UPDATE chunk SET lease_owner = NULL, lease_until = 0 WHERE job = @job AND number = @number AND fence = @fence AND state <> 1",
            cancellationToken,
            Held(chunk)),
        cancellationToken);

    private static Task<int> UpdateAsync(SqlSession session, StoredChunk chunk, ChunkChange change, CancellationToken cancellationToken) =>
        session.RunAsync(
            """
            UPDATE chunk SET state = @state, due_at = outreach_now() + @delay, changed_at = outreach_now(), looks = @looks,
                operation_id = COALESCE(@id, operation_id), matched = @matched, processed = @processed, failed = @failed,
                outcome = @outcome, reason = @reason, at_least = @least, at_most = @most, lease_owner = NULL, lease_until = 0
            WHERE job = @job AND number = @number AND fence = @fence
            """,
            cancellationToken,
            [
                .. Held(chunk),
                ("state", (int)change.State),
                ("delay", (long)change.Delay.TotalMilliseconds),
                ("looks", change.Looks),
                ("id", change.OperationId),
                ("matched", change.Matched),
                ("processed", change.Processed),
                ("failed", change.Failed),
                ("outcome", change.Outcome is { } outcome ? (int)outcome : null),
                ("reason", change.Reason),
                ("least", change.Bounds?.AtLeast ?? chunk.AtLeast),
                ("most", change.Bounds?.AtMost ?? chunk.AtMost),
            ]);

    private static (string, object?)[] Held(StoredChunk chunk) =>
        [("job", chunk.Job), ("number", chunk.Number), ("fence", chunk.Fence)];

    private async Task<TimeSpan?> DelayAsync(string account, string? job, CancellationToken cancellationToken)
    {
        (long? due, long now) = await transactions.RunOneAsync(
            session => session.FirstAsync(
                $"""
                SELECT MIN(CASE WHEN at < waits THEN waits ELSE at END), outreach_now() FROM (
                    SELECT CASE WHEN c.due_at > c.lease_until THEN c.due_at ELSE c.lease_until END AS at,
                        CASE WHEN c.state = 0 THEN COALESCE(j.waits_until, 0) ELSE 0 END AS waits
                    {Open} AND (c.state > 0 OR {MayStart})) o
                """,
                row => (Rows.Number(row, 0), row.GetInt64(1)),
                cancellationToken,
                ("account", account),
                ("job", job)),
            cancellationToken).ConfigureAwait(false);
        return due is { } at ? TimeSpan.FromMilliseconds(Math.Max(0, at - now)) : null;
    }
}
