namespace Outreach.Bulk;

/// <summary>One operation's pen: writes what it is about to do and what it has done.</summary>
internal sealed class JournaledOperation(IOperationJournal journal, Guid key, OutreachBulkConnection connection)
{
    private int _hasStarted;
    private int _hasEnded;

    public Guid Key => key;

    /// <summary>Whether its beginning was written, or was tried to be.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>A pen for a new operation; null when nothing is written down.</summary>
    public static JournaledOperation? Begin(OutreachBulkConnection connection) =>
        connection.Options.Journal is { } journal ? new(journal, Guid.NewGuid(), connection) : null;

    /// <summary>Writes what is about to be done. When that fails, it must not be done.</summary>
    public ValueTask WriteBeforeAsync(JournalEvent what, Func<JournalEntry, JournalEntry>? fill = null, CancellationToken cancellationToken = default)
    {
        HasBegun |= what == JournalEvent.Starting;
        return journal.WriteAsync(Entry(what, fill), cancellationToken);
    }

    /// <summary>Writes what was done; its start and its end once. When that fails, it was done all the same.</summary>
    public async ValueTask WriteAfterAsync(JournalEvent what, Func<JournalEntry, JournalEntry>? fill = null)
    {
        if ((what == JournalEvent.Started && Interlocked.Exchange(ref _hasStarted, 1) != 0)
            || (what == JournalEvent.Ended && Interlocked.Exchange(ref _hasEnded, 1) != 0))
        {
            return;
        }

        try
        {
            await journal.WriteAsync(Entry(what, fill), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Whoever sees the end again writes it then.
            if (what == JournalEvent.Ended)
                Volatile.Write(ref _hasEnded, 0);
            connection.Log.JournalFailed(key, what, exception);
        }
    }

    /// <summary>Writes that a lost answer's batch was found; nobody may look at one again that has ended.</summary>
    public async ValueTask FoundAsync(Batch batch)
    {
        await WriteAfterAsync(JournalEvent.Started, Fill).ConfigureAwait(false);
        if (batch.IsTerminal)
            await WriteAfterAsync(JournalEvent.Ended, Fill).ConfigureAwait(false);

        JournalEntry Fill(JournalEntry entry) => entry with { BatchId = batch.Id, State = batch.State.Value };
    }

    /// <summary>Writes that a lost answer's import was found.</summary>
    public async ValueTask FoundAsync(Import import)
    {
        await WriteAfterAsync(JournalEvent.Started, Fill).ConfigureAwait(false);
        if (import.IsTerminal)
            await WriteAfterAsync(JournalEvent.Ended, Fill).ConfigureAwait(false);

        JournalEntry Fill(JournalEntry entry) => entry with { ImportId = import.Id, State = import.State.Value };
    }

    private JournalEntry Entry(JournalEvent what, Func<JournalEntry, JournalEntry>? fill)
    {
        JournalEntry entry = new() { Operation = key, Event = what, At = connection.Options.TimeProvider.GetUtcNow() };
        return fill is null ? entry : fill(entry);
    }
}
