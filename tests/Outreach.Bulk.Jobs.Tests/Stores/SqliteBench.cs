using Microsoft.Data.Sqlite;

namespace Outreach.Bulk.Jobs.Tests.Stores;

internal sealed class SqliteBench : StoreBench
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-store-").FullName;
    private readonly SettableTime _time = new();

    internal string StorePath => Path.Combine(_folder, "jobs.db");

    internal override JobStore Unopened() => JobStore.Sqlite(StorePath, _time);

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

    private protected override Task EndAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    private sealed class SettableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
