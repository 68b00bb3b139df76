namespace Outreach.Bulk.Jobs.Stores;

/// <summary>A connection's daily ledger in the store.</summary>
internal sealed class StoreLedger(SqlTransactions transactions, LedgerTables tables) : IRecordLedger
{
    public async ValueTask<RecordAllowance> ReserveAsync(string key, long records, CancellationToken cancellationToken) =>
        await transactions.RunAsync(
            session => tables.ReserveAsync(session, transactions.Database, key, records, cancellationToken), cancellationToken)
            .ConfigureAwait(false);

    public async ValueTask SettleAsync(string key, long records, CancellationToken cancellationToken) =>
        await transactions.RunAsync(
            async session =>
            {
                await tables.SettleAsync(session, transactions.Database, key, records, cancellationToken).ConfigureAwait(false);
                return 0;
            },
            cancellationToken).ConfigureAwait(false);
}
