using Outreach.Bulk.Http;
using Outreach.Bulk.Resources;
using Outreach.Bulk.Telemetry;

namespace Outreach.Bulk.Operations;

/// <summary>Writes into the journal what one operation is about to do and what it has done.</summary>
internal sealed class JournalWriter(IOperationJournal journal, string key, TimeProvider time, ServerClock clock, OperationLog log)
{
    // How long what protects records waits for a journal that neither writes nor fails.
    private static readonly TimeSpan s_longestHeldUp = TimeSpan.FromSeconds(10);

    private int _hasStarted;
    private int _hasEnded;

    /// <summary>Whether its beginning was written, or an attempt was made.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>What is written before the request that starts the operation leaves. When that fails, it does not leave.</summary>
    /// <param name="details">What the operation is recognised by.</param>
    public Func<CancellationToken, ValueTask> Starting(Func<JournalEntry, JournalEntry> details) => cancellationToken =>
    {
        HasBegun = true;
        return journal.WriteAsync(details(Entry(JournalEvent.Starting)), cancellationToken);
    };

    /// <summary>Written before a batch is confirmed. When that fails, it must not be.</summary>
    public ValueTask ConfirmingAsync(long batchId, long count, CancellationToken cancellationToken) =>
        journal.WriteAsync(Entry(JournalEvent.Confirming) with { BatchId = batchId, Count = count }, cancellationToken);

    /// <summary>Written before a batch is cancelled. That protects records, so no journal holds it up.</summary>
    public ValueTask CancelingAsync(long batchId) =>
        HoldUpBrieflyAsync(JournalEvent.Canceling, ReportAsync(Entry(JournalEvent.Canceling) with { BatchId = batchId }));

    /// <summary>Written when somebody has dealt with the operation elsewhere.</summary>
    public ValueTask CloseAsync() => journal.WriteAsync(Entry(JournalEvent.Ended), CancellationToken.None);

    public ValueTask NotStartedAsync() => HasBegun ? ReportAsync(Entry(JournalEvent.NotStarted)) : default;

    public ValueTask OutcomeUnknownAsync() => ReportAsync(Entry(JournalEvent.OutcomeUnknown));

    public ValueTask ConfirmedAsync(Batch batch, long count) => ReportAsync(Entry(JournalEvent.Confirmed, batch) with { Count = count });

    /// <summary>Written when it is known that it exists. Its count is held to the bounds afterwards, so no journal holds that up.</summary>
    public ValueTask StartedAsync<TSnapshot>(TSnapshot snapshot)
        where TSnapshot : class, IOperationSnapshot<TSnapshot> =>
        HoldUpBrieflyAsync(JournalEvent.Started, OnceAsync(ref _hasStarted, Entry(JournalEvent.Started, snapshot)));

    public ValueTask EndedAsync<TSnapshot>(TSnapshot snapshot)
        where TSnapshot : class, IOperationSnapshot<TSnapshot> =>
        OnceAsync(ref _hasEnded, Entry(JournalEvent.Ended, snapshot));

    /// <summary>Written when what a lost request started was found; nobody may poll it again if it has ended.</summary>
    public async ValueTask FoundAsync<TSnapshot>(TSnapshot snapshot)
        where TSnapshot : class, IOperationSnapshot<TSnapshot>
    {
        await StartedAsync(snapshot).ConfigureAwait(false);
        if (snapshot.IsTerminal)
            await EndedAsync(snapshot).ConfigureAwait(false);
    }

    private ValueTask OnceAsync(ref int done, JournalEntry entry) =>
        Interlocked.Exchange(ref done, 1) == 0 ? ReportAsync(entry) : default;

    private async ValueTask HoldUpBrieflyAsync(JournalEvent what, ValueTask writing)
    {
        try
        {
            await writing.AsTask().WaitAsync(s_longestHeldUp, time).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            log.JournalFailed(key, what, exception);
        }
    }

    // What has happened has happened, whether it can be written down or not.
    private async ValueTask ReportAsync(JournalEntry entry)
    {
        try
        {
            await journal.WriteAsync(entry, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Whoever sees the end again writes it then.
            if (entry.Event == JournalEvent.Ended)
                Volatile.Write(ref _hasEnded, 0);
            log.JournalFailed(key, entry.Event, exception);
        }
    }

    private JournalEntry Entry(JournalEvent what)
    {
        DateTimeOffset now = time.GetUtcNow();
        return new() { Key = key, Event = what, At = now, ServerAt = clock.EarliestAt(now) };
    }

    private JournalEntry Entry<TSnapshot>(JournalEvent what, TSnapshot snapshot)
        where TSnapshot : class, IOperationSnapshot<TSnapshot>
    {
        JournalEntry entry = Entry(what) with { State = snapshot.State.Value };
        return TSnapshot.Kind == OperationKind.Batch ? entry with { BatchId = snapshot.Id } : entry with { ImportId = snapshot.Id };
    }
}
