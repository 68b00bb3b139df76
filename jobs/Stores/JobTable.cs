using System.Globalization;

namespace Outreach.Bulk.Jobs.Stores;

/// <summary>Jobs with their chunks, and what somebody wants of them.</summary>
internal sealed class JobTable(SqlTransactions transactions)
{
    /// <summary>Ends a job that was started and has no open chunk.</summary>
    public const string End =
        """
        UPDATE job SET ended_at = outreach_now()
        WHERE key = @job AND wish > 0 AND ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM chunk WHERE job = @job AND state < 4);
        """;

    private const string Find = $"SELECT {Rows.JobColumns} FROM job WHERE key = @job";

    // Keeps others from changing the job until the transaction ends.
    private const string Lock = "UPDATE job SET wish = wish WHERE key = @job";

    // So many chunks are added by one statement.
    private const int RowsAtOnce = 500;

    public Task<StoredJob?> FindAsync(string key, CancellationToken cancellationToken) => transactions.RunOneAsync(
        session => session.FirstAsync(Find, Rows.Job, cancellationToken, ("job", key)), cancellationToken);

    /// <summary>The jobs of an account, the latest first.</summary>
    public Task<List<StoredJob>> ListAsync(string account, CancellationToken cancellationToken) => transactions.RunOneAsync(
        session => session.ListAsync(
            $"SELECT {Rows.JobColumns} FROM job WHERE account = @account ORDER BY planned_at DESC, key",
            Rows.Job,
            cancellationToken,
            ("account", account)),
        cancellationToken);

    public Task<List<StoredChunk>> ChunksAsync(string key, CancellationToken cancellationToken) => transactions.RunOneAsync(
        session => session.ListAsync(
            $"SELECT {Rows.ChunkColumns} FROM chunk WHERE job = @job ORDER BY number", Rows.Chunk, cancellationToken, ("job", key)),
        cancellationToken);

    /// <summary>
    /// Adds a plan. One under the same key that nobody started is replaced when it has expired; any other stays.
    /// </summary>
    /// <param name="job">The job.</param>
    /// <param name="chunks">Its chunks.</param>
    /// <param name="lifetime">How long the plan may be started.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The job of that key as the store has it afterwards: this one or another.</returns>
    public Task<StoredJob> AddAsync(
        StoredJob job, IReadOnlyList<StoredChunk> chunks, TimeSpan lifetime, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async session =>
            {
                await session.RunAsync(
                    "DELETE FROM job WHERE key = @key AND started_at IS NULL AND wish = 0 AND expires_at <= outreach_now()",
                    cancellationToken,
                    ("key", job.Key)).ConfigureAwait(false);
                int added = await session.RunAsync(
                    """
                    INSERT INTO job (key, account, plan, kind, content, options, records, concurrency, in_order, failed_share_limit,
                        failed_limit, planned_at, expires_at, wish, wished_at)
                    VALUES (@key, @account, @plan, @kind, @content, @options, @records, @concurrency, @order, @share, @limit,
                        outreach_now(), outreach_now() + @lifetime, 0, outreach_now())
                    ON CONFLICT (key) DO NOTHING
                    """,
                    cancellationToken,
                    ("key", job.Key),
                    ("account", job.Account),
                    ("plan", job.PlanId),
                    ("kind", (int)job.Kind),
                    ("content", job.Content),
                    ("options", job.Options),
                    ("records", job.Records),
                    ("concurrency", job.Concurrency),
                    ("order", job.InOrder ? 1 : 0),
                    ("share", job.FailedShareLimit),
                    ("limit", job.FailedLimit),
                    ("lifetime", (long)lifetime.TotalMilliseconds)).ConfigureAwait(false);
                if (added > 0)
                {
                    foreach (StoredChunk[] some in chunks.Chunk(RowsAtOnce))
                        await AddAsync(session, some, cancellationToken).ConfigureAwait(false);
                }

                return (await session.FirstAsync(Find, Rows.Job, cancellationToken, ("job", job.Key)).ConfigureAwait(false))!;
            },
            cancellationToken);

