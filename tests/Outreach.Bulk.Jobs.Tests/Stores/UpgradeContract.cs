using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using DbUp.Postgresql;
using Npgsql;
using Outreach.Bulk.Jobs.PostgreSql;
using Outreach.Bulk.Jobs.Stores;

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

    [Fact]
    public async Task A_job_in_a_store_of_the_first_schema_goes_on_where_it_was()
    {
        await MakeFirstStoreAsync();
        JobStore store = await Bench.OpenAsync();
        List<StoredChunk> chunks = await store.Jobs.ChunksAsync("job", default);
        Assert.Equal([ChunkState.Ended, ChunkState.Searching, ChunkState.Waiting], chunks.Select(chunk => chunk.State));
        Assert.Equal(
            (ChunkOutcome.CompletedWithFailures, 98L, 2L, 77L),
            (chunks[0].Outcome, chunks[0].Processed, chunks[0].Failed, chunks[0].OperationId));
        Assert.Equal((4, 0, "job#2.1"), (chunks[1].Looks, chunks[1].Misses, chunks[1].Operation));
        Assert.Equal(JournalEvent.Starting, Assert.Single(await store.Entries.ReadAsync("job", "job#2.1", default)).Event);

        StoredChunk searched = (await Bench.LookAsync(store)).Chunk!;
        Assert.Equal(2, searched.Number);
        ChunkChange missed = new() { State = ChunkState.Searching, Misses = 3, Delay = TimeSpan.FromHours(1) };
        Assert.True(await store.Chunks.ChangeAsync(searched, missed, default));
        Assert.Equal(3, (await store.Jobs.ChunksAsync("job", default))[1].Misses);
        StoredChunk waiting = (await Bench.LookAsync(store)).Chunk!;
        Assert.Equal(3, waiting.Number);
        Intent intent = await store.Chunks.IntendAsync(
            waiting, StoreBench.Entry(waiting, JournalEvent.Starting), StoreBench.Ledger(), 100, StoreBench.Lease, default);
        Assert.Equal(IntentResult.Written, intent.Result);
        Assert.True(await store.Chunks.ChangeAsync(waiting, new() { State = ChunkState.Ended, Outcome = ChunkOutcome.Completed }, default));
        await Bench.AdvanceAsync(TimeSpan.FromHours(1));
        searched = (await Bench.LookAsync(store)).Chunk!;
        Assert.True(await store.Chunks.ChangeAsync(searched, new() { State = ChunkState.Ended, Outcome = ChunkOutcome.Unknown }, default));
        Assert.NotNull((await store.Jobs.FindAsync("job", default))!.EndedAt);
    }

    [Fact]
    public async Task Stores_that_upgrade_the_first_schema_at_once_upgrade_it_once()
    {
        await MakeFirstStoreAsync();
        JobStore[] stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Bench.OpenAsync()));
        List<StoredChunk>[] seen = await Task.WhenAll(stores.Select(store => Task.Run(() => store.Jobs.ChunksAsync("job", default))));
        Assert.All(seen, chunks => Assert.Equal(3, chunks.Count));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => Bench.ExecuteAsync("ALTER TABLE chunk ADD COLUMN misses INTEGER NOT NULL DEFAULT 0"));
    }

    // What a version wrote that knew only the first script: one chunk has ended, one is searched for, one waits.
    private async Task MakeFirstStoreAsync()
    {
        await ForgetAsync();
        await MakeFirstSchemaAsync();
        await Bench.ExecuteAsync(
            """
            INSERT INTO job (key, account, plan, kind, content, options, records, concurrency, in_order, planned_at, expires_at, started_at,
                    wish, wished_at)
                VALUES ('job', 'api.outreach.io', 'plan', 0, '{}', '{}', 300, 4, 0, 1, 86400001, 2, 1, 2);
            INSERT INTO chunk (job, number, content, records, at_least, at_most, canary, state, fence, attempt, operation, operation_id,
                    looks, matched, processed, failed, outcome)
                VALUES ('job', 1, '"1"', 100, 95, 105, 0, 4, 3, 1, 'job#1.1', 77, 5, 98, 98, 2, 1);
            INSERT INTO chunk (job, number, content, records, at_least, at_most, canary, state, fence, attempt, operation, sent_at, looks,
                    reason)
                VALUES ('job', 2, '"2"', 100, 95, 105, 0, 3, 2, 1, 'job#2.1', 3, 4, 'The answer to its request was lost.');
            INSERT INTO chunk (job, number, content, records, at_least, at_most, canary) VALUES ('job', 3, '"3"', 100, 95, 105, 0);
            INSERT INTO journal (job, key, at, ended, entry)
                VALUES ('job', 'job#2.1', 3, 0, '{"key":"job#2.1","event":"Starting","at":"2026-01-05T08:00:00+00:00"}');
            """);
    }

    private protected abstract Task ForgetAsync();

    private protected abstract Task MakeFirstSchemaAsync();

    private protected static void Run(UpgradeEngineBuilder builder, Type database, string script)
    {
        using StreamReader text = new(database.Assembly.GetManifestResourceStream(script)!);
        DatabaseUpgradeResult result = builder
            .WithScripts(new SqlScript(script, text.ReadToEnd())).WithVariablesDisabled().LogToNowhere().Build().PerformUpgrade();
        Assert.True(result.Successful, result.Error?.Message);
    }
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

    private protected override Task MakeFirstSchemaAsync()
    {
        string path = ((SqliteBench)Bench).StorePath;
        Run(DeployChanges.To.SqliteDatabase($"Data Source={path};Pooling=False"), typeof(JobStore), "Sqlite.0001.sql");
        return Task.CompletedTask;
    }
}

public sealed class PostgreSqlUpgradeTests() : UpgradeContract(StoreKind.PostgreSql)
{
    private PostgreSqlBench Server => (PostgreSqlBench)Bench;

    private protected override Task ForgetAsync() => Bench.ExecuteAsync($"DROP SCHEMA {Server.Schema} CASCADE");

    private protected override async Task MakeFirstSchemaAsync()
    {
        await Bench.ExecuteAsync($"CREATE SCHEMA {Server.Schema}");
        await using NpgsqlDataSource source = NpgsqlDataSource.Create($"{Server.ConnectionString};Search Path={Server.Schema}");
        Run(
            DeployChanges.To.PostgresqlDatabase(new PostgresqlConnectionManager(source))
                .JournalToPostgresqlTable(Server.Schema, "schema_version"),
            typeof(PostgreSqlJobStore),
            "PostgreSql.0001.sql");
        await Server.HoldClockAsync();
    }
}
