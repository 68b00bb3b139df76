using System.Collections.Concurrent;
using System.Diagnostics;
using Outreach.Bulk.Telemetry;

namespace Outreach.Bulk.Operations;

/// <summary>One poll: who waits for it, and what each of them gets.</summary>
internal sealed class Poll<TSnapshot>(IReadOnlyList<PollWaiter<TSnapshot>> waiters)
    where TSnapshot : class
{
    // Exporters keep 128 links of a span by default.
    private const int MaximumLinks = 128;

    private readonly ConcurrentDictionary<long, byte> _answered = [];

    public IReadOnlyList<PollWaiter<TSnapshot>> Waiters => waiters;

    public IReadOnlyList<long> Ids { get; } = [.. waiters.Select(waiter => waiter.Id).Distinct()];

    /// <summary>The poll's span: below the operation's when it is for one, linked to theirs when it is for several.</summary>
    public Activity? StartSpan()
    {
        if (!OutreachBulkTelemetry.Source.HasListeners())
            return null;
        ActivityContext[] spans =
            [.. waiters.Select(waiter => waiter.Span).Where(span => span != default).Distinct().Take(MaximumLinks)];
        Activity? span = spans.Length == 1
            ? OutreachBulkTelemetry.Source.StartActivity("poll", ActivityKind.Client, spans[0])
            : OutreachBulkTelemetry.Source.StartActivity(
                "poll", ActivityKind.Client, default(ActivityContext), links: spans.Select(context => new ActivityLink(context)));
        span?.SetTag(OutreachBulkTelemetry.CountTag, Ids.Count);
        return span;
    }

    public void Saw(long id, TSnapshot snapshot) => Answer(id, waiter => waiter.TrySetResult(snapshot));

    public void Failed(long id, Exception failure) => Answer(id, waiter => waiter.TrySetException(failure));

    /// <summary>Reports a failure to all who have no answer.</summary>
    public void Failed(Exception failure)
    {
        foreach (long id in Ids.Where(id => !HasAnswered(id)))
            Failed(id, failure);
    }

    public bool HasAnswered(long id) => _answered.ContainsKey(id);

    private void Answer(long id, Action<PollWaiter<TSnapshot>> answer)
    {
        if (!_answered.TryAdd(id, 0))
            return;
        foreach (PollWaiter<TSnapshot> waiter in waiters.Where(waiter => waiter.Id == id))
            answer(waiter);
    }
}
