namespace Outreach.Bulk.Tests.Tokens;

/// <summary>A disk in memory, which processes share; and a process's way to it, which a test can break.</summary>
internal sealed class MemoryStore(MemoryStore.Disk disk) : OutreachTokenStore
{
    /// <summary>Called before and after each thing that is done.</summary>
    public Action<string>? Step { get; set; }

    public override async ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        Step?.Invoke("lock");
        await disk.Lock.WaitAsync(cancellationToken);
        return new Held(disk.Lock);
    }

    public override ValueTask<string?> ReadAsync(CancellationToken cancellationToken)
    {
        Step?.Invoke("read");
        return new(disk.Text);
    }

    public override ValueTask WriteAsync(string text, CancellationToken cancellationToken)
    {
        Step?.Invoke("write");
        disk.Text = text;
        Step?.Invoke("written");
        return default;
    }

    public override string ToString() => "memory";

    internal sealed class Disk
    {
        public SemaphoreSlim Lock { get; } = new(1, 1);

        public string? Text { get; set; }
    }

    private sealed class Held(SemaphoreSlim turn) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            turn.Release();
            return default;
        }
    }
}
