namespace Outreach.Bulk.Jobs.Running;

/// <summary>The daily ledger of one chunk's operation: what its intent reserves is not reserved twice.</summary>
/// <param name="ledger">The store's.</param>
/// <param name="reserved">How many records the intent reserves.</param>
internal sealed class ChunkLedger(IRecordLedger ledger, long reserved) : IRecordLedger
{
    public ValueTask<RecordAllowance> ReserveAsync(string key, long records, CancellationToken cancellationToken) =>
        records <= reserved ? new(new RecordAllowance(true, 0, null)) : ledger.ReserveAsync(key, records, cancellationToken);

    public ValueTask SettleAsync(string key, long records, CancellationToken cancellationToken) =>
        ledger.SettleAsync(key, records, cancellationToken);
}