    /// <summary>Starts a plan that has not expired. One that was started already stays as it is.</summary>
    /// <returns>The job afterwards; null when there is none. Its wish says whether it was started.</returns>
    public Task<StoredJob?> StartAsync(string key, string planId, CancellationToken cancellationToken) => transactions.RunCommandAsync(
        session => session.FirstAsync(
            $"""
            UPDATE job SET wish = 1, wished_at = outreach_now(), started_at = outreach_now()
            WHERE key = @job AND plan = @plan AND wish = 0 AND expires_at > outreach_now();
            {End}
            {Find}
            """,
            Rows.Job,
            cancellationToken,
            ("job", key),
            ("plan", planId)),
        cancellationToken);

    /// <summary>Writes what somebody wants of a job that was started and is not cancelled. A plan can be cancelled, too.</summary>
    /// <returns>The job afterwards; null when there is none.</returns>
    public Task<StoredJob?> WishAsync(string key, JobWish wish, CancellationToken cancellationToken) => transactions.RunCommandAsync(
        session => session.FirstAsync(
            // Chunks that somebody is about to send come to nothing by themselves: their intent is not written any more.
            $"""
            UPDATE job SET wish = @wish, wished_at = CASE WHEN wish = @wish THEN wished_at ELSE outreach_now() END,
                stopped = CASE WHEN @wish = 1 THEN NULL ELSE stopped END, waits_until = CASE WHEN @wish = 1 THEN NULL ELSE waits_until END
            WHERE key = @job AND ended_at IS NULL AND ((wish > 0 AND (wish <= 2 OR @wish > wish)) OR (wish = 0 AND @wish >= 3));
            UPDATE chunk SET state = 4, outcome = COALESCE(outcome, @skipped), lease_owner = NULL, lease_until = 0, fence = fence + 1,
                changed_at = outreach_now()
            WHERE job = @job AND state = 0 AND (SELECT wish FROM job WHERE key = @job) >= 3;
            {End}
            {Find}
            """,
            Rows.Job,
            cancellationToken,
            ("job", key),
            ("wish", (int)wish),
            ("skipped", (int)ChunkOutcome.Skipped)),
        cancellationToken);

    /// <summary>Opens chunks again that came to no good end. Limits on failures start to count anew.</summary>
    /// <param name="key">The job's key.</param>
    /// <param name="outcomes">The ends after which to try again.</param>
    /// <param name="isShrinking">Whether a batch may match fewer records once another has acted.</param>
    /// <param name="agreed">How many records they must have together; null for any number.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="JobException">They have another number of records. None is opened.</exception>
    public Task<int> ReopenAsync(
        string key, IReadOnlyList<ChunkOutcome> outcomes, bool isShrinking, long? agreed, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async session =>
            {
                await session.RunAsync(Lock, cancellationToken, ("job", key)).ConfigureAwait(false);
                List<long> opened = [];
                foreach (ChunkOutcome outcome in outcomes)
                {
                    opened.AddRange(await session.ListAsync(
                        """
                        UPDATE chunk SET state = 0, outcome = NULL, reason = NULL, due_at = 0, looks = 0, misses = 0, matched = 0,
                            processed = 0, failed = 0, fence = fence + 1, lease_owner = NULL, lease_until = 0, changed_at = outreach_now(),
                            at_least = CASE WHEN @shrinking = 1 AND (operation_id IS NOT NULL OR outcome = @unknown) THEN 0 ELSE at_least END
                        WHERE job = @key AND state = 4 AND outcome = @outcome
                        RETURNING records
                        """,
                        row => row.GetInt64(0),
                        cancellationToken,
                        ("key", key),
                        ("outcome", (int)outcome),
                        ("shrinking", isShrinking ? 1 : 0),
                        ("unknown", (int)ChunkOutcome.Unknown)).ConfigureAwait(false));
                }

                // Chunks may have ended since somebody was asked.
                if (agreed is { } records && opened.Sum() != records)
                {
                    throw new JobException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"Of job {key}, {opened.Sum():N0} records would start again by now, and {records:N0} were agreed to. None does."));
                }

