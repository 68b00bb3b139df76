using System.Diagnostics;
using Outreach.Bulk.Jobs.Stores;
using Outreach.Bulk.Jobs.Tests.Stores;

namespace Outreach.Bulk.Jobs.Tests;

/// <summary>What a chunk costs on a server of PostgreSQL, beside the requests to Outreach.</summary>
public class RoundTripTests
{
    private const int Chunks = 10;

    [Fact]
    public async Task A_chunk_takes_at_most_ten_round_trips_to_the_store_and_a_poll_three()
    {
        await using PostgreSqlBench server = (PostgreSqlBench)await StoreBench.StartAsync(StoreKind.PostgreSql);
        await using JobBench bench = await JobBench.StartAsync(
            accounts: 100 * Chunks, options => options.PendingTime = TimeSpan.FromSeconds(8));
        List<string> trips = [];
        OutreachJobs jobs = bench.Worker(store: new(new WatchedDatabase(server.Database(), (_, command) =>
        {
            trips.Add(command);
            return Task.CompletedTask;
        })));
        await jobs.StartAsync(await jobs.PlanAsync(
            "tagging",
            BulkCall.Of(
                new AccountAddTagsParams
                {
                    Filter = new() { CreatedAt = new() { AtLeast = DateTimeOffset.UnixEpoch } }, Confirm = Confirm.AtMost(100 * Chunks),
                },
                new AccountAddTagsAttributes { Tags = ["vip"] }),
            new() { RecordsPerChunk = 100, MaximumConcurrentChunks = 1 }));
        Dictionary<string, List<int>> steps = new() { ["start"] = [], ["poll"] = [], ["end"] = [] };
        (int started, int ended) = (0, 0);
        trips.Clear();
        while (await jobs.AdvanceAsync() is { } delay)
        {
            if (delay == TimeSpan.Zero)
            {
                int took = trips.Count;
                JobStatus status = Assert.Single(await jobs.ListAsync());
                int[] now = [status.Chunks.Count(chunk => chunk.Attempts > 0), status.Chunks.Count(chunk => chunk.Outcome is not null)];
                steps[now[0] > started ? "start" : now[1] > ended ? "end" : "poll"].Add(took);
                (started, ended) = (now[0], now[1]);
            }

            bench.Time.Advance(delay);
            await server.AdvanceAsync(delay);
            trips.Clear();
        }

        Assert.Equal(100 * Chunks, bench.Tagged("vip"));
        foreach ((string step, List<int> took) in steps)
        {
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{step}: {took.Count} steps, {took.DefaultIfEmpty().Average():0.0} round trips each");
        }

        Assert.All(steps["poll"], took => Assert.InRange(took, 1, 3));

        // The last poll finds the end; its claim is the poll's.
        Assert.InRange(steps["start"].Sum() + steps["end"].Sum() - ended, 1, 10 * ended);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.PostgreSql)]
    public async Task The_time_of_a_chunk_in_the_store_is_told(StoreKind kind)
    {
        const int chunks = 200;
        await using StoreBench bench = await StoreBench.StartAsync(kind);
        JobStore store = bench.Durable();
        StoredJob job = await bench.PlanJobAsync(chunks: chunks, concurrency: 1);
        await bench.Store.Jobs.StartAsync("job", job.PlanId, default);
        LedgerTables tables = new(StoreBench.Account, 5_000_000, 500_000);
        await store.Jobs.FindAsync("job", default);
        long start = Stopwatch.GetTimestamp();
        for (int number = 1; number <= chunks; number++)
        {
            StoredChunk chunk = (await store.Chunks.ClaimAsync(StoreBench.Account, null, "w", StoreBench.Lease, default)).Chunk!;
            JournalEntry entry = StoreBench.Entry(chunk, JournalEvent.Starting);
            Intent intent = await store.Chunks.IntendAsync(chunk, entry, tables, 105, StoreBench.Lease, default);
            Assert.Equal(IntentResult.Written, intent.Result);
            await store.Chunks.KnowAsync(chunk, number, entry with { Event = JournalEvent.Started, BatchId = number }, default);
            await store.CreateLedger(tables).SettleAsync(entry.Key, 100, default);
            await store.Chunks.DecideAsync(chunk, entry with { Event = JournalEvent.Confirming, BatchId = number }, default);
            await store.Chunks.ChangeAsync(chunk, new() { State = ChunkState.Running, OperationId = number }, default);
            chunk = (await store.Chunks.ClaimAsync(StoreBench.Account, null, "w", StoreBench.Lease, default)).Chunk!;
            await store.CreateLedger(tables).SettleAsync(entry.Key, 100, default);
            await store.Chunks.ChangeAsync(
                chunk, new() { State = ChunkState.Ended, Outcome = ChunkOutcome.Completed, Processed = 100 }, default);
        }

        double took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        TestContext.Current.TestOutputHelper!.WriteLine($"{kind}: {took / chunks:0.0} ms a chunk");
        Assert.NotNull((await bench.JobAsync()).EndedAt);
    }
}
