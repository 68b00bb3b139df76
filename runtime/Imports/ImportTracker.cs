using Outreach.Bulk.Batches;
using Outreach.Bulk.Operations;
using Outreach.Bulk.Telemetry;

namespace Outreach.Bulk.Imports;

/// <summary>Makes handles of imports, and has what each of them needs.</summary>
/// <param name="api">The requests about imports.</param>
/// <param name="poller">Polls for all who wait.</param>
/// <param name="batches">Makes the handles of the batches behind an import.</param>
/// <param name="options">The connection's options.</param>
/// <param name="log">Where it is logged.</param>
internal sealed class ImportTracker(
    ImportApi api, OperationPoller<Import> poller, BatchTracker batches, OutreachBulkOptions options, OperationLog log)
{
    public ImportApi Api => api;

    public OperationPoller<Import> Poller => poller;

    public BatchTracker Batches => batches;

    public OutreachBulkOptions Options => options;

    /// <summary>Makes the handle of an import that was started elsewhere.</summary>
    public ImportOperation Attach(long id, OperationObserver? observer = null) => new(this, id, null, observer ?? new(log));

    /// <summary>Makes the handle of an import that was seen and started elsewhere.</summary>
    public ImportOperation Attach(Import import, OperationObserver? observer) =>
        new(this, import.Id, import, observer ?? new(log));
}
