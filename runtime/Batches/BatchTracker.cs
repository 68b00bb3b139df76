using Outreach.Bulk.Operations;
using Outreach.Bulk.Telemetry;

namespace Outreach.Bulk.Batches;

/// <summary>Makes handles of batches, and has what each of them needs.</summary>
/// <param name="api">The requests about batches.</param>
/// <param name="poller">Polls for all who wait.</param>
/// <param name="options">The connection's options.</param>
/// <param name="log">Where it is logged.</param>
internal sealed class BatchTracker(BatchApi api, OperationPoller<Batch> poller, OutreachBulkOptions options, OperationLog log)
{
    public BatchApi Api => api;

    public OperationPoller<Batch> Poller => poller;

    public OutreachBulkOptions Options => options;

    public OperationLog Log => log;

    /// <summary>Makes the handle of a batch that was started elsewhere.</summary>
    public BatchOperation Attach(long id, OperationObserver? observer = null) => Attach(id, null, BatchBounds.None, observer);

    /// <summary>Makes the handle of a batch, with a policy for its count.</summary>
    public BatchOperation Attach(long id, Confirm policy, OperationObserver observer) =>
        Attach(id, null, new(policy, null, null, options.MaximumItems), observer);

    /// <summary>Makes the handle of a batch that a call started, in this process or another.</summary>
    public BatchOperation Attach(long id, BatchBounds bounds, OperationObserver observer) => Attach(id, null, bounds, observer);

    /// <summary>Makes the handle of a batch that was seen and started elsewhere.</summary>
    public BatchOperation Attach(Batch batch, OperationObserver? observer = null) =>
        Attach(batch.Id, batch, BatchBounds.None, observer);

    private BatchOperation Attach(long id, Batch? latest, BatchBounds bounds, OperationObserver? observer) =>
        new(this, id, latest, bounds, observer ?? new(log));
}
