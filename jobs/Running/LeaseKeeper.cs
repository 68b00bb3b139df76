using Outreach.Bulk.Jobs.Stores;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>Renews the lease of a chunk for as long as a step takes.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task _keeping;

    public LeaseKeeper(ChunkTable chunks, StoredChunk chunk, TimeSpan lease, TimeProvider time) =>
        _keeping = KeepAsync(chunks, chunk, lease, time);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task KeepAsync(ChunkTable chunks, StoredChunk chunk, TimeSpan lease, TimeProvider time)
    {
        while (true)
        {
            await Task.Delay(Timers.Round(lease / 2), time, _end.Token).ConfigureAwait(false);
            try
            {
                if (!await chunks.RenewAsync(chunk, lease, _end.Token).ConfigureAwait(false))
                    return;
            }
            catch (JobStoreException)
            {
                // The store may be back before the lease is over; if not, the step finds that it lost the chunk.
            }
        }
    }
}
