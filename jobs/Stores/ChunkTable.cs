namespace Outreach.Bulk.Jobs.Stores;

/// <summary>
/// Who does what of the chunks that are open. A worker claims one, and may write about it as long as nobody has claimed it since.
/// </summary>
internal sealed class ChunkTable(SqlTransactions transactions)
{
    // A lease and a due time that were set later than now were set before the clock was set back. Neither holds.
    private const string ClockWasSetBack = "c.changed_at > t.now + 60000";

    // Records come back within a day, so that a wait for longer than one is of another clock, too.
    private const string HasAllowance = "(COALESCE(j.waits_until, 0) <= t.now OR j.waits_until > t.now + 86460000)";

    // Whether a chunk that waits may start, as far as the rest of its job is concerned; but for how many do.
    private const string MayStart =
        "j.wish = 1 AND j.stopped IS NULL AND (c.canary = 1 OR o.canary = 0) AND (j.in_order = 0 OR c.number = o.first)";

    private const string MayBeClaimed = $"({MayStart} AND o.under_way + o.claimed < j.concurrency)";

    // Open chunks (c) of their jobs (j), each job's open ones counted (o), at one time (t).
    private const string Open =
        """
        FROM chunk c JOIN job j ON j.key = c.job CROSS JOIN (SELECT outreach_now() AS now) t JOIN (
            SELECT k.job, MIN(k.number) AS first, MAX(k.canary) AS canary, SUM(CASE WHEN k.state > 0 THEN 1 ELSE 0 END) AS under_way,
                SUM(CASE WHEN k.state = 0 AND k.lease_until > n.now THEN 1 ELSE 0 END) AS claimed
            FROM chunk k CROSS JOIN (SELECT outreach_now() AS now) n
            WHERE k.state < 4 AND (CAST(@job AS TEXT) IS NULL OR k.job = @job) GROUP BY k.job) o ON o.job = c.job
        """;

    private const string OpenOfAccount =
        $"{Open} WHERE c.state < 4 AND j.account = @account AND (CAST(@job AS TEXT) IS NULL OR c.job = @job) "
            + "AND @passed NOT LIKE '%' || j.plan || '%'";

    private const string DueOfAccount =
        $"""
        {OpenOfAccount}
            AND (c.due_at <= t.now OR {ClockWasSetBack}) AND (c.lease_until <= t.now OR {ClockWasSetBack})
            AND (c.state > 0 OR j.wish >= 3 OR ({HasAllowance} AND {MayBeClaimed}))
        """;

    private const string HeldBy = "WHERE job = @job AND number = @number AND fence = @fence";

    private const string Update =
        $"""
        UPDATE chunk SET state = @state, due_at = outreach_now() + @delay, changed_at = outreach_now(), looks = @looks, misses = @misses,
            operation_id = COALESCE(@id, operation_id), matched = @matched, processed = @processed, failed = @failed,
            outcome = @outcome, reason = @reason, at_least = @least, at_most = @most, lease_owner = NULL, lease_until = 0
        {HeldBy}
        """;

    private readonly string _claim =
        $"""
        UPDATE chunk SET lease_owner = @worker, lease_until = outreach_now() + @lease, changed_at = outreach_now(), fence = fence + 1
        WHERE (job, number) = (
            SELECT c.job, c.number {DueOfAccount}
            ORDER BY CASE WHEN c.state = 0 THEN 1 ELSE 0 END, c.due_at, c.number LIMIT 1 {transactions.Database.SkippingLocked})
        RETURNING {Rows.ChunkColumns}, (SELECT wish FROM job WHERE key = chunk.job), (SELECT plan FROM job WHERE key = chunk.job)
        """;

