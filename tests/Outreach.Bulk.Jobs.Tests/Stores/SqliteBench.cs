using System.Data.Common;
using Microsoft.Data.Sqlite;
using Outreach.Bulk.Jobs.Sqlite;

namespace Outreach.Bulk.Jobs.Tests.Stores;

internal sealed class SqliteBench : StoreBench
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-store-").FullName;
    private readonly SettableTime _time = new();

    internal string StorePath => Path.Combine(_folder, "jobs.db");


    internal override Task AdvanceAsync(TimeSpan by)
    {
        _time.Now += by;
        return Task.CompletedTask;
    }

    internal override async Task ExecuteAsync(string sql)
    {
        await using SqliteConnection connection = new($"Data Source={StorePath};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private protected override JobStore Hurried(bool isHurried)
    {
        SqliteDatabase database = new(StorePath, _time);
        return new(isHurried ? new Hasty(database) : database);
    }

    private protected override Task EndAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    // Contract tests do not cut the power.
    private sealed class Hasty(SqliteDatabase inner) : WrappedDatabase(inner)
    {
        public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
        {
            DbConnection connection = await base.OpenAsync(cancellationToken);
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous = OFF";
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
    }

    private sealed class SettableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
