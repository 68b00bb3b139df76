namespace Outreach.Bulk.Jobs.Running;

/// <summary>What steps take from their process.</summary>
/// <param name="Store">The store.</param>
/// <param name="Connection">The connection.</param>
/// <param name="Ledger">Where records of the day are counted.</param>
/// <param name="Log">Where it is logged.</param>
internal sealed record StepContext(JobStore Store, OutreachBulkConnection Connection, JobLedger Ledger, JobLog Log);
