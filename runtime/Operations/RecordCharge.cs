using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Operations;

/// <summary>What one operation holds of the daily allowance: first what it can be known to need, then what the server counted.</summary>
internal sealed class RecordCharge(IRecordLedger ledger, string key, long reserved = RecordCharge.Unknown)
{
    /// <summary>A count that is not known.</summary>
    public const long Unknown = -1;

    private long _records = reserved;

    /// <summary>Reserves what a call is known to need before it is sent.</summary>
    /// <param name="ledger">Where it is counted.</param>
    /// <param name="key">The operation's key.</param>
    /// <param name="action">The action's name.</param>
    /// <param name="records">The most records it can act on; at least 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DailyAllowanceException">So many are not left.</exception>
    public static async ValueTask<RecordCharge> ReserveAsync(
        IRecordLedger ledger, string key, string action, long records, CancellationToken cancellationToken)
    {
        RecordAllowance allowance = await ledger.ReserveAsync(key, records, cancellationToken).ConfigureAwait(false);
        return allowance.IsReserved
            ? new(ledger, key, records)
            : throw new DailyAllowanceException(
                $"{action} was not sent: it needs {Sentence.Count(records, "record")} of the daily allowance", records, allowance, null);
    }

    /// <summary>Counts what the server says that the operation takes.</summary>
    public async ValueTask SettleAsync(long records)
    {
        if (Interlocked.Exchange(ref _records, records) == records)
            return;
        try
        {
            // Two calls may reach the ledger in any order; whichever returns last sees to it that the last count is the one that stays.
            for (long latest = records; latest != Unknown;)
            {
                records = latest;
                await ledger.SettleAsync(key, records, CancellationToken.None).ConfigureAwait(false);
                latest = Volatile.Read(ref _records);
                if (latest == records)
                    return;
            }
        }
        catch
        {
            // The next time it is counted it is tried again.
            Interlocked.CompareExchange(ref _records, Unknown, records);
            throw;
        }
    }

    /// <summary>Reserves what the operation turned out to need before it may go on.</summary>
    /// <returns>How many more it needs and what is left, when that is not enough; otherwise null.</returns>
    public async ValueTask<(long Needed, RecordAllowance Allowance)?> RaiseAsync(long records, CancellationToken cancellationToken)
    {
        long held = Math.Max(0, Volatile.Read(ref _records));
        if (records <= held)
            return null;
        RecordAllowance allowance = await ledger.ReserveAsync(key, records, cancellationToken).ConfigureAwait(false);
        if (!allowance.IsReserved)
            return (records - held, allowance);
        Interlocked.Exchange(ref _records, records);
        return null;
    }
}
