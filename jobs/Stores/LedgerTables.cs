using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Jobs.Stores;

/// <summary>
/// The records of the day, for all processes that use the store. They come back evenly over a day; how much of an operation's own has
/// come back nobody can tell, so that it is given back no more than the day had not given back since by itself.
/// </summary>
/// <param name="account">Whose allowance it is.</param>
/// <param name="perDay">How many records a day has.</param>
/// <param name="reserved">How many of them are left to others.</param>
internal sealed class LedgerTables(string account, long perDay, long reserved)
{
    private const long Day = 24 * 60 * 60 * 1_000;

    private double PerMillisecond => (double)perDay / Day;

    /// <summary>Reserves records for an operation, all of them or none.</summary>
    public async Task<RecordAllowance> ReserveAsync(
        SqlSession session, SqlDatabase database, string operation, long records, CancellationToken cancellationToken)
    {
        (double level, long now) = await LevelAsync(session, database, cancellationToken).ConfigureAwait(false);
        Holding held = await FindAsync(session, operation, cancellationToken).ConfigureAwait(false);
        double left = perDay - reserved - level;
        long more = records - held.Records;
        DateTimeOffset at = DateTimeOffset.FromUnixTimeMilliseconds(now);
        if (more <= 0)
            return new(true, Math.Max(0, (long)left), at);
        if (more <= left)
        {
            await HoldAsync(session, operation, held, records, level, now, cancellationToken).ConfigureAwait(false);
            return new(true, (long)(left - more), at);
        }

        double wait = (more - left) / PerMillisecond;
        DateTimeOffset? available = more > perDay - reserved || wait >= (DateTimeOffset.MaxValue - at).TotalMilliseconds
            ? null
            : at + Timers.Round(TimeSpan.FromMilliseconds(wait));
        return new(false, Math.Max(0, (long)left), available);
    }

    /// <summary>Sets what an operation took.</summary>
    public async Task SettleAsync(
        SqlSession session, SqlDatabase database, string operation, long records, CancellationToken cancellationToken)
    {
        (double level, long now) = await LevelAsync(session, database, cancellationToken).ConfigureAwait(false);
        Holding held = await FindAsync(session, operation, cancellationToken).ConfigureAwait(false);
        if (records != held.Records)
            await HoldAsync(session, operation, held, records, level, now, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(double Level, long Now)> LevelAsync(SqlSession session, SqlDatabase database, CancellationToken cancellationToken)
    {
        await session.RunAsync(
            "INSERT INTO ledger (account, level, at) VALUES (@account, 0, outreach_now()) ON CONFLICT (account) DO NOTHING",
            cancellationToken, ("account", account)).ConfigureAwait(false);
        (double level, long at, long now) = await session.FirstAsync(
            "SELECT level, at, outreach_now() FROM ledger WHERE account = @account" + database.Locking,
            row => (row.GetDouble(0), row.GetInt64(1), row.GetInt64(2)),
            cancellationToken,
            ("account", account)).ConfigureAwait(false);

        // Where the clock was set back nothing comes back until it is where it was.
        return (Math.Max(0, level - (Math.Max(0, now - at) * PerMillisecond)), Math.Max(now, at));
    }

    private async Task<Holding> FindAsync(SqlSession session, string operation, CancellationToken cancellationToken) =>
        await session.FirstAsync(
            "SELECT records, counted, at FROM holding WHERE account = @account AND operation = @operation",
            row => new Holding(row.GetInt64(0), row.GetDouble(1), row.GetInt64(2)),
            cancellationToken,
            ("account", account),
            ("operation", operation)).ConfigureAwait(false) ?? new(0, 0, 0);

    private async Task HoldAsync(
        SqlSession session, string operation, Holding held, long records, double level, long now, CancellationToken cancellationToken)
    {
        double counted = Math.Min(level, Math.Max(0, held.Counted - (Math.Max(0, now - held.At) * PerMillisecond)));
        double difference = Math.Max(records - held.Records, -counted);
        await session.RunAsync(
            "UPDATE ledger SET level = @level, at = @now WHERE account = @account",
            cancellationToken, ("account", account), ("level", Math.Max(0, level + difference)), ("now", now)).ConfigureAwait(false);
        await session.RunAsync(
            """
            INSERT INTO holding (account, operation, records, counted, at) VALUES (@account, @operation, @records, @counted, @now)
            ON CONFLICT (account, operation) DO UPDATE SET records = excluded.records, counted = excluded.counted, at = excluded.at
            """,
            cancellationToken,
            ("account", account),
            ("operation", operation),
            ("records", records),
            ("counted", counted + difference),
            ("now", now)).ConfigureAwait(false);
    }

    /// <param name="Records">How many records the operation holds.</param>
    /// <param name="Counted">How many of them had not come back at <paramref name="At"/>.</param>
    /// <param name="At">When that was.</param>
    private sealed record Holding(long Records, double Counted, long At);
}
