using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>Where the records of the day are counted: within an intent, and by itself.</summary>
internal sealed record JobLedger(LedgerTables Tables, IRecordLedger Ledger);
