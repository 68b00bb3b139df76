using Outreach.Bulk.Http;
using Outreach.Bulk.Telemetry;

namespace Outreach.Bulk.Operations;

/// <summary>What starting and following operations takes from a connection.</summary>
/// <param name="Options">The connection's options.</param>
/// <param name="Client">Its requests.</param>
/// <param name="Ledger">Where records of the day are counted.</param>
/// <param name="Log">Where it logs.</param>
internal sealed record OperationContext(OutreachBulkOptions Options, ApiClient Client, IRecordLedger Ledger, OperationLog Log)
{
    public TimeProvider Time => Options.TimeProvider;

    /// <summary>Where operations are written down; null for nowhere.</summary>
    public IOperationJournal? Journal { get; init; } = Options.Journal;

    // What leaves this process needs a key that is unique across processes; making one takes longer than the rest of a start.
    public string NewKey() =>
        Journal is null && Options.RecordLedger is null ? OperationKey.NewOfProcess() : OperationKey.New();

    /// <summary>Writes an operation down; null when there is no journal.</summary>
    public JournalWriter? JournalWriter(string key) =>
        Journal is { } journal ? new(journal, key, Time, Client.Clock, Log) : null;
}
