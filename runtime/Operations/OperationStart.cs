using Outreach.Bulk.Http;
using Outreach.Bulk.Primitives;
using Outreach.Bulk.Protocol;
using Outreach.Bulk.Resources;
using Outreach.Bulk.Telemetry;

namespace Outreach.Bulk.Operations;

/// <summary>
/// The start of one operation: records are reserved, the request is written down, and sent once. A lost answer is an unknown
/// outcome and never a reason to send again; what it started is searched for where the call asks for that.
/// </summary>
internal abstract class OperationStart<TSnapshot, TOperation, TLost>(
    OperationContext context, BulkAction action, OnUnknownOutcome onUnknown, string? key, string? label)
    where TSnapshot : class, IOperationSnapshot<TSnapshot>
    where TOperation : class
    where TLost : OutcomeUnknownException
{
    private readonly string _key = key ?? context.NewKey();

    protected OperationContext Context => context;

    protected BulkAction Action => action;

    /// <summary>How many records to reserve before it is sent; null when none are.</summary>
    protected abstract long? RecordsToReserve { get; }

    protected abstract Uri Address { get; }

    protected abstract byte[] Body { get; }

    /// <summary>Runs the start.</summary>
    /// <returns>The operation as it started.</returns>
    public async Task<TOperation> RunAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        OperationTelemetry? telemetry = OperationTelemetry.Start(action.Name, context.Time);
        try
        {
            RecordCharge? charge = RecordsToReserve is { } records
                ? await RecordCharge.ReserveAsync(context.Ledger, _key, action.Name, records, cancellationToken).ConfigureAwait(false)
                : null;
            JournalWriter? journal = context.JournalWriter(_key);
            OperationObserver observer = new(context.Log) { Charge = charge, Journal = journal, Telemetry = telemetry };
            TSnapshot snapshot;
            try
            {
                snapshot = await SendAsync(null, observer, cancellationToken).ConfigureAwait(false);
            }
            catch (TLost lost)
            {
                snapshot = await AfterLossAsync(lost, onUnknown, observer, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                // The request was refused, or did not leave.
                if (charge is not null)
                    await charge.SettleAsync(0).ConfigureAwait(false);
                if (journal is not null)
                    await journal.NotStartedAsync().ConfigureAwait(false);
                throw;
            }

            if (journal is not null)
                await journal.StartedAsync(snapshot).ConfigureAwait(false);
            return await StartedAsync(snapshot, observer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            telemetry?.Ended(WordOf(exception), failure: exception);
            throw;
        }
    }

    private static string WordOf(Exception exception) => exception switch
    {
        OutcomeUnknownException => OutcomeWords.Unknown,
        OutreachApiException => OutcomeWords.Refused,
        DailyAllowanceException => OutcomeWords.OverAllowance,
        OperationCanceledException => OutcomeWords.GivenUp,
        _ => OutcomeWords.NotSent,
    };

    /// <summary>Adds to the journal's entry what the operation is recognised by.</summary>
    protected abstract JournalEntry Describe(JournalEntry entry);

    /// <summary>Reads the answer.</summary>
    protected abstract TSnapshot Read(in ApiAnswer answer);

    /// <summary>
    /// The operation exists: makes its handle, and does what the call asked for. Whatever goes wrong must carry the handle.
    /// </summary>
    protected abstract ValueTask<TOperation> StartedAsync(TSnapshot snapshot, OperationObserver observer, CancellationToken cancellationToken);

    /// <summary>The error of a lost answer, which can look for what was started.</summary>
    /// <param name="sent">When the request was sent.</param>
    /// <param name="observer">Reports what is seen of it when it is found.</param>
    /// <param name="cause">How the answer was lost.</param>
    protected abstract TLost Lost(SentMoment sent, OperationObserver observer, Exception cause);

    /// <summary>The same error, when what was done about it did not end well either.</summary>
    protected abstract TLost With(TLost lost, string message, Exception cause);

    /// <summary>The request that lost its answer.</summary>
    protected abstract LostRequest<TOperation> RequestOf(TLost lost);

    /// <summary>What was seen of an operation that was found.</summary>
    protected abstract TSnapshot SnapshotOf(TOperation found);

    /// <summary>The request is about to be sent.</summary>
    protected virtual void Sending()
    {
    }

    /// <summary>The request came to its end without having acted.</summary>
    protected virtual void NotSent()
    {
    }

    /// <summary>Takes out of a refusal what must not be shown.</summary>
    /// <param name="refusal">The error.</param>
    /// <param name="mayExist">Whether it may have acted all the same.</param>
    protected virtual OutreachApiException Redact(OutreachApiException refusal, bool mayExist) => refusal;

    private async Task<TSnapshot> SendAsync(SentMoment? sentBefore, OperationObserver observer, CancellationToken cancellationToken)
    {
        SendAttempt attempt = Attempt(observer, refusedToken: null);
        Sending();
        try
        {
            ApiAnswer answer = await context.Client.SendOnceAsync(attempt, cancellationToken).ConfigureAwait(false);
            if (MayChangeToken && SendFailure.IsOfToken(attempt))
            {
                if (observer.Journal is { } journal)
                    await journal.NotStartedAsync().ConfigureAwait(false);
                attempt = Attempt(observer, attempt.Token);
                ApiAnswer second = await context.Client.SendOnceAsync(attempt, cancellationToken).ConfigureAwait(false);
                if (attempt.WasSent)
                {
                    context.Log.TokenReplaced(action.Name);
                    answer = second;
                }
            }

            return Read(answer);
        }
        catch (Exception exception) when (SendFailure.LeavesOutcomeOpen(attempt))
        {
            Exception cause = exception is OutreachApiException answered ? Redact(answered, mayExist: true) : exception;
            throw Lost(sentBefore ?? attempt.LeftAt, observer, cause);
        }
        catch (Exception exception)
        {
            NotSent();
            if (exception is OutreachApiException refusal && Redact(refusal, mayExist: false) is { } redacted && redacted != refusal)
                throw redacted;
            throw;
        }
    }

    private SendAttempt Attempt(OperationObserver observer, string? refusedToken) => new(HttpMethod.Post, Address, Body, acts: true)
    {
        Leaving = observer.Journal?.Starting(entry => Describe(entry) with { Label = label }),
        RefusedToken = refusedToken,
    };

    private async Task<TSnapshot> AfterLossAsync(
        TLost lost, OnUnknownOutcome choice, OperationObserver observer, CancellationToken cancellationToken)
    {
        context.Log.OutcomeUnknown(action.Name, lost);
        if (observer.Journal is { } journal)
            await journal.OutcomeUnknownAsync().ConfigureAwait(false);
        if (!choice.Searches)
            throw lost;
        if (await SearchAsync(lost, choice, cancellationToken).ConfigureAwait(false) is { } found)
            return found;

        // Nothing was seen, and the call accepts what that means.
        context.Log.Resent(action.Name);
        try
        {
            return await SendAsync(RequestOf(lost).Sent, observer, cancellationToken).ConfigureAwait(false);
        }
        catch (TLost again)
        {
            return await AfterLossAsync(again, choice with { ResendAfter = null }, observer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The first send may have acted, whatever became of the second.
            throw With(
                lost,
                $"{lost.Message} Sending it again failed: {Sentence.End(exception.Message)}", new AggregateException(lost, exception));
        }
    }

    /// <returns>What was found; null when the request is to be sent again.</returns>
    /// <exception cref="OutcomeUnknownException">It was not found.</exception>
    private async Task<TSnapshot?> SearchAsync(TLost lost, OnUnknownOutcome choice, CancellationToken cancellationToken)
    {
        try
        {
            (TOperation? operation, bool mayResend) =
                await RequestOf(lost).SearchAsync(choice, MayResend, context.Time, cancellationToken).ConfigureAwait(false);
            if (operation is not null)
            {
                TSnapshot found = SnapshotOf(operation);
                context.Log.OutcomeFound(action.Name, TSnapshot.Kind.ToWord(), found.Id);
                return found;
            }

            return mayResend ? null : throw lost;
        }
        catch (Exception exception) when (exception != lost)
        {
            // The request is on its way or done, whoever stops looking.
            throw With(
                lost,
                $"{lost.Message} The search for it ended: {Sentence.End(exception.Message)}", new AggregateException(lost, exception));
        }
    }

    /// <summary>Whether what was refused for its token alone may be sent again with another one.</summary>
    protected virtual bool MayChangeToken => true;

    /// <summary>Whether what was not seen may be sent again where the call accepts that risk.</summary>
    protected virtual bool MayResend => false;
}
