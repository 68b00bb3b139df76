namespace Outreach.Bulk;

/// <summary>What a handle owes the call that started its import; a handle that was attached owes nothing.</summary>
/// <param name="Journal">Where it is written down.</param>
/// <param name="Telemetry">Its span and figures.</param>
internal sealed record ImportDuties(JournaledOperation? Journal, OperationTelemetry? Telemetry)
{
    private int _wasLogged;

    public static ImportDuties None => new(null, null);

    /// <summary>Something was seen of the import.</summary>
    public async ValueTask SeenAsync(OutreachBulkConnection connection, Import import)
    {
        if (!import.IsTerminal)
            return;
        Telemetry?.Ended(import.State.Value, import.Total ?? 0, import.Failures ?? 0);
        if (Journal is not null)
            await Journal.WriteAfterAsync(JournalEvent.Ended, entry => entry with { ImportId = import.Id, State = import.State.Value }).ConfigureAwait(false);
        if (Interlocked.Exchange(ref _wasLogged, 1) == 0)
            connection.Log.ImportEnded(import.Id, import.State.Value, import.Total ?? 0, import.Failures ?? 0);
    }
}
