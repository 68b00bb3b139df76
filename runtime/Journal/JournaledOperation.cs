namespace Outreach.Bulk;

/// <summary>One operation's pen: writes what it is about to do and what it has done.</summary>
internal sealed class JournaledOperation(IOperationJournal journal, Guid key, OutreachBulkConnection connection)
{
    private int _hasStarted;
    private int _hasEnded;

    /// <summary>Whether its beginning was written, or was tried to be.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>A pen for a new operation; null when nothing is written down.</summary>
    public static JournaledOperation? Begin(OutreachBulkConnection connection) =>
        connection.Options.Journal is { } journal ? new(journal, Guid.NewGuid(), connection) : null;

    /// <summary>What is written before a bulk action leaves. When that fails, it does not leave.</summary>
    public Func<CancellationToken, ValueTask> Starting(BulkActionRequest request) =>
        cancellationToken => StartingAsync(Entry(JournalEvent.Starting) with { Action = request.Action.Name, TargetDigest = request.EchoDigest }, cancellationToken);

    /// <summary>What is written before the start of an import leaves. When that fails, it does not leave.</summary>
    public Func<CancellationToken, ValueTask> Starting(ImportAction action, string fileName) =>
        cancellationToken => StartingAsync(Entry(JournalEvent.Starting) with { Action = action.Name, FileName = fileName }, cancellationToken);

    /// <summary>Written before a batch is confirmed. When that fails, it must not be.</summary>
    public ValueTask ConfirmingAsync(long batchId, long count, CancellationToken cancellationToken) =>
        journal.WriteAsync(Entry(JournalEvent.Confirming) with { BatchId = batchId, Count = count }, cancellationToken);

    /// <summary>Written before a batch is cancelled. When that fails, it must not be.</summary>
    public ValueTask CancelingAsync(long batchId, CancellationToken cancellationToken) =>
        journal.WriteAsync(Entry(JournalEvent.Canceling) with { BatchId = batchId }, cancellationToken);

    /// <summary>Written when somebody has dealt with the operation elsewhere.</summary>
    public ValueTask CloseAsync() => journal.WriteAsync(Entry(JournalEvent.Ended), CancellationToken.None);

    public ValueTask NotStartedAsync() => HasBegun ? ToldAsync(Entry(JournalEvent.NotStarted)) : default;

    public ValueTask OutcomeUnknownAsync() => ToldAsync(Entry(JournalEvent.OutcomeUnknown));

    public ValueTask StartedAsync(Batch batch) => OnceAsync(ref _hasStarted, Entry(JournalEvent.Started, batch));

    public ValueTask StartedAsync(Import import) => OnceAsync(ref _hasStarted, Entry(JournalEvent.Started, import));

    public ValueTask ConfirmedAsync(Batch batch, long count) => ToldAsync(Entry(JournalEvent.Confirmed, batch) with { Count = count });

    public ValueTask EndedAsync(Batch batch) => OnceAsync(ref _hasEnded, Entry(JournalEvent.Ended, batch));

    public ValueTask EndedAsync(Import import) => OnceAsync(ref _hasEnded, Entry(JournalEvent.Ended, import));

    /// <summary>Written when a lost answer's batch was found; nobody may look at one again that has ended.</summary>
    public async ValueTask FoundAsync(Batch batch)
    {
        await StartedAsync(batch).ConfigureAwait(false);
        if (batch.IsTerminal)
            await EndedAsync(batch).ConfigureAwait(false);
    }

    /// <summary>Written when a lost answer's import was found.</summary>
    public async ValueTask FoundAsync(Import import)
    {
        await StartedAsync(import).ConfigureAwait(false);
        if (import.IsTerminal)
            await EndedAsync(import).ConfigureAwait(false);
    }

    private ValueTask StartingAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        HasBegun = true;
        return journal.WriteAsync(entry, cancellationToken);
    }

    private ValueTask OnceAsync(ref int done, JournalEntry entry) => Interlocked.Exchange(ref done, 1) == 0 ? ToldAsync(entry) : default;

    // What has happened has happened, whether it can be written down or not.
    private async ValueTask ToldAsync(JournalEntry entry)
    {
        try
        {
            await journal.WriteAsync(entry, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Whoever sees the end again writes it then.
            if (entry.Event == JournalEvent.Ended)
                Volatile.Write(ref _hasEnded, 0);
            connection.Log.JournalFailed(key, entry.Event, exception);
        }
    }

    private JournalEntry Entry(JournalEvent what) => new() { Operation = key, Event = what, At = connection.Options.TimeProvider.GetUtcNow() };

    private JournalEntry Entry(JournalEvent what, Batch batch) => Entry(what) with { BatchId = batch.Id, State = batch.State.Value };

    private JournalEntry Entry(JournalEvent what, Import import) => Entry(what) with { ImportId = import.Id, State = import.State.Value };
}
