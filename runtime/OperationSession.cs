using Outreach.Bulk.Batches;
using Outreach.Bulk.Calls;
using Outreach.Bulk.Imports;
using Outreach.Bulk.Operations;
using Outreach.Bulk.Recovery;

namespace Outreach.Bulk;

/// <summary>
/// A connection's operations, written down and counted where a job says. Requests, polls, and what is known of other calls are the
/// connection's.
/// </summary>
internal sealed class OperationSession(
    OperationContext context, BatchTracker batches, BatchSearch search, BatchClaims claims, ImportFlow imports, JournalRecovery recovery)
{
    public OutreachBulkOptions Options => context.Options;

    /// <summary>
    /// Starts a bulk action, once. What is written down before it leaves has the server's time: another machine, with another clock, may
    /// have to look for what it started.
    /// </summary>
    public async Task<BatchOperation> StartAsync(BulkCall call, string key, CancellationToken cancellationToken)
    {
        await HearServerAsync(cancellationToken).ConfigureAwait(false);
        return await new BatchStart(context, batches, search, claims, call, key).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the handle of a batch that a call started. It is held to the call's bounds.</summary>
    /// <param name="batchId">The batch's id.</param>
    /// <param name="call">The call.</param>
    /// <param name="key">The operation's key.</param>
    /// <param name="counted">How many records the ledger has for it; null when that is not known.</param>
    public BatchOperation Attach(long batchId, BulkCall call, string key, long? counted)
    {
        long? idCount = BulkActionRequest.Create(call, context.Options).IdCount;
        return batches.Attach(
            batchId,
            BatchBounds.Of(call, idCount, context.Options.MaximumItems),
            new(context.Log) { Charge = new(context.Ledger, key, counted ?? RecordCharge.Unknown), Journal = context.JournalWriter(key) });
    }

    /// <summary>Imports a file, from its header to the start. It is written down as an action is.</summary>
    public async Task<ImportOperation> ImportAsync(
        BulkAction action, CsvFile file, ImportMapping mapping, ImportOptions options, CancellationToken cancellationToken)
    {
        await HearServerAsync(cancellationToken).ConfigureAwait(false);
        return await imports.RunAsync(action, file, mapping, options, progress: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the handle of an import.</summary>
    public ImportOperation AttachImport(long importId, string key) => imports.Tracker.Attach(
        importId,
        new(context.Log)
        {
            Charge = context.Options.CountImports ? new(context.Ledger, key) : null,
            Journal = context.JournalWriter(key),
        });

    /// <summary>What the entries of one operation leave open.</summary>
    public RecoveredOperation Recover(IReadOnlyList<JournalEntry> entries) => recovery.Recover(entries);

    /// <summary>Remembers a batch as one that some other operation started, so that no search takes it for its own.</summary>
    public void AnswerFor(long batchId) => claims.AnswerFor(batchId);

    private async ValueTask HearServerAsync(CancellationToken cancellationToken)
    {
        if (context.Client.Clock.EarliestAt(context.Time.GetUtcNow()) is null)
            await batches.Api.ListAsync(null, null, cancellationToken, maximumPages: 1).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
    }
}
