using Outreach.Bulk.Batches;
using Outreach.Bulk.Http;
using Outreach.Bulk.Imports;
using Outreach.Bulk.Journal;
using Outreach.Bulk.Operations;

namespace Outreach.Bulk.Recovery;

/// <summary>Reads a journal: what was begun and has no end.</summary>
/// <param name="context">The connection's parts.</param>
/// <param name="batches">Makes handles of batches.</param>
/// <param name="batchSearch">Looks for batches whose answer was lost.</param>
/// <param name="claims">Learns which batches the journal answers for.</param>
/// <param name="imports">Makes handles of imports.</param>
/// <param name="importSearch">Looks for imports whose answer was lost.</param>
internal sealed class JournalRecovery(
    OperationContext context,
    BatchTracker batches,
    BatchSearch batchSearch,
    BatchClaims claims,
    ImportTracker imports,
    ImportSearch importSearch)
{
    public async Task<IReadOnlyList<RecoveredOperation>> RunAsync(CancellationToken cancellationToken)
    {
        IOperationJournal journal = context.Journal
            ?? throw new InvalidOperationException(
                $"There is no journal to recover from: set {nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.Journal)}.");
        OpenOperations open = new();
        await foreach (JournalEntry entry in journal.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            // A batch that the journal knows is no other operation's, however equal the requests were.
            if (entry.BatchId is { } batchId)
                claims.AnswerFor(batchId);

            open.Follow(entry);
        }

        return [.. open.Operations.Select(Recover).OrderBy(operation => operation.Start.At)];
    }

    /// <summary>What the entries of one operation leave open.</summary>
    /// <param name="entries">Its entries in order; at least one.</param>
    public RecoveredOperation Recover(IReadOnlyList<JournalEntry> entries)
    {
        JournalEntry start = entries[0];
        OperationObserver observer = new(context.Log)
        {
            Charge = new(context.Ledger, start.Key),
            Journal = context.JournalWriter(start.Key),
        };
        string action = start.Action ?? "";
        if (entries.FirstOrDefault(entry => entry.BatchId is not null) is { BatchId: { } batchId })
            return new(start, observer, batches) { Batch = batches.Attach(batchId, observer) };
        if (entries.FirstOrDefault(entry => entry.ImportId is not null) is { ImportId: { } importId })
            return new(start, observer, batches) { Import = imports.Attach(importId, observer) };

        // A process that was killed did not write down when it gave up, so the request may have left as late as its
        // deadline allows.
        JournalEntry last = entries[^1];
        DateTimeOffset sentTo = last.Event == JournalEvent.OutcomeUnknown ? last.At : last.At + context.Options.RequestTimeout;
        SentMoment sent = context.Client.Clock.At(start.At, start.ServerAt);
        if (start.FileName is { } fileName)
        {
            LostRequest<ImportOperation> import = new(importSearch, action, sent, sentTo) 
            {
                FileName = fileName,
                Clock = context.Client.Clock,
                Observer = observer,
            };
            return new(start, observer, batches) { UnknownImport = new(Unknown(action, "import"), import, null) };
        }

        LostRequest<BatchOperation> batch = new(batchSearch, action, sent, sentTo)
        {
            TargetDigest = start.TargetDigest,
            Clock = context.Client.Clock,
            CallerId = claims.CreatorId,
            Observer = observer,
            KnownSince = context.Time.GetUtcNow(),
        };
        return new(start, observer, batches) { UnknownBatch = new(Unknown(action, "batch"), batch, null) };
    }

    private static string Unknown(string action, string kind) =>
        $"{action} may have been sent before its process ended, so its {kind} may exist. Do not send it again: "
            + $"{nameof(BatchOutcomeUnknownException.FindAsync)} looks for it.";
}
