using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs;

/// <summary>
/// Where jobs, their chunks, the journal of operations and the records of the day are kept. Any number of processes may use one at once.
/// </summary>
/// <remarks>
/// It holds values of records: those that the filters and attributes of planned calls have. Keep it like the records themselves.
/// </remarks>
public sealed class JobStore : IDisposable
{
    private readonly SqlTransactions _transactions;

    internal JobStore(SqlDatabase database)
    {
        _transactions = new(database);
        Jobs = new(_transactions);
        Chunks = new(_transactions);
        Entries = new(_transactions);
    }

    /// <summary>What the store is called in messages, and what distinguishes it from another; without a password.</summary>
    internal string Name => _transactions.Database.Name;

    internal string? Folder => _transactions.Database.Folder;

    internal JobTable Jobs { get; }

    internal ChunkTable Chunks { get; }

    internal JournalTable Entries { get; }

    /// <summary>
    /// A journal in this store, for <see cref="OutreachBulkOptions.Journal"/>: for calls that are no job's. Unlike a file's, several processes
    /// may share it; <see cref="OutreachBulkConnection.RecoverAsync"/> then shows what all of them have open.
    /// </summary>
    /// <returns>The journal.</returns>
    public IOperationJournal CreateJournal() => Entries;

    /// <summary>
    /// The records of the day in this store, for <see cref="OutreachBulkOptions.RecordLedger"/>: calls of all processes, and jobs, share one
    /// allowance.
    /// </summary>
    /// <param name="account">The account: <see cref="OutreachJobsOptions.Account"/>, or by default the host of the base address.</param>
    /// <param name="recordsPerDay">How many records a day has; at least 1.</param>
    /// <param name="reservedRecords">How many of them are left to others; 0 or more, less than <paramref name="recordsPerDay"/>.</param>
    /// <returns>The ledger.</returns>
    public IRecordLedger CreateLedger(string account, long recordsPerDay = 5_000_000, long reservedRecords = 500_000)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfLessThan(recordsPerDay, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(reservedRecords);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(reservedRecords, recordsPerDay);
        return CreateLedger(new LedgerTables(account, recordsPerDay, reservedRecords));
    }

    internal StoreLedger CreateLedger(LedgerTables tables) => new(_transactions, tables);

    /// <inheritdoc/>
    public void Dispose() => _transactions.Dispose();
}
