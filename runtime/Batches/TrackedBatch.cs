using Outreach.Bulk.Operations;
using Outreach.Bulk.Primitives;
using Outreach.Bulk.Telemetry;

namespace Outreach.Bulk.Batches;

/// <summary>The life of a batch: decisions about it, and the lock on its count, which is compared with every snapshot.</summary>
internal sealed class TrackedBatch(
    BatchOperation handle, BatchTracker tracker, long id, Batch? latest, BatchBounds bounds, OperationObserver observer)
    : TrackedOperation<Batch>(tracker.Options, tracker.Poller, id, latest, observer)
{
    // How soon a decision that was taken shows, at the latest.
    private static readonly TimeSpan s_longestUnseenDecision = TimeSpan.FromMinutes(5);

    private long _confirmedAt;

    public bool HasPolicy => bounds.Decides;

    public BatchApi Api => tracker.Api;

    /// <summary>Confirms the batch for the count it was last seen with.</summary>
    public async Task<Batch> ConfirmAsync(CancellationToken cancellationToken)
    {
        Batch batch = Latest is { MatchedCount: not null } known
            ? known
            : await handle.RefreshAsync(cancellationToken).ConfigureAwait(false);
        await bounds.ThrowIfOutsideAsync(handle, batch, again: true).ConfigureAwait(false);
        long count = (batch.ConfirmCount >= 0 ? batch.ConfirmCount : batch.MatchedCount) ?? throw new ConfirmationRequiredException(
            $"Batch {Id} ({batch.State}) was not confirmed: the server does not say how many records it matched, so there is no "
                + "count to confirm.",
            handle,
            batch);
        Batch answer;
        using (Observer.StartSpan("confirm"))
        {
            if (Observer.Journal is { } journal)
                await journal.ConfirmingAsync(Id, count, cancellationToken).ConfigureAwait(false);
            answer = KeepDecided(await Api.ConfirmAsync(Id, count, cancellationToken).ConfigureAwait(false));
        }

        Volatile.Write(ref _confirmedAt, tracker.Options.TimeProvider.GetTimestamp());
        tracker.Log.BatchConfirmed(Id, count);
        if (Observer.Journal is { } confirmed)
            await confirmed.ConfirmedAsync(answer, count).ConfigureAwait(false);
        await Observer.SawAsync(answer).ConfigureAwait(false);
        await bounds.ThrowIfOutsideAsync(handle, answer).ConfigureAwait(false);
        return answer;
    }

    /// <summary>Cancels the batch on the server.</summary>
    public async Task<Batch> CancelAsync(CancellationToken cancellationToken)
    {
        Batch answer;
        using (Observer.StartSpan("cancel"))
        {
            if (Observer.Journal is { } journal)
                await journal.CancelingAsync(Id).ConfigureAwait(false);
            answer = KeepDecided(await Api.CancelAsync(Id, wasSeen: Latest is not null, cancellationToken).ConfigureAwait(false));
        }

        tracker.Log.BatchCanceled(Id);
        await Observer.SawAsync(answer).ConfigureAwait(false);
        return answer;
    }

    /// <summary>The first answer came: holds the count against the call, and takes its decision.</summary>
    /// <param name="action">The action that started the batch.</param>
    /// <param name="cancellationToken">Gives up waiting for a decision's answer.</param>
    /// <exception cref="BatchException">The batch exists, and is not as the call asked.</exception>
    /// <exception cref="DailyAllowanceException">The batch needs more than is left of the day; it was cancelled.</exception>
    public async Task TakeOverAsync(string action, CancellationToken cancellationToken)
    {
        Batch batch = Latest!;
        try
        {
            Observer.Telemetry?.Tag(OutreachBulkTelemetry.BatchTag, batch.Id);
            tracker.Log.BatchStarted(action, batch.Id, batch.State.Value, batch.MatchedCount);
            await bounds.ThrowIfOutsideAsync(handle, batch).ConfigureAwait(false);
            if (batch.AwaitsDecision)
            {
                await CancelAboveAllowanceAsync(batch, cancellationToken).ConfigureAwait(false);
                await bounds.ApplyAsync(handle, batch, cancellationToken).ConfigureAwait(false);
            }

            await Observer.SawAsync(Latest!).ConfigureAwait(false);
        }
        catch (ConfirmationRequiredException)
        {
            Observer.Telemetry?.EndsAs(OutcomeWords.NotConfirmed);
            throw;
        }
        catch (Exception exception) when (exception is not (BatchException or DailyAllowanceException))
        {
            Observer.Telemetry?.EndsAs(OutcomeWords.NotConfirmed);
            throw BatchEnding.NotConfirmed(handle, batch, exception);
        }
    }

    protected override Task<Batch> ReadAsync(CancellationToken cancellationToken) => Api.GetAsync(Id, cancellationToken);

    protected override async Task<Batch> JudgeAsync(Batch snapshot, bool isPoll, CancellationToken cancellationToken)
    {
        if (isPoll)
            return await bounds.ApplyAsync(handle, snapshot, cancellationToken).ConfigureAwait(false);
        await bounds.ThrowIfOutsideAsync(handle, snapshot).ConfigureAwait(false);
        return snapshot;
    }

    // Neither a batch that does not tell its count yet nor one whose confirmation does not show yet waits for somebody else.
    protected override bool EndsWait(Batch snapshot) => base.EndsWait(snapshot)
        && !(snapshot.AwaitsDecision && HasPolicy && (snapshot.MatchedCount is null || WasJustConfirmed));

    private bool WasJustConfirmed => Volatile.Read(ref _confirmedAt) is not 0 and long at
        && tracker.Options.TimeProvider.GetElapsedTime(at) < s_longestUnseenDecision;

    protected override OutreachBulkException Detached(string message, Exception? trouble) =>
        new BatchDetachedException(message, handle, Latest, trouble);

    private async Task CancelAboveAllowanceAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (await Observer.Charge!.RaiseAsync(batch.MatchedCount ?? 0, cancellationToken).ConfigureAwait(false) is not { } refusal)
            return;
        Observer.Telemetry?.EndsAs(OutcomeWords.OverAllowance);
        await handle.CancelAsync(CancellationToken.None).ConfigureAwait(false);
        throw new DailyAllowanceException(
            $"Batch {batch.Id} matched {BatchEnding.Records(batch)} and was cancelled: it needs "
                + $"{Sentence.Count(refusal.Needed, "record")} more of the daily allowance",
            refusal.Needed,
            refusal.Allowance,
            batch.Id);
    }
}
