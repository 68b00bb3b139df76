using Microsoft.Data.Sqlite;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Jobs;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>A job on the first 50 accounts in a store, with chunks that ended as a test says.</summary>
internal static class StoredTestJob
{
    /// <returns>How many records each chunk has.</returns>
    public static async Task<long[]> StartAsync(OutreachEmulator emulator, string store, string action, params ChunkOutcome?[] outcomes)
    {
        using OutreachBulkConnection connection = OutreachBulkConnection.Create(
            new() { BaseAddress = emulator.BaseAddress, AccessToken = (_, _) => new(emulator.AccessToken) });
        using OutreachJobs jobs = new(connection, JobStore.Sqlite(store), new() { Account = emulator.BaseAddress.Authority });
        JobPlan plan = await jobs.PlanAsync("job", BulkCall.FromJson(TestPlan.CallOf(action)), new() { RecordsPerChunk = 13 });
        Assert.Equal(outcomes.Length, plan.Chunks.Count);
        await jobs.StartAsync(plan);
        for (int number = 1; number <= outcomes.Length; number++)
            End(store, number, outcomes[number - 1]);
        return [.. plan.Chunks.Select(chunk => chunk.Records)];
    }

    /// <summary>A chunk ends, or has not ended: null.</summary>
    public static void End(string store, int number, ChunkOutcome? outcome)
    {
        using SqliteConnection connection = new($"Data Source={store};Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "UPDATE chunk SET state = @state, outcome = @outcome WHERE number = @number";
        command.Parameters.AddWithValue("@state", outcome is null ? 0 : 4);
        command.Parameters.AddWithValue("@outcome", (object?)(int?)outcome ?? DBNull.Value);
        command.Parameters.AddWithValue("@number", number);
        command.ExecuteNonQuery();
    }
}
