namespace Outreach.Bulk.Tests.Support;

/// <summary>A journal that neither takes entries of one kind nor fails: a database behind a connection that broke unseen.</summary>
internal sealed class HangingJournal(JournalEvent hangsAt) : IOperationJournal
{
    private readonly InMemoryOperationJournal _inner = new();

    public ValueTask WriteAsync(JournalEntry entry, CancellationToken cancellationToken) =>
        entry.Event == hangsAt ? new(new TaskCompletionSource().Task) : _inner.WriteAsync(entry, cancellationToken);

    public IAsyncEnumerable<JournalEntry> ReadAsync(CancellationToken cancellationToken) => _inner.ReadAsync(cancellationToken);
}
