using Outreach.Bulk.Cli.Access;

namespace Outreach.Bulk.Cli.Applying;

/// <summary>What the journal has under a key.</summary>
internal static class KeyEntries
{
    /// <returns>The entries since the last that says that nothing was started.</returns>
    public static async Task<List<JournalEntry>> ReadAsync(CliSession session, string key, CancellationToken cancellationToken)
    {
        List<JournalEntry> entries = [];
        await foreach (JournalEntry entry in session.Store.CreateJournal().ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Key != key)
                continue;
            if (entry.Event == JournalEvent.NotStarted)
                entries.Clear();
            else
                entries.Add(entry);
        }

        return entries;
    }

    /// <returns>The batches that were started under other keys.</returns>
    public static async Task<HashSet<long>> ReadOtherBatchesAsync(CliSession session, string key, CancellationToken cancellationToken)
    {
        HashSet<long> batches = [];
        await foreach (JournalEntry entry in session.Store.CreateJournal().ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Key != key && entry.BatchId is { } batch)
                batches.Add(batch);
        }

        return batches;
    }
}