    /// <summary>Claims a chunk that there is something to do about.</summary>
    /// <param name="account">Whose jobs.</param>
    /// <param name="job">Of one job only; null for all.</param>
    /// <param name="worker">Who claims it.</param>
    /// <param name="lease">For how long, unless it is renewed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="passed">Plans that the worker leaves to others: a text that holds their ids.</param>
    public async Task<ChunkClaim> ClaimAsync(
        string account, string? job, string worker, TimeSpan lease, CancellationToken cancellationToken, string passed = "")
    {
        ChunkClaim claim = await transactions.RunOneAsync(
            session => session.FirstAsync(
                _claim,
                row => new ChunkClaim(Rows.Chunk(row), row.GetString(row.FieldCount - 1), (JobWish)row.GetInt32(row.FieldCount - 2), null),
                cancellationToken,
                ("account", account),
                ("job", job),
                ("worker", worker),
                ("passed", passed),
                ("lease", (long)lease.TotalMilliseconds)),
            cancellationToken).ConfigureAwait(false);
        return claim.Chunk is not null
            ? claim
            : new(null, null, default, await DelayAsync(account, job, passed, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The jobs with chunks that a worker could claim now.</summary>
    public Task<List<DueJob>> DueAsync(string account, CancellationToken cancellationToken) => transactions.RunOneAsync(
        session => session.ListAsync(
            $"""
            SELECT c.job, SUM(CASE WHEN c.state > 0 THEN 1 ELSE 0 END), SUM(CASE WHEN c.state = 0 THEN 1 ELSE 0 END),
                CAST(MAX(j.concurrency) AS BIGINT), MAX(o.under_way + o.claimed)
            {DueOfAccount} GROUP BY c.job ORDER BY c.job
            """,
            row =>
            {
                long mayStart = Math.Clamp(row.GetInt64(3) - row.GetInt64(4), 1, row.GetInt64(3));
                return new DueJob(row.GetString(0), (int)Math.Min(row.GetInt64(3), row.GetInt64(1) + Math.Min(row.GetInt64(2), mayStart)));
            },
            cancellationToken,
            ("account", account),
            ("job", null),
            ("passed", "")),
        cancellationToken);

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
            // Jobs before chunks, and these before the ledger: nobody waits for somebody who waits for him.
            (string, object?)[] parameters = [.. Held(chunk), .. ledger.Parameters(entry.Key, records)];
            (bool isHeld, bool isWanted, RecordAllowance allowance, bool isMore) = await session.FirstAsync(
                $"""
                UPDATE job SET wish = wish WHERE key = @job;
                UPDATE chunk SET fence = fence {HeldBy};
                {(records > 0 ? LedgerTables.Bring : "")}
                SELECT CASE WHEN {MayStart} AND o.under_way < j.concurrency THEN 1 ELSE 0 END, {LedgerTables.Columns}
                {Open} LEFT JOIN (ledger l JOIN holding h ON h.account = l.account) {LedgerTables.Joined}
                WHERE c.job = @job AND c.number = @number AND c.fence = @fence AND c.state = 0 AND c.lease_until > t.now
                """,
                row =>
                {
                    (RecordAllowance allowance, bool isMore) = records > 0 ? ledger.Decide(row, 1, records) : (new(true, 0, null), false);
                    return (true, row.GetInt32(0) != 0, allowance, isMore);
                },
                cancellationToken,
                parameters).ConfigureAwait(false);
            if (!isHeld)
                return new(IntentResult.LeaseLost);
            if (!isWanted)
                return new(IntentResult.NotWanted);
            if (!allowance.IsReserved)
                return new(IntentResult.Spent, allowance);
            await session.RunAsync(
                $"""
                {(isMore ? LedgerTables.Hold : "")}
                UPDATE chunk SET state = 1, attempt = attempt + 1, operation = @operation, operation_id = NULL, looks = 0, misses = 0,
                    sent_at = outreach_now(), changed_at = outreach_now(), lease_until = outreach_now() + @lease
                {HeldBy};
                {JournalTable.Insert}
                """,
                cancellationToken,
                [.. parameters, .. JournalTable.Parameters(entry), ("lease", (long)lease.TotalMilliseconds)]).ConfigureAwait(false);
            return new Intent(IntentResult.Written);
        },
        cancellationToken);

    /// <summary>Writes the id of what a chunk's request started. The lease stays.</summary>
    public Task KnowAsync(StoredChunk chunk, long operationId, JournalEntry entry, CancellationToken cancellationToken) =>
        transactions.RunCommandAsync(
            // Whoever has the chunk now finds the id in the journal.
            session => session.RunAsync(
                $"UPDATE chunk SET state = 2, operation_id = @id, looks = 0, misses = 0 {HeldBy} AND state IN (1, 3); {JournalTable.Insert}",
                cancellationToken,
                [.. Held(chunk), .. JournalTable.Parameters(entry), ("id", operationId)]),
            cancellationToken);

    /// <summary>Writes that the request of an intent did not leave, or did not act. The lease stays.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="entry">What is written about it; null when the intent may not have been written either.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task WithdrawAsync(StoredChunk chunk, JournalEntry? entry, CancellationToken cancellationToken) => transactions.RunCommandAsync(
        session => session.RunAsync(
            $"UPDATE chunk SET state = 0 {HeldBy} AND state = 1; {(entry is null ? "" : JournalTable.Insert)}",
            cancellationToken,
            [.. Held(chunk), .. entry is null ? [] : JournalTable.Parameters(entry)]),
        cancellationToken);

