using System.Collections.Concurrent;
using System.Diagnostics;

namespace Outreach.Bulk;

/// <summary>One look: who waits for it, and what they are told.</summary>
internal sealed class PollLook(PollSource source, IReadOnlyList<PollWaiter> waiters)
{
    // Exporters keep 128 links of a span by default.
    private const int MaximumLinks = 128;

    private readonly ConcurrentDictionary<long, byte> _told = [];

    public PollSource Source => source;

    public IReadOnlyList<PollWaiter> Waiters => waiters;

    public IReadOnlyList<long> Ids { get; } = [.. waiters.Select(waiter => waiter.Id).Distinct()];

    /// <summary>The look's span: below the operation's when it is for one, linked to theirs when it is for several.</summary>
    public Activity? StartSpan()
    {
        if (!OutreachBulkTelemetry.Source.HasListeners())
            return null;
        ActivityContext[] spans = [.. waiters.Select(waiter => waiter.Span).Where(span => span != default).Distinct().Take(MaximumLinks)];
        Activity? span = spans.Length == 1
            ? OutreachBulkTelemetry.Source.StartActivity("poll", ActivityKind.Client, spans[0])
            : OutreachBulkTelemetry.Source.StartActivity("poll", ActivityKind.Client, default(ActivityContext), links: spans.Select(context => new ActivityLink(context)));
        span?.SetTag(OutreachBulkTelemetry.CountTag, Ids.Count);
        return span;
    }

    public void Saw(long id, object snapshot) => Tell(id, waiter => waiter.TrySetResult(snapshot));

    public void Failed(long id, Exception failure) => Tell(id, waiter => waiter.TrySetException(failure));

    /// <summary>Tells a failure to all who were not told anything.</summary>
    public void Failed(Exception failure)
    {
        foreach (long id in Ids.Where(id => !WasTold(id)))
            Failed(id, failure);
    }

    public bool WasTold(long id) => _told.ContainsKey(id);

    private void Tell(long id, Action<PollWaiter> tell)
    {
        if (!_told.TryAdd(id, 0))
            return;
        foreach (PollWaiter waiter in waiters.Where(waiter => waiter.Id == id))
            tell(waiter);
    }
}
