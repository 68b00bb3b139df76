using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Batches;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Recording;
using Outreach.Bulk.Emulator.Requests;

namespace Outreach.Bulk.Emulator.Watching;

/// <summary>What has changed since a page last heard of it, four times a second.</summary>
internal sealed class EventFeed(WatchedEmulator watched)
{
    private const int LooksPerSecond = 4;

    /// <summary>How many of the newest batches, requests and posted actions a page gets.</summary>
    private const int Shown = 100;

    private bool _stopped;

    public async IAsyncEnumerable<SseItem<byte[]>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SeenChanges seen = new();
        // By the machine's clock: the emulator's may never move by itself.
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(1.0 / LooksPerSecond));
        int quiet = 0;
        do
        {
            JsonObject changes = Look(seen);
            // Once a second the time alone is worth an event.
            if (changes.Count > 1 || ++quiet == LooksPerSecond)
            {
                quiet = 0;
                yield return new SseItem<byte[]>(JsonText.WriteBytes(changes), "changes");
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    public void Stop()
    {
        lock (watched.Gate)
            _stopped = true;
    }

    private JsonObject Look(SeenChanges seen)
    {
        JsonObject changes = [];
        seen.Begin();
        lock (watched.Gate)
        {
            if (_stopped)
                throw new OperationCanceledException("The emulator was stopped.");
            watched.Scheduler.Advance();
            foreach (Batch batch in watched.Scheduler.All.TakeLast(Shown))
                seen.Add(changes, "batches", batch.Id, batch.Snapshot(), () => ShownBatch.Write(batch));
            foreach ((Exchange exchange, PostedAction action) in watched.PostedActions.Newest(Shown))
                seen.Add(changes, "actions", exchange.Number, Progress(exchange, action), () => ShownAction.Write(exchange, action));
            seen.Add(changes, "state", 0, ShownState.Text(watched), () => ShownState.Write(watched));
        }

        foreach (LoggedRequest logged in watched.Requests.Newest(Shown))
            seen.Add(changes, "requests", logged.Exchange.Number, Progress(logged.Exchange), () => ShownRequest.Write(logged));
        seen.Add(changes, "start", 0, "", () => ShownState.Start(watched));
        changes["now"] = Timestamps.Write(watched.Clock.GetUtcNow());
        return changes;
    }

    private static object Progress(Exchange exchange) => (exchange.Status, exchange.IsOver);

    private static object Progress(Exchange exchange, PostedAction action) =>
        (Progress(exchange), action.State, action.Count, action.Processed, action.Failures);
}