    /// <summary>Writes a decision about a chunk's batch before it is sent.</summary>
    /// <returns>Whether the chunk is still this worker's; if not, nothing was written.</returns>
    public async Task<bool> DecideAsync(StoredChunk chunk, JournalEntry entry, CancellationToken cancellationToken) =>
        await transactions.RunCommandAsync(
            session => session.RunAsync(
                $"""
                UPDATE chunk SET fence = fence {HeldBy};
                INSERT INTO journal (job, key, at, ended, entry)
                    SELECT job, @key, outreach_now(), @ended, @entry FROM chunk {HeldBy};
                """,
                cancellationToken,
                [.. Held(chunk), .. JournalTable.Parameters(entry)]),
            cancellationToken).ConfigureAwait(false) > 0;

    /// <summary>Writes what a step came to, and hands the lease back.</summary>
    /// <returns>Whether it was written; not when somebody else has claimed the chunk since.</returns>
    public async Task<bool> ChangeAsync(StoredChunk chunk, ChunkChange change, CancellationToken cancellationToken)
    {
        if (change is { State: not ChunkState.Ended, StopJob: null, JobWaitsUntil: null })
        {
            return await transactions.RunOneAsync(
                session => session.RunAsync(Update, cancellationToken, Parameters(chunk, change)), cancellationToken)
                .ConfigureAwait(false) > 0;
        }

        return await transactions.RunAsync(
            async session =>
            {
                (bool isHeld, bool isOver, string? gate) = await session.FirstAsync(
                    $"""
                    UPDATE job SET wish = wish WHERE key = @job;
                    {Update};
                    SELECT SUM(CASE WHEN state < 4 THEN 1 ELSE 0 END), CAST(SUM(failed) AS BIGINT), CAST(SUM(processed) AS BIGINT),
                        MAX(j.failed_share_limit), MAX(j.failed_limit)
                    FROM chunk c JOIN job j ON j.key = c.job
                    WHERE c.job = @job AND EXISTS (SELECT 1 FROM chunk {HeldBy}) GROUP BY c.job
                    """,
                    row => (true, row.GetInt64(0) == 0, FailureGate.Reason(
                        row.GetInt64(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetDouble(3), Rows.Number(row, 4))),
                    cancellationToken,
                    Parameters(chunk, change)).ConfigureAwait(false);
                bool isEnded = change.State == ChunkState.Ended;
                string? stop = change.StopJob ?? (isEnded ? gate : null);
                if (isHeld && (stop is not null || change.JobWaitsUntil is not null || (isEnded && isOver)))
                {
                    await session.RunAsync(
                        """
                        UPDATE job SET stopped = COALESCE(stopped, @stop), waits_until = CASE
                            WHEN CAST(@until AS BIGINT) IS NULL THEN waits_until
                            WHEN @until > outreach_now() + 86400000 THEN outreach_now() + 86400000
                            ELSE @until END
                        WHERE key = @job;
                        """ + (isEnded ? JobTable.End : ""),
                        cancellationToken,
                        ("job", chunk.Job),
                        ("stop", stop),
                        ("until", change.JobWaitsUntil?.ToUnixTimeMilliseconds())).ConfigureAwait(false);
                }

                return isHeld;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps the lease for longer, unless it was handed back.</summary>
    /// <returns>Whether it is still held.</returns>
    public async Task<bool> RenewAsync(StoredChunk chunk, TimeSpan lease, CancellationToken cancellationToken) =>
        await transactions.RunOneAsync(
            session => session.RunAsync(
                // What is left of a lease that was set before the clock was set back is as much as it was given.
                $"""
                UPDATE chunk SET changed_at = outreach_now(), lease_until = CASE
                    WHEN changed_at > outreach_now() AND lease_until - changed_at > @lease THEN outreach_now() + lease_until - changed_at
                    WHEN changed_at <= outreach_now() AND lease_until > outreach_now() + @lease THEN lease_until
                    ELSE outreach_now() + @lease END
                {HeldBy} AND lease_owner IS NOT NULL
                """,
                cancellationToken,
                [.. Held(chunk), ("lease", (long)lease.TotalMilliseconds)]),
            cancellationToken).ConfigureAwait(false) > 0;

    /// <summary>Hands the lease back, unless a request may be on its way: then the next one must wait until it was given up.</summary>
    public Task ReleaseAsync(StoredChunk chunk, CancellationToken cancellationToken) => transactions.RunOneAsync(
        session => session.RunAsync(
            $"UPDATE chunk SET lease_owner = NULL, lease_until = 0 {HeldBy} AND state <> 1",
            cancellationToken,
            Held(chunk)),
        cancellationToken);

    private static (string, object?)[] Parameters(StoredChunk chunk, ChunkChange change) =>
    [
        .. Held(chunk),
        ("state", (int)change.State),
        ("delay", (long)change.Delay.TotalMilliseconds),
        ("looks", change.Looks),
        ("misses", change.Misses),
        ("id", change.OperationId),
        ("matched", change.Matched),
        ("processed", change.Processed),
        ("failed", change.Failed),
        ("outcome", change.Outcome is { } outcome ? (int)outcome : null),
        ("reason", change.Reason),
        ("least", change.Bounds?.AtLeast ?? chunk.AtLeast),
        ("most", change.Bounds?.AtMost ?? chunk.AtMost),
    ];

    private static (string, object?)[] Held(StoredChunk chunk) =>
        [("job", chunk.Job), ("number", chunk.Number), ("fence", chunk.Fence)];

    private async Task<TimeSpan?> DelayAsync(string account, string? job, string passed, CancellationToken cancellationToken)
    {
        (long? due, long now) = await transactions.RunOneAsync(
            session => session.FirstAsync(
                $"""
                SELECT MIN(CASE WHEN at < waits THEN waits ELSE at END), outreach_now() FROM (
                    SELECT CASE WHEN c.due_at > c.lease_until THEN c.due_at ELSE c.lease_until END AS at,
                        CASE WHEN c.state = 0 AND j.wish = 1 THEN COALESCE(j.waits_until, 0) ELSE 0 END AS waits
                    {OpenOfAccount} AND (c.state > 0 OR c.lease_until > t.now OR j.wish >= 3 OR {MayBeClaimed})) d
                """,
                row => (Rows.Number(row, 0), row.GetInt64(1)),
                cancellationToken,
                ("account", account),
                ("job", job),
                ("passed", passed)),
            cancellationToken).ConfigureAwait(false);
        return due is { } at ? TimeSpan.FromMilliseconds(Math.Max(0, at - now)) : null;
    }
}
