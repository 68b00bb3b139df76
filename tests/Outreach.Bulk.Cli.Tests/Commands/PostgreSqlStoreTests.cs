using Npgsql;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>A store that several machines share.</summary>
public sealed class PostgreSqlStoreTests : ToolTests
{
    [Fact]
    public async Task Another_machine_with_the_same_store_attaches_to_what_the_first_one_started()
    {
        string? server = Environment.GetEnvironmentVariable("OUTREACH_POSTGRESQL");
        Assert.SkipUnless(!string.IsNullOrEmpty(server), "no PostgreSQL server");
        NpgsqlConnectionStringBuilder store = new(server) { Database = $"tool_{Guid.NewGuid():N}", Pooling = false };
        await ExecuteAsync(server!, $"CREATE DATABASE {store.Database}");
        try
        {
            Tool.Variables["OUTREACH_STORE"] = store.ConnectionString;
            await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--where", "id<=50", "--set", "tags=vip");
            await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--yes");
            Tool.Variables["XDG_STATE_HOME"] = At("another-machine");
            ToolRun again = await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--yes");
            Assert.Contains("batch 1", again.Errors, StringComparison.OrdinalIgnoreCase);
            Assert.Single(Emulator.PostedActions);

            ToolRun journal = await ExpectAsync(ExitCode.Done, "journal");
            Assert.Contains($"Nothing is open in PostgreSQL {store.Host}/{store.Database}.", journal.Output);
            Assert.DoesNotContain($"Username={store.Username}", journal.ToString());
            await ExpectAsync(ExitCode.Done, "jobs");
            await ExpectAsync(ExitCode.Done, "budget");
        }
        finally
        {
            await ExecuteAsync(server!, $"DROP DATABASE {store.Database} WITH (FORCE)");
        }
    }

    [Theory]
    [InlineData("Host=db;Database=jobs;Password=secret", "Set OUTREACH_STORE instead")]
    [InlineData("postgres://db/jobs", "a PostgreSQL database as")]
    [InlineData("Host=db;Nonsense=1", "cannot be used")]
    public async Task A_store_that_shows_its_password_or_cannot_be_read_is_refused(string store, string said)
    {
        ToolRun run = await ExpectAsync(ExitCode.Usage, "journal", "--store", store);
        Assert.Contains(said, run.Errors);
        Assert.DoesNotContain("secret", run.ToString());
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using NpgsqlConnection connection = new($"{server};Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
