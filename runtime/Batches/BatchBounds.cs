using System.Globalization;
using Outreach.Bulk.Primitives;
using Outreach.Bulk.Telemetry;

namespace Outreach.Bulk.Batches;

/// <summary>
/// The call's lock on the count of records: its policy, its consent, the number of ids it selected, and what one request takes.
/// Every snapshot is judged, since a count can grow; the same count is reported once.
/// </summary>
internal sealed class BatchBounds(Confirm? policy, Consent? consent, long? idCount, long maximumItems = long.MaxValue)
{
    private const long NoCount = -1;

    private readonly Lock _gate = new();
    private long _reported = long.MinValue;
    private (bool Admits, Exception? Failure)? _verdict;
    private Task<Batch>? _confirmation;

    public static BatchBounds None { get; } = new(null, null, null);

    /// <summary>The bounds of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="idCount">How many distinct ids it selects; null when it does not select by id.</param>
    /// <param name="maximumItems">What one request takes.</param>
    public static BatchBounds Of(BulkCall call, long? idCount, long maximumItems) =>
        new(call.Params.Confirm, call.Params.ConsentOrNull, idCount, maximumItems);

    /// <summary>Whether a batch that asks may be confirmed: someone said under which condition.</summary>
    public bool Decides => policy is not null || consent is not null;

    /// <summary>Judges a snapshot, and confirms a batch that asks and is within bounds: once, for all who wait for it.</summary>
    /// <returns>The batch afterwards.</returns>
    public async Task<Batch> ApplyAsync(BatchOperation operation, Batch batch, CancellationToken cancellationToken)
    {
        await ThrowIfOutsideAsync(operation, batch).ConfigureAwait(false);
        if (!batch.AwaitsDecision || !Decides || batch.MatchedCount is null)
            return batch;
        Task<Batch> confirmation;
        lock (_gate)
        {
            if (_confirmation is { IsCompletedSuccessfully: true })
                return operation.Latest ?? batch;
            if (_confirmation is null or { IsCompleted: true })
            {
                _confirmation = Task.Run(() => operation.ConfirmAsync(CancellationToken.None), CancellationToken.None);
                Abandoned.Observe(_confirmation);
            }

            confirmation = _confirmation;
        }

        return await confirmation.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Cancels and reports a batch whose count is out of bounds.</summary>
    /// <param name="operation">The batch's handle.</param>
    /// <param name="batch">What was seen of it.</param>
    /// <param name="again">Whether to report a count that was reported before.</param>
    public async Task ThrowIfOutsideAsync(BatchOperation operation, Batch batch, bool again = false)
    {
        if (Breach(batch) is not { } breach || (!IsNews(batch) && !again))
            return;

        operation.EndsAs(OutcomeWords.OutOfBounds);
        bool hadStarted = !batch.AwaitsDecision;
        (Batch last, Exception? failure) = await TryCancelAsync(operation, batch).ConfigureAwait(false);
        throw BatchOutOfBoundsException.Of(
            operation,
            last,
            batch.MatchedCount,
            $"{breach.Allowed}.{(breach.Cause is null ? "" : $" The condition threw {breach.Cause.GetType().Name}.")}",
            hadStarted,
            (breach.Cause, failure) is ({ } cause, { } second) ? new AggregateException(cause, second) : breach.Cause ?? failure);
    }

    // Cancelling is what protects the records, so no caller's token interrupts it. The batch exists by now, so whatever
    // goes wrong must hand its handle over.
    private static async Task<(Batch Last, Exception? Failure)> TryCancelAsync(BatchOperation operation, Batch batch)
    {
        if (batch.IsTerminal)
            return (batch, null);
        try
        {
            return (await operation.CancelAsync(CancellationToken.None).ConfigureAwait(false), null);
        }
        catch (Exception exception)
        {
            return (operation.Latest ?? batch, exception);
        }
    }

    private (string Allowed, Exception? Cause)? Breach(Batch batch)
    {
        // A batch that waits is not confirmed, and so does nothing, before it tells its count.
        if (batch.MatchedCount is null)
            return null;
        if (idCount is not null && !(batch.MatchedCount <= idCount))
            return (FormattableString.Invariant($"allows at most the {idCount} {(idCount == 1 ? "id" : "ids")} it selected"), null);
        if (batch.AwaitsDecision && Decides && batch.MatchedCount > maximumItems)
        {
            return (
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"can confirm at most the {maximumItems} items that one request takes; more would fail as a whole"),
                null);
        }

        if (consent is not null && !consent.Admits(batch))
            return (consent.Bounds, null);
        if (policy is null)
            return null;
        if (!policy.Admits(batch))
            return (policy.Bounds, null);
        (bool admits, Exception? failure) = Ask(policy, batch);
        return admits ? null : (policy.Bounds, failure);
    }

    private (bool Admits, Exception? Failure) Ask(Confirm asked, Batch batch)
    {
        if (asked.Condition is not { } condition)
            return (true, null);
        lock (_gate)
        {
            if (_verdict is { } verdict)
                return verdict;
            try
            {
                _verdict = (condition(batch), null);
            }
            catch (Exception exception)
            {
                _verdict = (false, exception);
            }

            return _verdict.Value;
        }
    }

    private bool IsNews(Batch batch)
    {
        long count = batch.MatchedCount ?? NoCount;
        lock (_gate)
        {
            if (count <= _reported)
                return false;
            _reported = count;
            return true;
        }
    }
}