                if (opened.Count > 0)
                {
                    await session.RunAsync(
                        """
                        UPDATE job SET wish = 1, wished_at = outreach_now(), started_at = COALESCE(started_at, outreach_now()),
                            stopped = NULL, waits_until = NULL, ended_at = NULL
                        WHERE key = @key
                        """,
                        cancellationToken,
                        ("key", key)).ConfigureAwait(false);
                }

                return opened.Count;
            },
            cancellationToken);

    /// <summary>Puts two chunks in the place of one that turned out too large. Nothing was done for it.</summary>
    /// <param name="chunk">The chunk, as it was claimed.</param>
    /// <param name="parts">What takes its place; their numbers are given here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was done; not when somebody else has claimed it since.</returns>
    public Task<bool> SplitAsync(StoredChunk chunk, IReadOnlyList<StoredChunk> parts, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async session =>
            {
                await session.RunAsync(Lock, cancellationToken, ("job", chunk.Job)).ConfigureAwait(false);
                int ended = await session.RunAsync(
                    """
                    UPDATE chunk SET state = 4, outcome = @split, lease_owner = NULL, lease_until = 0, changed_at = outreach_now()
                    WHERE job = @job AND number = @number AND fence = @fence
                    """,
                    cancellationToken,
                    ("job", chunk.Job),
                    ("number", chunk.Number),
                    ("fence", chunk.Fence),
                    ("split", (int)ChunkOutcome.Split)).ConfigureAwait(false);
                if (ended == 0)
                    return false;
                int last = await session.FirstAsync(
                    "SELECT MAX(number) FROM chunk WHERE job = @job", row => row.GetInt32(0), cancellationToken, ("job", chunk.Job))
                    .ConfigureAwait(false);
                await AddAsync(session, [.. parts.Select(part => part with { Number = ++last })], cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>Removes what ended so long ago, with the entries of its operations.</summary>
    /// <returns>How many jobs were removed.</returns>
    public Task<int> PurgeAsync(string account, TimeSpan keep, CancellationToken cancellationToken) => transactions.RunAsync(
        async session =>
        {
            (string, object?)[] parameters = [("account", account), ("keep", (long)keep.TotalMilliseconds)];
            int removed = await session.RunAsync(
                """
                DELETE FROM job WHERE account = @account
                    AND (ended_at <= outreach_now() - @keep OR (wish = 0 AND expires_at <= outreach_now() - @keep))
                """,
                cancellationToken,
                parameters).ConfigureAwait(false);
            await session.RunAsync(
                "DELETE FROM holding WHERE account = @account AND at <= outreach_now() - @keep", cancellationToken, parameters)
                .ConfigureAwait(false);
            await session.RunAsync(
                """
                DELETE FROM journal WHERE job IS NULL AND at <= outreach_now() - @keep
                    AND EXISTS (SELECT 1 FROM journal e WHERE e.key = journal.key AND e.ended = 1 AND e.number >= journal.number)
                """,
                cancellationToken,
                parameters[1..]).ConfigureAwait(false);
            return removed;
        },
        cancellationToken);

    private static Task<int> AddAsync(SqlSession session, StoredChunk[] chunks, CancellationToken cancellationToken) => session.RunAsync(
        "INSERT INTO chunk (job, number, content, records, at_least, at_most, canary) VALUES "
            + string.Join(", ", chunks.Select(
                (_, at) => $"(@job, @number{at}, @content{at}, @records{at}, @least{at}, @most{at}, @canary{at})")),
        cancellationToken,
        [
            ("job", chunks[0].Job),
            .. chunks.SelectMany((chunk, at) => new (string, object?)[]
            {
                ($"number{at}", chunk.Number),
                ($"content{at}", chunk.Content),
                ($"records{at}", chunk.Records),
                ($"least{at}", chunk.AtLeast),
                ($"most{at}", chunk.AtMost),
                ($"canary{at}", chunk.IsCanary ? 1 : 0),
            }),
        ]);
}
