namespace Outreach.Bulk.Jobs.Tests.Stores;

/// <summary>How a store's schema comes about, and which ones are refused.</summary>
public abstract class UpgradeContract(StoreKind kind) : StoreContract(kind)
{
    [Fact]
    public async Task A_store_that_is_up_to_date_is_left_as_it_is()
    {
        await Bench.PlanJobAsync();
        JobStore again = await Bench.OpenAsync();
        Assert.NotNull(await again.Jobs.FindAsync("job", default));
    }

    [Fact]
    public async Task Stores_that_are_opened_at_once_make_one_schema()
    {
        await ForgetAsync();
        JobStore[] stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Bench.OpenAsync()));
        await Task.WhenAll(stores.SelectMany(store => new[]
        {
            Task.Run(() => store.Jobs.FindAsync("job", default)),
            Task.Run(() => store.Jobs.FindAsync("job", default)),
        }));
        await Bench.ExecuteAsync("INSERT INTO ledger (account, level, at) VALUES ('a', 0, 0)");
    }

    [Fact]
    public async Task A_store_that_a_newer_version_has_upgraded_is_refused_by_name()
    {
        await Store.Jobs.FindAsync("job", default);
        await Bench.ExecuteAsync(Kind == StoreKind.Sqlite
            ? "INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('Sqlite.9999.sql', '2030-01-01')"
            : "INSERT INTO schema_version (scriptname, applied) VALUES ('PostgreSql.9999.sql', '2030-01-01')");
        JobStore older = await Bench.OpenAsync();
        JobStoreException refusal = await Assert.ThrowsAsync<JobStoreException>(() => older.Jobs.FindAsync("job", default));
        Assert.Contains("9999", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
        Assert.False(refusal.IsTransient);

        // Who opened it before does not see the difference, and goes on.
        await Store.Jobs.FindAsync("job", default);
    }

    [Fact]
    public async Task A_schema_that_is_not_complete_is_an_error_with_the_stores_name()
    {
        await Store.Jobs.FindAsync("job", default);
        await Bench.ExecuteAsync("DROP TABLE ledger");
        JobStoreException error = await Assert.ThrowsAsync<JobStoreException>(
            () => Store.CreateLedger(StoreBench.Ledger()).ReserveAsync("a", 1, default).AsTask());
        Assert.Contains("ledger", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    private protected abstract Task ForgetAsync();
}

public sealed class SqliteUpgradeTests() : UpgradeContract(StoreKind.Sqlite)
{
    private protected override Task ForgetAsync()
    {
        Store.Dispose();
        string path = ((SqliteBench)Bench).StorePath;
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(path)!))
            File.Delete(file);
        return Task.CompletedTask;
    }
}

public sealed class PostgreSqlUpgradeTests() : UpgradeContract(StoreKind.PostgreSql)
{
    private protected override Task ForgetAsync() => Bench.ExecuteAsync($"DROP SCHEMA {((PostgreSqlBench)Bench).Schema} CASCADE");
}
