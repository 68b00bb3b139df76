using System.Globalization;
using Outreach.Bulk.Calls;
using Outreach.Bulk.Jobs.Planning;

namespace Outreach.Bulk.Jobs.Tests.Planning;

/// <summary>What planning takes for five million records, however their ids are spread. The table is in the test's output.</summary>
public class DistributionTests(ITestOutputHelper output)
{
    private const int Records = 5_000_000;
    private const long Limit = 95_000;

    private static readonly (string Name, Func<long[]> Ids)[] s_distributions =
    [
        ("dense", () => Spread((_, _) => 1)),
        ("sparse", () => Spread((random, _) => random.NextInt64(1, 200))),
        ("bursts", () => Spread((random, at) => at % 40_000 == 0 ? random.NextInt64(1, 100_000_000) : 1)),
        ("heavy tail", () => Spread((random, _) => (long)Math.Min(1e9, Math.Pow(random.NextDouble(), -1.25)))),
        ("trend", () => Spread((random, at) => random.NextInt64(1, 3 + (long)(2_000 * Math.Pow(1 - ((double)at / Records), 4))))),
        ("clusters", () => Spread((random, at) => at % 100_000 == 0 ? 1L << (18 + (at / 100_000 * 21 / 49)) : 1)),
    ];

    [Fact]
    public async Task Five_million_records_take_less_than_the_bound_and_few_chunks_more_than_can_be()
    {
        output.WriteLine("5,000,000 ids, 95,000 a chunk; requests are all there are, with finding the highest id and checking the sum.");
        output.WriteLine("| distribution | highest id | requests | bound | chunks | bound | fewest |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach ((string name, Func<long[]> make) in s_distributions)
        {
            long[] ids = make();
            Counter counter = new(ids);
            RecordPlan plan = await new RangePlanner(counter, new() { RecordsPerChunk = Limit }, TimeProvider.System)
                .PlanAsync(IdRange.All, TestContext.Current.CancellationToken);
            double parts = (double)Records / Limit;
            long requests = PlanBound.FreezeRequests + PlanBound.Counts(Records, ids[^1], Limit) + PlanBound.Checks(Records);
            long chunks = (long)(2 * parts) + 1;
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {ids[^1]:N0} | {plan.Requests} | {requests} | {plan.Chunks.Count} | {chunks} | {Math.Ceiling(parts)} |"));
            Assert.Equal((Records, ids[^1]), (plan.Total, plan.HighestId));
            Assert.All(plan.Chunks, chunk => Assert.InRange(chunk.Count, 1, Limit));
            Assert.All(plan.Chunks, chunk => Assert.Equal(counter.Within(chunk.Range), chunk.Count));
            Assert.InRange(plan.Requests, 1, requests);
            Assert.InRange(plan.Chunks.Count, 1, chunks);

            // The clusters were built against halving: each is a little too large for a chunk, and far from the next.
            if (name != "clusters")
                Assert.InRange(plan.Requests, 1, 120);
        }
    }

    private static long[] Spread(Func<Random, int, long> gap)
    {
        Random random = new(13);
        long[] ids = new long[Records];
        long last = 0;
        for (int i = 0; i < ids.Length; i++)
            ids[i] = last += gap(random, i);
        return ids;
    }

    private sealed class Counter(long[] ids) : IRecordCounter
    {
        private const int Cap = 2_000_000;

        public long Within(IdRange range) => UpTo(range.Last) - UpTo(range.First - 1);

        public Task<RecordCount> CountAsync(IdRange range, CancellationToken cancellationToken) => Task.FromResult(
            Within(range) is < Cap and var count ? RecordCount.Of(count, default) : RecordCount.Truncated(Cap, default));

        public Task<long?> GuessHighestIdAsync(CancellationToken cancellationToken) => Task.FromResult<long?>(ids[^1]);

        private int UpTo(long id) => Array.BinarySearch(ids, id) is >= 0 and var at ? at + 1 : ~Array.BinarySearch(ids, id);
    }
}
