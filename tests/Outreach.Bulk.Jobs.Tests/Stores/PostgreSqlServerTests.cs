using System.Transactions;
using Npgsql;
using Outreach.Bulk.Jobs.PostgreSql;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Tests.Stores;

/// <summary>What may go wrong with a server of PostgreSQL, and what is said and done about it.</summary>
public sealed class PostgreSqlServerTests : IAsyncLifetime
{
    // Fails the first intents with an error that says that they may be tried again.
    private const string Failing =
        """
        CREATE SEQUENCE tries;
        CREATE FUNCTION fail() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN IF nextval('tries') <= 2 THEN {0}; END IF; RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER failing AFTER INSERT ON journal DEFERRABLE INITIALLY {1} FOR EACH ROW EXECUTE FUNCTION fail();
        """;

    private const string Conflict = "RAISE EXCEPTION 'busy' USING ERRCODE = '40001'";

    private PostgreSqlBench _bench = null!;

    private JobStore Store => _bench.Store;

    public async ValueTask InitializeAsync() => _bench = (PostgreSqlBench)await StoreBench.StartAsync(StoreKind.PostgreSql);

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null)
            await _bench.DisposeAsync();
    }

    [Theory]
    [InlineData("Port", "1", true, "cannot be reached")]
    [InlineData("Password", "open;sesame", false, "does not let this user in")]
    [InlineData("Database", "nowhere", false, "no such database")]
    public async Task A_server_that_cannot_be_used_is_an_error_without_the_password(string name, string value, bool mayPass, string says)
    {
        NpgsqlConnectionStringBuilder settings = new(PostgreSqlBench.ServerOrSkip());
        string password = settings.Password!;
        settings[name] = value;
        using JobStore unusable = PostgreSqlJobStore.Create(settings.ConnectionString);
        JobStoreException error = await Assert.ThrowsAsync<JobStoreException>(() => unusable.Jobs.FindAsync("job", default));
        Assert.Equal(mayPass, error.IsTransient);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        string store = $"{settings.Database} on {settings.Host}:{settings.Port}, schema outreach_jobs";
        Assert.Contains(store, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(password, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;Password=open;sesame")]
    [InlineData("sesame")]
    [InlineData("Host=db;Port=sesame")]
    [InlineData("Password=sesame")]
    public void A_connection_string_that_cannot_be_read_is_refused_without_a_word_of_it(string connectionString)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => PostgreSqlJobStore.Create(connectionString));
        Assert.Equal("connectionString", refusal.ParamName);
        Assert.DoesNotContain("sesame", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pg_jobs")]
    [InlineData(" ")]
    [InlineData("Jobs")]
    [InlineData("1job")]
    [InlineData("jobs; DROP TABLE job")]
    [InlineData("a123456789a123456789a123456789a123456789a123456789a123456789abcd")]
    public void A_schema_with_a_name_that_needs_quotes_or_is_cut_off_is_refused(string schema) =>
        Assert.Equal("schema", Assert.Throws<ArgumentException>(() => PostgreSqlJobStore.Create("Host=db", schema)).ParamName);

    [Fact]
    public async Task Whoever_may_not_create_schemas_uses_one_that_exists()
    {
        string user = $"user_{Guid.NewGuid():N}";
        await _bench.ExecuteAsync($"CREATE ROLE {user} LOGIN PASSWORD 'x'");
        string connection = new NpgsqlConnectionStringBuilder(_bench.ConnectionString) { Username = user, Password = "x" }.ConnectionString;
        using (JobStore store = PostgreSqlJobStore.Create(connection, _bench.Schema))
        {
            JobStoreException error = await Assert.ThrowsAsync<JobStoreException>(() => store.Jobs.FindAsync("job", default));
            Assert.False(error.IsTransient);
        }

        await _bench.ExecuteAsync(
            $"GRANT USAGE ON SCHEMA {_bench.Schema} TO {user}; GRANT ALL ON ALL TABLES IN SCHEMA {_bench.Schema} TO {user}; "
                + $"GRANT ALL ON ALL SEQUENCES IN SCHEMA {_bench.Schema} TO {user}");
        using (JobStore store = PostgreSqlJobStore.Create(connection, _bench.Schema))
            Assert.Null(await store.Jobs.FindAsync("job", default));
        await _bench.ExecuteAsync($"DROP OWNED BY {user}; DROP ROLE {user}");
    }

    [Fact]
    public async Task The_clock_is_the_servers()
    {
        string schema = $"store_{Guid.NewGuid():N}";
        using (JobStore store = PostgreSqlJobStore.Create(_bench.ConnectionString, schema))
        {
            DateTimeOffset? at = (await store.CreateLedger("a").ReserveAsync("a", 1, default)).AvailableAt;
            Assert.InRange(DateTimeOffset.UtcNow - at!.Value, TimeSpan.FromMinutes(-5), TimeSpan.FromMinutes(5));
        }

        await _bench.ExecuteAsync($"DROP SCHEMA {schema} CASCADE");
    }

    [Fact]
    public async Task A_conflict_before_the_commit_is_tried_again_as_a_whole()
    {
        await _bench.StartJobAsync(chunks: 1);
        StoredChunk chunk = await _bench.ClaimAsync();
        await FailAsync(Conflict, "IMMEDIATE");
        Assert.Equal(IntentResult.Written, await _bench.IntendAsync(chunk, records: 100));
        Assert.Equal((ChunkState.Sending, 1), ((await _bench.ChunkAsync(1)).State, (await _bench.ChunkAsync(1)).Attempt));
        Assert.Single(await Store.Entries.ReadAsync("job", "job#1.1", default));
        Assert.Equal(900, (await Store.CreateLedger(StoreBench.Ledger()).ReserveAsync("x", 10_000, default)).Left);
    }

    [Theory]
    [InlineData(Conflict)]
    [InlineData("PERFORM pg_terminate_backend(pg_backend_pid())")]
    public async Task A_commit_that_failed_or_whose_answer_was_lost_is_no_intent_and_is_not_tried_again(string failure)
    {
        await _bench.StartJobAsync(chunks: 1);
        StoredChunk chunk = await _bench.ClaimAsync();
        await FailAsync(failure, "DEFERRED");
        JobStoreException error = await Assert.ThrowsAsync<JobStoreException>(() => _bench.IntendAsync(chunk, records: 100));
        Assert.True(error.IsTransient);
        Assert.Empty(await Store.Entries.ReadAsync("job", "job#1.1", default));
        await _bench.ExecuteAsync("DO $$ BEGIN ASSERT (SELECT last_value FROM tries) = 1; END $$");
    }

    [Fact]
    public async Task A_transaction_of_the_callers_is_not_joined()
    {
        await _bench.StartJobAsync(chunks: 1);
        StoredChunk chunk = await _bench.ClaimAsync();
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
            Assert.Equal(IntentResult.Written, await _bench.IntendAsync(chunk));
        Assert.Equal(ChunkState.Sending, (await _bench.ChunkAsync(1)).State);
    }

    [Fact]
    public async Task Connections_that_a_restart_closed_are_replaced()
    {
        NpgsqlConnectionStringBuilder settings = new(_bench.ConnectionString) { ApplicationName = _bench.Schema };
        using JobStore store = PostgreSqlJobStore.Create(settings.ConnectionString, _bench.Schema);
        await store.Jobs.FindAsync("job", default);
        await _bench.ExecuteAsync(
            $"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = '{_bench.Schema}'");
        JobStoreException? lost = await Record.ExceptionAsync(() => store.Jobs.FindAsync("job", default)) as JobStoreException;
        Assert.NotEqual(false, lost?.IsTransient);
        Assert.Null(await store.Jobs.FindAsync("job", default));
    }

    private Task FailAsync(string how, string when) => _bench.ExecuteAsync(
        Failing.Replace("{0}", how, StringComparison.Ordinal).Replace("{1}", when, StringComparison.Ordinal));
}
