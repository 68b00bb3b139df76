using Outreach.Bulk.Operations;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Batches;

/// <summary>Lists recent batches for all who search for one at the same time: a list that has not begun to be read is joined.</summary>
internal sealed class RecentBatches(BatchApi api)
{
    // A list that goes on and on has no order or no times.
    private const int MaximumPages = 20;

    // One batch that is older may stand where it does not belong. Many in a row, in order, are the rest of the list.
    private const int EnoughOlder = 10;

    private readonly Lock _gate = new();
    private Task<RecentBatchList>? _next;
    private Task _running = Task.CompletedTask;
    private DateTimeOffset _since;

    /// <summary>
    /// Lists the batches of a window and later. The first answer that tells the server's time may be that of the list, which was then
    /// left too soon.
    /// </summary>
    /// <param name="windowOf">Tells the window by what is known of the server's clock.</param>
    /// <param name="cancellationToken">Stops waiting for the list.</param>
    public async Task<(RecentBatchList List, CreationWindow Window)> ListAsync(
        Func<CreationWindow> windowOf, CancellationToken cancellationToken)
    {
        DateTimeOffset since = windowOf().From;
        RecentBatchList list = await ListSinceAsync(since, cancellationToken).ConfigureAwait(false);
        CreationWindow window = windowOf();
        return window.From < since
            ? (await ListSinceAsync(window.From, cancellationToken).ConfigureAwait(false), window)
            : (list, window);
    }

    /// <summary>Lists the batches created since then, in a list that is read after this call.</summary>
    /// <param name="since">A moment by the server's clock.</param>
    /// <param name="cancellationToken">Stops waiting for the list.</param>
    public Task<RecentBatchList> ListSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
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

    private async Task<RecentBatchList> RunAsync(Task before)
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
        bool isWhole = true;
        int older = 0;
        bool descends = false;
        bool ascends = false;
        DateTimeOffset? last = null;
        await foreach (Batch batch in api
            .ListAsync(null, null, CancellationToken.None, MaximumPages, () => isWhole = false)
            .ConfigureAwait(false))
        {
            descends |= batch.CreatedAt < last;
            ascends |= batch.CreatedAt > last;
            last = batch.CreatedAt ?? last;
            older = batch.CreatedAt < since ? older + 1 : 0;
            if (older == 0 && batch.Id >= 1)
                listed.Add(new(batch));
            if (older >= EnoughOlder && descends && !ascends)
                break;
        }

        // Not every server sorts as it is asked to.
        return new([.. listed.OrderByDescending(recent => recent.Batch.CreatedAt)], isWhole);
    }
}
