using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>
/// The journal of one chunk's operation. What it writes before the request leaves is the chunk's intent: without it nothing is sent.
/// </summary>
/// <param name="chunks">Where it is written.</param>
/// <param name="chunk">The chunk, as it was claimed.</param>
/// <param name="ledger">Where records of the day are counted.</param>
/// <param name="records">How many to reserve before the request leaves; 0 for none.</param>
/// <param name="lease">How long after that the request has certainly been given up.</param>
/// <param name="stopping">Asks to send nothing more.</param>
internal sealed class ChunkJournal(
    ChunkTable chunks, StoredChunk chunk, LedgerTables ledger, long records, TimeSpan lease, CancellationToken stopping) : IOperationJournal
{
    private bool _isIntended;

    public async ValueTask WriteAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        switch (entry.Event)
        {
            case JournalEvent.Starting:
                stopping.ThrowIfCancellationRequested();
                Intent intent = await chunks.IntendAsync(chunk, entry, ledger, records, lease, cancellationToken).ConfigureAwait(false);
                if (intent.Result != IntentResult.Written)
                    throw new IntentRefusedException(intent);
                _isIntended = true;
                break;

            // A commit that failed may have been one all the same.
            case JournalEvent.NotStarted:
                await chunks.WithdrawAsync(chunk, _isIntended ? entry : null, CancellationToken.None).ConfigureAwait(false);
                break;
            case JournalEvent.Started:
                await chunks.KnowAsync(chunk, entry.BatchId ?? entry.ImportId ?? 0, entry, CancellationToken.None).ConfigureAwait(false);
                break;

            // Whoever lost the chunk must not decide about its batch.
            case JournalEvent.Confirming:
                if (!await chunks.DecideAsync(chunk, entry, cancellationToken).ConfigureAwait(false))
                    throw new IntentRefusedException(new(IntentResult.LeaseLost));
                break;
            case JournalEvent.OutcomeUnknown or JournalEvent.Canceling:
                await chunks.NoteAsync(chunk, entry, CancellationToken.None).ConfigureAwait(false);
                break;
        }
    }

    public IAsyncEnumerable<JournalEntry> ReadAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("A chunk's entries are read by its operation's key.");
}
