namespace Outreach.Bulk.Tests.Support;

/// <summary>A journal that does not take some entries: a full disk, a database that is down.</summary>
internal sealed class FailingJournal(Func<JournalEntry, bool> fails, bool unlessFirst = false) : IOperationJournal
{
    private readonly InMemoryOperationJournal _inner = new();
    private bool _isFirst = true;

    public IReadOnlyList<JournalEntry> Entries => _inner.Entries;

    public ValueTask WriteAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        bool isSpared = unlessFirst && _isFirst;
        _isFirst = false;
        return fails(entry) && !isSpared ? throw new IOException("no space left") : _inner.WriteAsync(entry, cancellationToken);
    }

    public IAsyncEnumerable<JournalEntry> ReadAsync(CancellationToken cancellationToken) => _inner.ReadAsync(cancellationToken);
}
