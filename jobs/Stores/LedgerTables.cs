using System.Data.Common;
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
    /// <summary>
    /// Lets come back what has until now, of all and of one operation, and keeps others from changing it until the transaction ends. Where
    /// the clock was set back it starts from what it shows now: nothing has come back meanwhile.
    /// </summary>
    public const string Bring =
        """
        INSERT INTO ledger (account, level, at) VALUES (@account, 0, outreach_now())
        ON CONFLICT (account) DO UPDATE SET at = excluded.at, level = CASE
            WHEN ledger.at >= excluded.at THEN ledger.level
            WHEN ledger.level > (excluded.at - ledger.at) * @rate THEN ledger.level - (excluded.at - ledger.at) * @rate
            ELSE 0 END;
        INSERT INTO holding (account, operation, records, counted, at)
            SELECT account, @operation, 0, 0, at FROM ledger WHERE account = @account
        ON CONFLICT (account, operation) DO UPDATE SET at = excluded.at, counted = CASE
            WHEN holding.at >= excluded.at THEN holding.counted
            WHEN holding.counted > (excluded.at - holding.at) * @rate THEN holding.counted - (excluded.at - holding.at) * @rate
            ELSE 0 END;
        """;

    /// <summary>Sets, after <see cref="Bring"/>, how many records the operation holds.</summary>
    public const string Hold =
        """
        UPDATE ledger SET level = CASE WHEN ledger.level + c.difference > 0 THEN ledger.level + c.difference ELSE 0 END
            FROM (SELECT CASE WHEN @records - records > -counted THEN @records - records ELSE -counted END AS difference
                FROM holding WHERE account = @account AND operation = @operation) c
            WHERE account = @account;
        UPDATE holding SET records = @records,
            counted = CASE WHEN @records - records > -counted THEN counted + @records - records ELSE 0 END
            WHERE account = @account AND operation = @operation;
        """;

    /// <summary>What <see cref="Decide"/> reads.</summary>
    public const string Columns = "l.level, l.at, h.records";

    /// <summary>How <c>ledger l</c> and <c>holding h</c> are joined for it.</summary>
    public const string Joined = "ON h.account = l.account AND h.operation = @operation AND l.account = @account";

    private const long Day = 24 * 60 * 60 * 1_000;

    private double PerMillisecond => (double)perDay / Day;

    /// <summary>Reserves records for an operation, all of them or none.</summary>
    public async Task<RecordAllowance> ReserveAsync(
        SqlSession session, string operation, long records, CancellationToken cancellationToken)
    {
        (string, object?)[] parameters = Parameters(operation, records);
        (RecordAllowance allowance, bool isMore) = await session.FirstAsync(
            $"{Bring} SELECT {Columns} FROM ledger l JOIN holding h {Joined}",
            row => Decide(row, 0, records),
            cancellationToken,
            parameters).ConfigureAwait(false);
        if (isMore)
            await session.RunAsync(Hold, cancellationToken, parameters).ConfigureAwait(false);
        return allowance;
    }

    /// <summary>Sets what an operation took.</summary>
    public Task<int> SettleAsync(SqlSession session, string operation, long records, CancellationToken cancellationToken) =>
        session.RunAsync(Bring + Hold, cancellationToken, Parameters(operation, records));

    /// <summary>Reads what is left, and changes nothing.</summary>
    public Task<DayBudget> LookAsync(SqlSession session, CancellationToken cancellationToken) => session.FirstAsync(
        "SELECT l.level, l.at, t.now FROM (SELECT outreach_now() AS now) t LEFT JOIN ledger l ON l.account = @account",
        row =>
        {
            long now = row.GetInt64(2);
            double level = row.IsDBNull(0) ? 0 : row.GetDouble(0) - (Math.Max(0, now - row.GetInt64(1)) * PerMillisecond);
            long usable = perDay - reserved;
            return new DayBudget((long)Math.Clamp(usable - level, 0, usable), usable, DateTimeOffset.FromUnixTimeMilliseconds(now));
        },
        cancellationToken,
        ("account", account))!;

    /// <summary>Decides, by the <see cref="Columns"/> of a row, whether an operation gets its records.</summary>
    /// <returns>What it returns, and whether <see cref="Hold"/> must be run.</returns>
    public (RecordAllowance Allowance, bool IsMore) Decide(DbDataReader row, int first, long records)
    {
        double left = perDay - reserved - row.GetDouble(first);
        DateTimeOffset at = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(first + 1));
        long more = records - row.GetInt64(first + 2);
        if (more <= left || more <= 0)
            return (new(true, Math.Max(0, (long)(left - Math.Max(0, more))), at), more > 0);
        double wait = (more - left) / PerMillisecond;
        DateTimeOffset? available = more > perDay - reserved || wait >= (DateTimeOffset.MaxValue - at).TotalMilliseconds
            ? null
            : at + Timers.Round(TimeSpan.FromMilliseconds(wait));
        return (new(false, Math.Max(0, (long)left), available), false);
    }

    /// <summary>The parameters of all statements here.</summary>
    public (string, object?)[] Parameters(string operation, long records) =>
        [("account", account), ("operation", operation), ("records", records), ("rate", PerMillisecond)];
}
