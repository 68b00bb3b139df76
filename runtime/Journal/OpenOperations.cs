namespace Outreach.Bulk.Journal;

/// <summary>Which operations of a journal have no end, found by following its entries.</summary>
internal sealed class OpenOperations
{
    private readonly Dictionary<string, List<JournalEntry>> _open = [];
    private readonly HashSet<string> _closed = [];

    /// <summary>The entries of each operation that is open, the first of them its beginning.</summary>
    public IReadOnlyCollection<IReadOnlyList<JournalEntry>> Operations => _open.Values;

    public bool Contains(string key) => _open.ContainsKey(key);

    public void Follow(JournalEntry entry)
    {
        _open.TryGetValue(entry.Key, out List<JournalEntry>? entries);
        switch (entry.Event)
        {
            // An earlier attempt under the same key may have acted all the same.
            case JournalEvent.NotStarted when entries?.FindLastIndex(each => each.Event == JournalEvent.Starting) is > 0 and { } last:
                entries.RemoveRange(last, entries.Count - last);
                break;
            case JournalEvent.NotStarted or JournalEvent.Ended:
                _closed.Add(entry.Key);
                _open.Remove(entry.Key);
                break;
            default:
                // What is written at the same time as the end may come after it; a start is a new attempt.
                if (entries is not null)
                    entries.Add(entry);
                else if (entry.Event == JournalEvent.Starting || !_closed.Contains(entry.Key))
                    _open.Add(entry.Key, [entry]);
                break;
        }
    }
}
