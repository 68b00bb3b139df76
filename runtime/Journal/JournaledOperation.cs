namespace Outreach.Bulk;

/// <summary>One operation's pen: writes what it is about to do and what it has done.</summary>
internal sealed class JournaledOperation(IOperationJournal journal, Guid key, OutreachBulkConnection connection)
{
    private int _hasEnded;

    public Guid Key => key;

    /// <summary>Writes what is about to be done. When that fails, it must not be done.</summary>
    public ValueTask WriteBeforeAsync(JournalEvent what, Func<JournalEntry, JournalEntry>? fill = null, CancellationToken cancellationToken = default) =>
        journal.WriteAsync(Entry(what, fill), cancellationToken);

    /// <summary>Writes what was done; its end once. When that fails, it was done all the same.</summary>
    public async ValueTask WriteAfterAsync(JournalEvent what, Func<JournalEntry, JournalEntry>? fill = null)
    {
        if (what == JournalEvent.Ended && Interlocked.Exchange(ref _hasEnded, 1) != 0)
            return;
        try
        {
            await journal.WriteAsync(Entry(what, fill), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            connection.Log.JournalFailed(key, what, exception);
        }
    }

    private JournalEntry Entry(JournalEvent what, Func<JournalEntry, JournalEntry>? fill)
    {
        JournalEntry entry = new() { Operation = key, Event = what, At = connection.Options.TimeProvider.GetUtcNow() };
        return fill is null ? entry : fill(entry);
    }
}
