namespace Outreach.Bulk;

/// <summary>Reads a journal: what was begun and has no end.</summary>
internal static class Recovery
{
    public static async Task<IReadOnlyList<RecoveredOperation>> RunAsync(OutreachBulkConnection connection, CancellationToken cancellationToken)
    {
        IOperationJournal journal = connection.Options.Journal
            ?? throw new InvalidOperationException($"There is no journal to recover from: set {nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.Journal)}.");
        Dictionary<Guid, List<JournalEntry>> open = [];
        HashSet<Guid> closed = [];
        await foreach (JournalEntry entry in journal.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            // A batch that the journal knows is no other operation's, however equal the requests were.
            if (entry.BatchId is { } batchId)
                connection.Started.AnswerFor(batchId);

            // What is written at the same time as the end may come after it.
            if (entry.Event is JournalEvent.Ended or JournalEvent.NotStarted)
            {
                closed.Add(entry.Operation);
                open.Remove(entry.Operation);
            }
            else if (open.TryGetValue(entry.Operation, out List<JournalEntry>? entries))
            {
                entries.Add(entry);
            }
            else if (!closed.Contains(entry.Operation))
            {
                open.Add(entry.Operation, [entry]);
            }
        }

        return [.. open.Values.Select(entries => Recover(connection, new(journal, entries[0].Operation, connection), entries)).OrderBy(operation => operation.Start.At)];
    }

    private static RecoveredOperation Recover(OutreachBulkConnection connection, JournaledOperation journaled, List<JournalEntry> entries)
    {
        JournalEntry start = entries[0];
        string action = start.Action ?? "";
        if (entries.Find(entry => entry.BatchId is not null) is { BatchId: { } batchId })
            return new(start, journaled) { Batch = new(connection, batchId, BatchDuties.None with { Journal = journaled }) };
        if (entries.Find(entry => entry.ImportId is not null) is { ImportId: { } importId })
            return new(start, journaled) { Import = new(connection, importId, ImportDuties.None with { Journal = journaled }) };

        // A process that was killed did not write down when it gave up, so the request may have left as late as its
        // deadline allows.
        JournalEntry last = entries[^1];
        DateTimeOffset sentTo = last.Event == JournalEvent.OutcomeUnknown ? last.At : last.At + connection.Options.RequestTimeout;
        return start.FileName is { } fileName
            ? new(start, journaled) { UnknownImport = new(connection.Imports, action, fileName, start.At, sentTo) { Journal = journaled } }
            : new(start, journaled) { UnknownBatch = new(connection, action, start.TargetDigest, start.At, sentTo) { Journal = journaled, KnownSince = connection.Options.TimeProvider.GetUtcNow() } };
    }
}
