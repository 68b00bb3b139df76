namespace Outreach.Bulk;

/// <summary>Lists recent batches for all who look for one at the same time: a sweep that has not begun is joined.</summary>
internal sealed class BatchSweep(OutreachBulkConnection connection)
{
    /// <summary>How far outside of a request's window its batch may seem to be: the server's clock and ours differ, and its timestamps may be whole seconds.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    // A list that goes on and on has no order or no times.
    private const int MaximumPages = 20;

    private readonly Lock _gate = new();
    private Task<IReadOnlyList<SweptBatch>>? _next;
    private Task _running = Task.CompletedTask;
    private DateTimeOffset _since;

    /// <summary>Lists the batches created since then, newest first, in a sweep that begins after this call.</summary>
    public Task<IReadOnlyList<SweptBatch>> ListSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_next is null)
            {
                _since = since;
                Task before = _running;
                using (ExecutionContext.SuppressFlow())
                    _next = Task.Run(() => RunAsync(before), CancellationToken.None);
                BatchOperation.Observe(_next);
            }
            else if (since < _since)
            {
                _since = since;
            }

            return _next.WaitAsync(cancellationToken);
        }
    }

    private async Task<IReadOnlyList<SweptBatch>> RunAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        DateTimeOffset since;
        lock (_gate)
        {
            since = _since;

            // Without the batches, which would be held until the next sweep.
            _running = _next!.ContinueWith(static _ => { }, TaskScheduler.Default);
            _next = null;
        }

        List<SweptBatch> swept = [];
        await foreach (Batch batch in connection.ListBatchesAsync(new(), CancellationToken.None, MaximumPages).ConfigureAwait(false))
        {
            if (batch.CreatedAt < since)
                break;
            if (batch.Id >= 1)
                swept.Add(new(batch));
        }

        return swept;
    }
}
