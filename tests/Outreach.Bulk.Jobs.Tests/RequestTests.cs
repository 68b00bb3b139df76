using System.Globalization;

namespace Outreach.Bulk.Jobs.Tests;

/// <summary>What a job costs of the hour's requests: they grow with its chunks, and not with its workers.</summary>
public class RequestTests
{
    // With OUTREACH_REQUEST_RECORDS=1000000 the figures are those of a million records.
    private static readonly int s_records =
        int.TryParse(Environment.GetEnvironmentVariable("OUTREACH_REQUEST_RECORDS"), CultureInfo.InvariantCulture, out int records)
            ? records
            : 10_000;

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(100)]
    public async Task Requests_grow_with_chunks_and_not_with_workers(int chunks)
    {
        // One chunk is no more than a request takes.
        int records = chunks == 1 ? Math.Min(s_records, 100_000) : s_records;
        Dictionary<int, int> requests = [];
        foreach (int workers in (int[])[1, 2, 4])
            requests.Add(workers, await CountAsync(chunks, workers, records));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{records} records, {chunks} chunks: {string.Join(", ", requests.Select(each => $"{each.Value} requests with {each.Key} workers"))}");
        Assert.InRange(requests[4], 1, (int)(requests[1] * 1.25) + 10);
    }

    private static async Task<int> CountAsync(int chunks, int workers, int records)
    {
        await using JobBench bench = await JobBench.StartAsync(records, options => options.ItemsPerSecond = s_records / 10);
        OutreachJobs[] all = [.. Enumerable.Range(0, workers).Select(_ => bench.Worker())];
        JobPlan plan = await all[0].PlanAsync(
            "tagging",
            BulkCall.Of(
                new AccountAddTagsParams
                {
                    Filter = new() { CreatedAt = new() { AtLeast = DateTimeOffset.UnixEpoch } }, Confirm = Confirm.Exactly(records),
                },
                new AccountAddTagsAttributes { Tags = ["vip"] }),
            new() { RecordsPerChunk = records / chunks });
        await all[0].StartAsync(plan);
        await bench.RunAsync(all);
        Assert.Equal(records, bench.Tagged("vip"));
        return bench.Emulator.Requests.Count;
    }
}
