using Outreach.Bulk.Calls;
using Outreach.Bulk.Http;
using Outreach.Bulk.Operations;
using Outreach.Bulk.Protocol;
using Outreach.Bulk.Resources;

namespace Outreach.Bulk.Batches;

/// <summary>Starts a bulk action: call → request → one POST → operation. What may not be sent is refused first.</summary>
internal sealed class BatchStart : OperationStart<Batch, BatchOperation, BatchOutcomeUnknownException>
{
    private readonly BatchTracker _tracker;
    private readonly BatchSearch _search;
    private readonly BatchClaims _claims;
    private readonly BulkActionRequest _request;
    private readonly BatchBounds _bounds;
    private readonly bool _reachesPeople;

    /// <summary>Prepares the start.</summary>
    /// <param name="context">The connection's parts.</param>
    /// <param name="tracker">Makes the handle.</param>
    /// <param name="search">Looks for a batch whose answer was lost.</param>
    /// <param name="claims">Knows which batches are answered for.</param>
    /// <param name="call">The call.</param>
    /// <param name="key">The operation's key; null for one of its own.</param>
    /// <exception cref="ArgumentException">The call cannot be sent under the connection's options.</exception>
    public BatchStart(OperationContext context, BatchTracker tracker, BatchSearch search, BatchClaims claims, BulkCall call, string? key)
        : base(context, call.Action, call.Params.OnUnknownOutcome, key, call.Params.Label)
    {
        _tracker = tracker;
        _search = search;
        _claims = claims;
        _request = BulkActionRequest.Create(call, context.Options);
        _reachesPeople = call.Params is OutboundActionParams;
        _bounds = BatchBounds.Of(call, _request.IdCount, context.Options.MaximumItems);
    }

    // What a filter selects is not known; one record will do until the server counts.
    protected override long? RecordsToReserve => Math.Max(1, _request.IdCount ?? 1);

    protected override Uri Address => _request.Address;

    protected override byte[] Body => _request.Body;

    protected override bool MayResend => true;

    // What reaches people is sent once, whatever an answer proves.
    protected override bool MayChangeToken => !_reachesPeople;

    protected override JournalEntry Describe(JournalEntry entry) =>
        entry with { Action = Action.Name, TargetDigest = _request.EchoDigest };

    protected override Batch Read(in ApiAnswer answer)
    {
        Batch batch = BatchReader.Read(answer);
        _claims.Answered(_request, batch);
        return batch;
    }

    protected override async ValueTask<BatchOperation> StartedAsync(
        Batch snapshot, OperationObserver observer, CancellationToken cancellationToken)
    {
        BatchOperation operation = new(_tracker, snapshot.Id, snapshot, _bounds, observer);
        await operation.TakeOverAsync(Action.Name, cancellationToken).ConfigureAwait(false);
        return operation;
    }

    protected override void Sending() => _claims.Sending(_request);

    protected override void NotSent() => _claims.NotSent(_request);

    protected override BatchOutcomeUnknownException Lost(SentMoment sent, OperationObserver observer, Exception cause)
    {
        LostRequest<BatchOperation> lost = new(_search, Action.Name, sent, Context.Client.Clock.After(sent))
        {
            TargetDigest = _request.EchoDigest,
            Clock = Context.Client.Clock,
            CallerId = _claims.CreatorId,
            Observer = observer,
        };
        _claims.Lost(_request, lost);
        return new(
            BatchOutcomeUnknownException.Describe(Action.Name) + $" {cause.Message}",
            lost,
            cause);
    }

    protected override BatchOutcomeUnknownException With(BatchOutcomeUnknownException lost, string message, Exception cause) =>
        new(message, lost.Lost, cause);

    protected override LostRequest<BatchOperation> RequestOf(BatchOutcomeUnknownException lost) => lost.Lost;

    protected override Batch SnapshotOf(BatchOperation found) => found.Latest!;
}
