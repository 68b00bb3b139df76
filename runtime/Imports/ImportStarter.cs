namespace Outreach.Bulk;

/// <summary>Starts imports: one POST each, written down before it is sent, and never sent again.</summary>
internal sealed class ImportStarter(OutreachBulkConnection connection)
{
    private OutreachBulkOptions Options => connection.Options;

    private DateTimeOffset Now => Options.TimeProvider.GetUtcNow();

    /// <summary>Sends what starts an import, once.</summary>
    /// <param name="action">The action.</param>
    /// <param name="fileName">The unique name in the body.</param>
    /// <param name="body">The body.</param>
    /// <param name="rows">How many rows it has.</param>
    /// <param name="onUnknown">What to do when the answer is lost.</param>
    /// <param name="upload">The file, whose secrets a refusal must not quote; null when there is none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<ImportOperation> StartAsync(
        ImportAction action,
        string fileName,
        byte[] body,
        long rows,
        OnUnknownOutcome onUnknown,
        UploadedFile? upload,
        CancellationToken cancellationToken)
    {
        OperationTelemetry? telemetry = OperationTelemetry.Start(action.Name, Options.TimeProvider);
        RecordCharge? charge = null;
        JournaledOperation? journal = JournaledOperation.Begin(connection);
        Import import;
        try
        {
            if (Options.RecordAllowance.CountImports)
                charge = await RecordCharge.TakeAsync(connection.Ledger, action.Name, rows, cancellationToken).ConfigureAwait(false);
            import = await PostAsync(action, fileName, body, onUnknown, upload, journal, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            telemetry?.Ended(exception.GetType().Name, failure: exception);
            if (exception is not ImportOutcomeUnknownException)
            {
                if (charge is not null)
                    await charge.GiveBackAsync().ConfigureAwait(false);
                if (journal is { HasBegun: true })
                    await journal.WriteAfterAsync(JournalEvent.NotStarted).ConfigureAwait(false);
            }

            throw;
        }

        if (journal is not null)
            await journal.WriteAfterAsync(JournalEvent.Started, entry => entry with { ImportId = import.Id, State = import.State.Value }).ConfigureAwait(false);
        telemetry?.Tag(OutreachBulkTelemetry.ImportTag, import.Id);
        connection.Log.ImportStarted(action.Name, import.Id);
        ImportDuties duties = new(journal, telemetry);
        await duties.SeenAsync(connection, import).ConfigureAwait(false);
        return new(connection, import, duties);
    }

    private async Task<Import> PostAsync(
        ImportAction action,
        string fileName,
        byte[] body,
        OnUnknownOutcome onUnknown,
        UploadedFile? upload,
        JournaledOperation? journal,
        CancellationToken cancellationToken)
    {
        DateTimeOffset sentFrom = default;
        SendAttempt attempt = new(HttpMethod.Post, new(Options.BaseAddress, action.Path), body, acts: true)
        {
            Leaving = again =>
            {
                sentFrom = Now;
                return journal?.WriteBeforeAsync(JournalEvent.Starting, entry => entry with { Action = action.Name, FileName = fileName }, again) ?? default;
            },
        };
        ImportOutcomeUnknownException lost;
        try
        {
            return ImportReader.Read(await connection.SendOnceAsync(attempt, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (SendFailure.LeavesOutcomeOpen(attempt))
        {
            lost = Unknown(
                action, fileName, sentFrom, journal, upload is not null && exception is OutreachApiException answered ? SecretsOut.Of(answered, upload, "The import may exist.") : exception);
        }
        catch (OutreachApiException refusal) when (upload is not null)
        {
            throw SecretsOut.Of(refusal, upload, "No import was started.");
        }

        connection.Log.OutcomeUnknown(action.Name, lost);
        if (journal is not null)
            await journal.WriteAfterAsync(JournalEvent.OutcomeUnknown).ConfigureAwait(false);
        return onUnknown.Searches && await SearchAsync(lost, onUnknown, cancellationToken).ConfigureAwait(false) is { } found ? found : throw lost;
    }

    private async Task<Import?> SearchAsync(ImportOutcomeUnknownException lost, OnUnknownOutcome onUnknown, CancellationToken cancellationToken)
    {
        try
        {
            ImportOperation? found = await OutcomeSearch.RunAsync(
                (_, again) => lost.FindAsync(again), onUnknown.SearchFor, Options.TimeProvider, cancellationToken).ConfigureAwait(false);
            if (found is not null)
                connection.Log.OutcomeFound(lost.Outcome.Action, "import", found.Id);
            return found?.Latest;
        }
        catch (Exception exception) when (exception is not ImportOutcomeUnknownException)
        {
            // The request is on its way or done, whoever stops looking.
            throw new ImportOutcomeUnknownException(
                $"{lost.Message} The search for it ended: {Sentence.End(exception.Message)}", lost.Outcome, new AggregateException(lost, exception));
        }
    }

    private ImportOutcomeUnknownException Unknown(ImportAction action, string fileName, DateTimeOffset sentFrom, JournaledOperation? journal, Exception cause)
    {
        OutreachBulkException? answered = cause as OutreachBulkException;
        return new(
            $"{action.Name} was sent and its answer was lost, so its import may exist. Do not start it again: {nameof(ImportOutcomeUnknownException.FindAsync)} looks for it.",
            new(connection.Imports, action.Name, fileName, sentFrom, Now) { Journal = journal },
            cause)
        {
            Status = answered?.Status,
            Errors = answered?.Errors ?? [],
            Request = answered?.Request,
            RateLimit = answered?.RateLimit,
        };
    }
}
