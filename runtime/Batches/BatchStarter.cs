namespace Outreach.Bulk;

/// <summary>
/// Starts bulk actions: call → request → one POST → operation. What may not be sent is refused first, what is about to be
/// sent is written down first, and a lost answer is an unknown outcome and never a reason to send again.
/// </summary>
internal sealed class BatchStarter(OutreachBulkConnection connection)
{
    private OutreachBulkOptions Options => connection.Options;

    public async Task<BatchOperation> StartAsync(
        BulkAction action, BulkActionParams actionParams, ActionAttributes? attributes, CancellationToken cancellationToken)
    {
        BulkActionRequest request = BulkActionRequest.Create(action, actionParams, attributes, Options);
        OnUnknownOutcome onUnknown = actionParams.OnUnknownOutcome
            ?? throw new ArgumentException($"{nameof(BulkActionParams.OnUnknownOutcome)} is null; leave it out for {nameof(OnUnknownOutcome.Throw)}.", nameof(actionParams));
        cancellationToken.ThrowIfCancellationRequested();
        OperationTelemetry? telemetry = OperationTelemetry.Start(action.Name, Options.TimeProvider);
        try
        {
            RecordCharge charge = await RecordCharge.TakeAsync(connection.Ledger, action.Name, request.IdCount, cancellationToken).ConfigureAwait(false);
            JournaledOperation? journal = JournaledOperation.Begin(connection);
            BatchBounds bounds = new(actionParams.Confirm, actionParams.ConsentOrNull, request.IdCount, Options.MaximumItems);
            BatchDuties duties = new(bounds, charge, journal, telemetry);
            Batch batch;
            try
            {
                batch = await PostOnceAsync(request, null, journal, cancellationToken).ConfigureAwait(false);
            }
            catch (OutcomeUnknownException lost)
            {
                batch = await AfterLossAsync(request, lost, onUnknown, journal, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                // The request was refused, or did not leave.
                await charge.GiveBackAsync().ConfigureAwait(false);
                if (journal is not null)
                    await journal.NotStartedAsync().ConfigureAwait(false);
                throw;
            }

            BatchOperation operation = new(connection, batch, duties);
            await TakeOverAsync(action, operation, duties, cancellationToken).ConfigureAwait(false);
            return operation;
        }
        catch (Exception exception)
        {
            telemetry?.Ended(exception.GetType().Name, failure: exception);
            throw;
        }
    }

    // The batch exists by now, so whatever goes wrong must hand its handle over.
    private async Task TakeOverAsync(BulkAction action, BatchOperation operation, BatchDuties duties, CancellationToken cancellationToken)
    {
        Batch batch = operation.Latest!;
        if (duties.Journal is not null)
            await duties.Journal.StartedAsync(batch).ConfigureAwait(false);
        try
        {
            duties.Telemetry?.Tag(OutreachBulkTelemetry.BatchTag, batch.Id);
            connection.Log.BatchStarted(action.Name, batch.Id, batch.State.Value, batch.MatchedCount);
            await duties.Bounds.ThrowIfOutsideAsync(operation, batch).ConfigureAwait(false);
            if (batch.AwaitsDecision && await duties.Charge!.RefuseAsync(batch, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                await operation.CancelAsync(CancellationToken.None).ConfigureAwait(false);
                throw new DailyAllowanceException(
                    $"Batch {batch.Id} matched {BatchEnding.Records(batch)} and was cancelled: it needs {Sentence.Count(refusal.Needed, "record")} more of the daily allowance",
                    refusal.Needed,
                    refusal.Allowance,
                    operation);
            }

            await duties.Bounds.ApplyAsync(operation, batch, cancellationToken).ConfigureAwait(false);
            await duties.SeenAsync(connection, operation.Latest!).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (BatchException or DailyAllowanceException))
        {
            throw BatchEnding.NotConfirmed(operation, batch, exception);
        }
    }

    private async Task<Batch> AfterLossAsync(
        BulkActionRequest request, OutcomeUnknownException lost, OnUnknownOutcome choice, JournaledOperation? journal, CancellationToken cancellationToken)
    {
        connection.Log.OutcomeUnknown(request.Action.Name, lost);
        if (journal is not null)
            await journal.OutcomeUnknownAsync().ConfigureAwait(false);
        if (!choice.Searches)
            throw lost;
        if (await SearchAsync(lost, choice, cancellationToken).ConfigureAwait(false) is { } found)
            return found;

        // Nothing was seen, and the call accepts what that means.
        connection.Log.Resent(request.Action.Name);
        try
        {
            return await PostOnceAsync(request, lost.Outcome.SentFrom, journal, cancellationToken).ConfigureAwait(false);
        }
        catch (OutcomeUnknownException again)
        {
            return await AfterLossAsync(request, again, choice with { ResendAfter = null }, journal, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The first send may have acted, whatever became of the second.
            throw new OutcomeUnknownException($"{lost.Message} Sending it again failed: {Sentence.End(exception.Message)}", lost.Outcome, new AggregateException(lost, exception));
        }
    }

    /// <returns>The batch; null when the request is to be sent again.</returns>
    /// <exception cref="OutcomeUnknownException">It was not found.</exception>
    private async Task<Batch?> SearchAsync(OutcomeUnknownException lost, OnUnknownOutcome choice, CancellationToken cancellationToken)
    {
        bool mayResend = choice.ResendAfter is not null;
        TimeSpan searchFor = choice.ResendAfter > choice.SearchFor ? choice.ResendAfter.Value : choice.SearchFor;
        try
        {
            BatchSearchResult? end = await OutcomeSearch.RunAsync<BatchSearchResult>(
                async (elapsed, again) =>
                {
                    BatchSearchResult result = await lost.FindAsync(again).ConfigureAwait(false);
                    mayResend &= result.Outcome == BatchSearchOutcome.NotSeen;
                    return result.Outcome == BatchSearchOutcome.Found || (mayResend && elapsed >= choice.ResendAfter) ? result : null;
                },
                searchFor,
                Options.TimeProvider,
                cancellationToken).ConfigureAwait(false);
            if (end is null)
                throw lost;
            if (end.Operation is not { Latest: { } batch })
                return null;
            connection.Log.OutcomeFound(lost.Outcome.Action, "batch", batch.Id);
            return batch;
        }
        catch (Exception exception) when (exception != lost)
        {
            // The request is on its way or done, whoever stops looking.
            throw new OutcomeUnknownException($"{lost.Message} The search for it ended: {Sentence.End(exception.Message)}", lost.Outcome, new AggregateException(lost, exception));
        }
    }

    private async Task<Batch> PostOnceAsync(BulkActionRequest request, DateTimeOffset? sentBefore, JournaledOperation? journal, CancellationToken cancellationToken)
    {
        SendAttempt attempt = new(HttpMethod.Post, request.Address, request.Body, acts: true) { Leaving = journal?.Starting(request) };
        connection.Started.Sending(request);
        try
        {
            Batch batch = BatchReader.Read(await connection.SendOnceAsync(attempt, cancellationToken).ConfigureAwait(false));
            connection.Started.Answered(request, batch);
            return batch;
        }
        catch (Exception exception) when (SendFailure.LeavesOutcomeOpen(attempt))
        {
            throw Unknown(request, sentBefore ?? attempt.LeftAt, journal, exception);
        }
        catch
        {
            connection.Started.NotDone(request);
            throw;
        }
    }

    private OutcomeUnknownException Unknown(BulkActionRequest request, DateTimeOffset sentFrom, JournaledOperation? journal, Exception cause)
    {
        UnknownOutcome outcome = new(connection, request.Action.Name, request.EchoDigest, sentFrom, Options.TimeProvider.GetUtcNow()) { Journal = journal };
        connection.Started.Lost(request, outcome);
        OutreachBulkException? answered = cause as OutreachBulkException;
        return new(
            $"{request.Action.Name} was sent and its answer was lost, so its batch may exist. Do not send it again: {nameof(OutcomeUnknownException.FindAsync)} looks for it. {cause.Message}",
            outcome,
            cause)
        {
            Status = answered?.Status,
            Errors = answered?.Errors ?? [],
            Request = answered?.Request,
            RateLimit = answered?.RateLimit,
        };
    }
}
