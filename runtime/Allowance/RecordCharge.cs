namespace Outreach.Bulk;

/// <summary>What one call took from the daily allowance: first what it can be known to need, then what the server counted.</summary>
internal sealed class RecordCharge
{
    private readonly IRecordLedger _ledger;
    private long _taken;

    private RecordCharge(IRecordLedger ledger, long taken)
    {
        _ledger = ledger;
        _taken = taken;
    }

    /// <summary>Takes what a call is known to need before it is sent.</summary>
    /// <param name="ledger">Where it is counted.</param>
    /// <param name="action">The action's name.</param>
    /// <param name="records">The most records it can act on; null when that is not known, and one will do.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DailyAllowanceException">So many are not left.</exception>
    public static async ValueTask<RecordCharge> TakeAsync(IRecordLedger ledger, string action, long? records, CancellationToken cancellationToken)
    {
        long needed = Math.Max(1, records ?? 1);
        RecordAllowance allowance = await ledger.TakeAsync(needed, cancellationToken).ConfigureAwait(false);
        return allowance.IsTaken
            ? new(ledger, needed)
            : throw new DailyAllowanceException($"{action} was not sent: it needs {Sentence.Count(needed, "record")} of the daily allowance", needed, allowance, null);
    }

    /// <summary>Counts what the server says that a batch acts on.</summary>
    public ValueTask CountAsync(Batch batch)
    {
        bool didNothing = batch is { IsTerminal: true, Total: null or 0 } && batch.State != BatchState.Finished;
        long? records = didNothing ? 0 : batch.MatchedCount;
        return records is { } counted ? CountAsync(counted) : default;
    }

    /// <summary>Gives back what was taken: nothing was done.</summary>
    public ValueTask GiveBackAsync() => CountAsync(0);

    /// <summary>Takes what a batch that waits for a decision needs beyond what was taken.</summary>
    /// <returns>What is left, when that is not enough; otherwise null.</returns>
    public async ValueTask<(long Needed, RecordAllowance Allowance)?> RefuseAsync(Batch batch, CancellationToken cancellationToken)
    {
        long more = (batch.MatchedCount ?? 0) - Volatile.Read(ref _taken);
        if (more <= 0)
            return null;
        RecordAllowance allowance = await _ledger.TakeAsync(more, cancellationToken).ConfigureAwait(false);
        if (!allowance.IsTaken)
            return (more, allowance);
        Interlocked.Add(ref _taken, more);
        return null;
    }

    private ValueTask CountAsync(long records)
    {
        long difference = records - Interlocked.Exchange(ref _taken, records);
        return difference == 0 ? default : _ledger.CorrectAsync(difference, CancellationToken.None);
    }
}
