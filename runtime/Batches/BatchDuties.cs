namespace Outreach.Bulk;

/// <summary>What a handle owes the call that started its batch; a handle that was attached owes nothing.</summary>
/// <param name="Bounds">The lock on the count.</param>
/// <param name="Charge">What was taken from the daily allowance.</param>
/// <param name="Journal">Where it is written down.</param>
/// <param name="Telemetry">Its span and figures.</param>
internal sealed record BatchDuties(BatchBounds Bounds, RecordCharge? Charge, JournaledOperation? Journal, OperationTelemetry? Telemetry)
{
    private int _wasLogged;

    public static BatchDuties None => new(BatchBounds.None, null, null, null);

    /// <summary>Something was seen of the batch.</summary>
    public async ValueTask SeenAsync(OutreachBulkConnection connection, Batch batch)
    {
        if (Charge is not null)
            await Charge.CountAsync(batch).ConfigureAwait(false);
        if (!batch.IsTerminal)
            return;
        BatchProgress progress = new(batch);
        Telemetry?.Tag(OutreachBulkTelemetry.MatchedTag, progress.Total);
        Telemetry?.Ended(batch.State.Value, progress.Processed, progress.Failures);
        if (Journal is not null)
            await Journal.WriteAfterAsync(JournalEvent.Ended, entry => entry with { BatchId = batch.Id, State = batch.State.Value }).ConfigureAwait(false);
        if (Interlocked.Exchange(ref _wasLogged, 1) == 0)
            connection.Log.BatchEnded(batch.Id, batch.State.Value, progress.Processed, progress.Failures);
    }
}
