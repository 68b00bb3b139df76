using System.Runtime.CompilerServices;

namespace Outreach.Bulk.Tests.Support;

/// <summary>A journal that ends with the process. Safe to use from several threads.</summary>
internal sealed class InMemoryOperationJournal : IOperationJournal
{
    private readonly Lock _gate = new();
    private readonly List<JournalEntry> _entries = [];

    /// <summary>The entries so far, in the order in which they were written. A copy.</summary>
    public IReadOnlyList<JournalEntry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_gate)
            _entries.Add(entry);
        return default;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (JournalEntry entry in Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }
}
