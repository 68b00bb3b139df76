namespace Outreach.Bulk.Crash;

/// <summary>A journal in a file, with a fault point before and after each entry.</summary>
internal sealed class KillingJournal(IOperationJournal inner, Killer killer) : IOperationJournal
{
    public async ValueTask WriteAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        killer.Pass($"Before{entry.Event}Entry");
        await inner.WriteAsync(entry, cancellationToken);
        killer.Pass($"After{entry.Event}Entry");
    }

    public IAsyncEnumerable<JournalEntry> ReadAsync(CancellationToken cancellationToken) => inner.ReadAsync(cancellationToken);
}
