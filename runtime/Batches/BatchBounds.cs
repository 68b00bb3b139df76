namespace Outreach.Bulk;

/// <summary>
/// The call's lock on the count of records: its policy, its consent, and the number of ids it selected. Checked once,
/// on the first snapshot that tells the count.
/// </summary>
internal sealed class BatchBounds(Confirm? policy, Consent? consent, long? idCount)
{
    private int _checked;

    public static BatchBounds None { get; } = new(null, null, null);

    /// <summary>Whether a batch that asks may be confirmed: someone said under which condition.</summary>
    public bool Decides => policy is not null || consent is not null;

    /// <summary>Decides on the POST's own answer.</summary>
    public async Task ApplyAsync(BatchOperation operation, Batch batch, CancellationToken cancellationToken)
    {
        await ThrowIfOutsideAsync(operation, batch).ConfigureAwait(false);
        if (batch.State == BatchState.Confirming && Decides)
            await ConfirmAsync(operation, batch, cancellationToken).ConfigureAwait(false);
    }

    // The batch exists by now, so whatever goes wrong must hand its handle over.
    private static async Task ConfirmAsync(BatchOperation operation, Batch batch, CancellationToken cancellationToken)
    {
        try
        {
            await operation.ConfirmAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OutreachBulkException or OperationCanceledException)
        {
            throw new ConfirmationRequiredException(
                $"Batch {batch.Id} matched {BatchEnding.Count(batch)} records, which the call allows, but was not confirmed: {exception.Message} It waits; {nameof(BatchOperation.ConfirmAsync)} or {nameof(BatchOperation.CancelAsync)} decides.",
                operation,
                operation.Latest ?? batch,
                exception);
        }
    }

    public async Task ThrowIfOutsideAsync(BatchOperation operation, Batch batch)
    {
        bool mustKnow = batch.State == BatchState.Confirming && Decides;
        if (!Decides && idCount is null)
            return;
        if ((batch.MatchedCount is null && !mustKnow) || Interlocked.Exchange(ref _checked, 1) == 1)
            return;
        if (Broken(batch) is not { } bound)
            return;

        bool hadStarted = batch.State != BatchState.Confirming;
        (Batch last, Exception? failure) = await TryCancelAsync(operation, batch).ConfigureAwait(false);
        bool isCanceled = last.State == BatchState.Canceled || last.CanceledAt is not null;
        throw new BatchOutOfBoundsException(
            $"Batch {batch.Id} matched {BatchEnding.Count(batch)} records; the call allows {bound}. "
                + (hadStarted ? "The server had started it without asking, so some records may have been changed; it " : "It ")
                + (isCanceled ? "was cancelled." : $"could not be cancelled ({last.State})."),
            operation,
            last,
            batch.MatchedCount,
            hadStarted,
            isCanceled,
            failure);
    }

    // Cancelling is what protects the records, so no caller's token interrupts it.
    private static async Task<(Batch Last, Exception? Failure)> TryCancelAsync(BatchOperation operation, Batch batch)
    {
        if (batch.IsTerminal)
            return (batch, null);
        try
        {
            return (await operation.CancelAsync(CancellationToken.None).ConfigureAwait(false), null);
        }
        catch (OutreachBulkException exception)
        {
            return (operation.Latest ?? batch, exception);
        }
    }

    private string? Broken(Batch batch)
    {
        if (idCount > 0 && !(batch.MatchedCount <= idCount) && (batch.MatchedCount is not null || Decides))
            return FormattableString.Invariant($"at most the {idCount} ids it selected");
        if (consent is not null && !(batch.MatchedCount is { } count && consent.Admits(count)))
            return consent.ToString();
        return policy is not null && !policy.Admits(batch) ? policy.ToString() : null;
    }
}
