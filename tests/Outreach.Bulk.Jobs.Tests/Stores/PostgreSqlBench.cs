using Npgsql;
using Outreach.Bulk.Jobs.PostgreSql;

namespace Outreach.Bulk.Jobs.Tests.Stores;

/// <summary>A schema of a test's own on the server that tests/postgresql starts. Its clock stands still until the test moves it.</summary>
internal sealed class PostgreSqlBench : StoreBench
{
    // Opening one for each statement took most of the time of tests that move the clock often.
    private readonly NpgsqlDataSource _clock;

    private PostgreSqlBench(string connectionString)
    {
        ConnectionString = connectionString;
        _clock = NpgsqlDataSource.Create($"{ConnectionString};Search Path={Schema}");
    }

    public string ConnectionString { get; }

    public string Schema { get; } = $"store_{Guid.NewGuid():N}";

    /// <summary>Where the server is. Where there is none, the test is skipped.</summary>
    public static string ServerOrSkip()
    {
        string? server = Environment.GetEnvironmentVariable("OUTREACH_POSTGRESQL");
        Assert.SkipUnless(!string.IsNullOrEmpty(server), "no PostgreSQL server");
        return server!;
    }

    public static async Task<PostgreSqlBench> StartAsync()
    {
        // Each test has connections of its own, and few.
        PostgreSqlBench bench = new(ServerOrSkip() + ";Maximum Pool Size=20");
        JobStore store = bench.Unopened();
        await store.Jobs.FindAsync("", default);
        store.Dispose();
        await bench.HoldClockAsync();
        return bench;
    }

    /// <summary>Puts a clock that a test moves in the place of the schema's.</summary>
    internal Task HoldClockAsync() => ExecuteAsync(
        """
        CREATE TABLE clock (now BIGINT);
        INSERT INTO clock SELECT outreach_now();
        CREATE OR REPLACE FUNCTION outreach_now() RETURNS BIGINT LANGUAGE sql VOLATILE AS $$ SELECT now FROM clock $$;
        """);

    internal PostgreSqlDatabase Database() => new(ConnectionString + ";Options=-c synchronous_commit=off", Schema);

    internal override async Task AdvanceAsync(TimeSpan by)
    {
        await using NpgsqlCommand command = _clock.CreateCommand($"UPDATE clock SET now = now + {(long)by.TotalMilliseconds}");
        await command.ExecuteNonQueryAsync();
    }

    internal override async Task ExecuteAsync(string sql)
    {
        await using NpgsqlConnection connection = new($"{ConnectionString};Pooling=false;Search Path={Schema}");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    // Contract tests do not cut the power.
    private protected override JobStore Hurried(bool isHurried) =>
        PostgreSqlJobStore.Create(ConnectionString + (isHurried ? ";Options=-c synchronous_commit=off" : ""), Schema);

    private protected override async Task EndAsync()
    {
        await _clock.DisposeAsync();
        await ExecuteAsync($"DROP SCHEMA {Schema} CASCADE");
    }
}
