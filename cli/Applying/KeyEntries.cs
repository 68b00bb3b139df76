using Outreach.Bulk.Cli.Access;

namespace Outreach.Bulk.Cli.Applying;

/// <summary>What the journal has under a key, and beside it.</summary>
/// <param name="Own">The key's entries since the last that says that nothing was started.</param>
/// <param name="OtherBatches">The batches that were started under other keys.</param>
internal sealed record KeyEntries(List<JournalEntry> Own, HashSet<long> OtherBatches)
{
    public static async Task<KeyEntries> ReadAsync(CliSession session, string key, CancellationToken cancellationToken)
    {
        KeyEntries read = new([], []);
        await foreach (JournalEntry entry in session.Journal.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Key == key)
                read.Add(entry);
            else if (entry.BatchId is { } batch)
                read.OtherBatches.Add(batch);
        }

        return read;
    }

    private void Add(JournalEntry entry)
    {
        if (entry.Event == JournalEvent.NotStarted)
            Own.Clear();
        else
            Own.Add(entry);
    }
}
