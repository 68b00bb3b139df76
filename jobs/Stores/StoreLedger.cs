namespace Outreach.Bulk.Jobs.Stores;

/// <summary>A connection's daily ledger in the store.</summary>
internal sealed class StoreLedger(SqlTransactions transactions, LedgerTables tables) : IRecordLedger
{
    public async ValueTask<RecordAllowance> ReserveAsync(string key, long records, CancellationToken cancellationToken) =>
        await transactions.RunAsync(
            session => tables.ReserveAsync(session, key, records, cancellationToken), cancellationToken)
            .ConfigureAwait(false);

    public async ValueTask SettleAsync(string key, long records, CancellationToken cancellationToken) =>
        await transactions.RunCommandAsync(session => tables.SettleAsync(session, key, records, cancellationToken), cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Reads what is left, and changes nothing.</summary>
    public Task<DayBudget> LookAsync(CancellationToken cancellationToken) =>
        transactions.RunOneAsync(session => tables.LookAsync(session, cancellationToken), cancellationToken);
}
