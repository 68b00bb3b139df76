using System.Diagnostics;
using Outreach.Bulk.Resources;
using Outreach.Bulk.Telemetry;

namespace Outreach.Bulk.Operations;

/// <summary>
/// Reports what is seen of an operation to ledger, journal, telemetry and log. One that was attached to has none but the log.
/// </summary>
/// <param name="log">Where the end is logged.</param>
internal sealed class OperationObserver(OperationLog log)
{
    private int _wasLogged;

    /// <summary>What the operation holds of the daily allowance.</summary>
    public RecordCharge? Charge { get; init; }

    /// <summary>Where it is written down.</summary>
    public JournalWriter? Journal { get; init; }

    /// <summary>Its span and figures.</summary>
    public OperationTelemetry? Telemetry { get; init; }

    public ActivityContext Span => Telemetry?.Context ?? default;

    /// <summary>A span below the operation's; null when nobody listens.</summary>
    public Activity? StartSpan(string name) => Telemetry?.Child(name);

    /// <summary>A wait for the operation was refused, and goes on.</summary>
    public void Refused(string kind, long id, Exception refusal) => log.WaitRefused(kind, id, refusal);

    /// <summary>Something was seen of the operation.</summary>
    public async ValueTask SawAsync<TSnapshot>(TSnapshot snapshot)
        where TSnapshot : class, IOperationSnapshot<TSnapshot>
    {
        if (Charge is not null && snapshot.RecordsTaken is { } records)
            await Charge.SettleAsync(records).ConfigureAwait(false);
        if (!snapshot.IsTerminal)
            return;
        if (snapshot.RecordsMatched is { } matched)
            Telemetry?.Tag(OutreachBulkTelemetry.MatchedTag, matched);
        Telemetry?.Ended(OutcomeWords.Of(snapshot), snapshot.Processed, snapshot.Failed);
        if (Journal is not null)
            await Journal.EndedAsync(snapshot).ConfigureAwait(false);
        if (Interlocked.Exchange(ref _wasLogged, 1) != 0)
            return;
        if (TSnapshot.Kind == OperationKind.Batch)
            log.BatchEnded(snapshot.Id, snapshot.State.Value, snapshot.Processed, snapshot.Failed);
        else
            log.ImportEnded(snapshot.Id, snapshot.State.Value, snapshot.Processed, snapshot.Failed);
    }
}
