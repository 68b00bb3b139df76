namespace Outreach.Bulk;

/// <summary>
/// Keeps account of the records that bulk actions take from an organisation's daily allowance. The library's own counts in
/// memory what one connection takes; one over a shared store counts for all processes that use it.
/// </summary>
/// <remarks>
/// Implementations are used from several threads. Both methods name totals of an operation, not differences, so that either may
/// be called again: after a crash, or by two processes at once.
/// </remarks>
public interface IRecordLedger
{
    /// <summary>Reserves records for an operation, all of them or none.</summary>
    /// <param name="key">The operation's key.</param>
    /// <param name="records">
    /// How many it needs in all; at least 1. What is reserved under the key already counts towards them, and more than that stays
    /// reserved.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether they are reserved, and what is left.</returns>
    ValueTask<RecordAllowance> ReserveAsync(string key, long records, CancellationToken cancellationToken);

    /// <summary>Sets what an operation took, as the server counted it, whatever is left.</summary>
    /// <param name="key">The operation's key.</param>
    /// <param name="records">How many it took in all; 0 to give everything back.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that completes when they are counted.</returns>
    ValueTask SettleAsync(string key, long records, CancellationToken cancellationToken);
}
