using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Batches;

/// <summary>Lists recent batches for all who search for one at the same time: a list that has not begun to be read is joined.</summary>
internal sealed class RecentBatches(BatchApi api)
{
    /// <summary>
    /// How far outside of a request's window its batch may seem to be: the server's clock and ours differ, and its timestamps may
    /// be whole seconds.
    /// </summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    // A list that goes on and on has no order or no times.
    private const int MaximumPages = 20;

    private readonly Lock _gate = new();
    private Task<IReadOnlyList<RecentBatch>>? _next;
    private Task _running = Task.CompletedTask;
    private DateTimeOffset _since;

    /// <summary>Lists the batches created since then, newest first, in a list that is read after this call.</summary>
    public Task<IReadOnlyList<RecentBatch>> ListSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_next is null)
            {
                _since = since;
                Task before = _running;
                using (ExecutionContext.SuppressFlow())
                    _next = Task.Run(() => RunAsync(before), CancellationToken.None);
                Abandoned.Observe(_next);
            }
            else if (since < _since)
            {
                _since = since;
            }

            return _next.WaitAsync(cancellationToken);
        }
    }

    private async Task<IReadOnlyList<RecentBatch>> RunAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        DateTimeOffset since;
        lock (_gate)
        {
            since = _since;

            // Without the batches, which would be held until the next list.
            _running = _next!.ContinueWith(static _ => { }, TaskScheduler.Default);
            _next = null;
        }

        List<RecentBatch> listed = [];
        await foreach (Batch batch in api.ListAsync(null, null, CancellationToken.None, MaximumPages).ConfigureAwait(false))
        {
            if (batch.CreatedAt < since)
                break;
            if (batch.Id >= 1)
                listed.Add(new(batch));
        }

        return listed;
    }
}
