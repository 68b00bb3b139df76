namespace Outreach.Bulk.Jobs.Tests.Stores;

/// <summary>What a store promises, held against one kind of database.</summary>
public abstract class StoreContract(StoreKind kind) : IAsyncLifetime
{
    internal StoreBench Bench { get; private set; } = null!;

    internal JobStore Store => Bench.Store;

    internal StoreKind Kind => kind;

    public async ValueTask InitializeAsync() => Bench = await StoreBench.StartAsync(kind);

    public async ValueTask DisposeAsync()
    {
        if (Bench is not null)
            await Bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
