using Outreach.Bulk.Emulator;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Jobs.Tests;

/// <summary>What came to no good end is started again, over HTTP: what was acted on already is neither missed nor held against it.</summary>
public class RedriveTests
{
    private static readonly JobOptions s_hundreds = new() { RecordsPerChunk = 100, Drift = 0, MaximumConcurrentChunks = 1 };

    [Fact]
    public async Task A_half_done_chunk_of_a_call_that_takes_records_out_of_its_own_filter_comes_to_its_end()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 300, options => options.ItemsPerSecond = 10);
        await NameAsync(bench, AccountFilter.Everything, "before");
        OutreachJobs jobs = bench.Worker();
        Job job = await CancelHalfWayAsync(bench, jobs, Renaming("before", "after"));
        int done = Named(bench, "after");
        Assert.InRange(done, 1, 99);

        Assert.Equal(4, await job.RedriveAsync());
        await bench.RunAsync(jobs);
        JobStatus status = await job.GetStatusAsync();
        Assert.Equal((JobState.Ended, null), (status.State, status.StopReason));
        Assert.Equal(300, Named(bench, "after"));
        Assert.Equal(300 - done, status.Processed);
    }

    [Fact]
    public async Task A_half_done_chunk_of_a_call_that_leaves_its_filter_alone_must_match_what_was_planned()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 300, options => options.ItemsPerSecond = 10);
        await NameAsync(bench, AccountFilter.Everything, "before");
        OutreachJobs jobs = bench.Worker();
        Job job = await CancelHalfWayAsync(bench, jobs, Tagging(new() { Name = "before" }));
        await NameAsync(bench, new() { Id = 1 }, "somebody else's");

        await job.RedriveAsync();
        await bench.RunAsync(jobs);
        JobStatus status = await job.GetStatusAsync();
        Assert.Equal(ChunkOutcome.OutOfBounds, status.Chunks[0].Outcome);
        Assert.Contains("was planned with 75 records and matched 74", status.StopReason);
    }

    [Fact]
    public async Task A_chunk_that_waits_to_be_sent_again_after_an_unknown_end_is_not_skipped_by_a_cancellation()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 100);
        OutreachJobs jobs = bench.Worker();
        Job job = await jobs.StartAsync(await jobs.PlanAsync(
            "job", Tagging(new() { CreatedAt = FilterValue.NotNull }), s_hundreds with { ResendUnknown = true, SearchFor = TimeSpan.FromMinutes(5) }));
        bench.Emulator.Faults.Add(new() { Method = HttpMethod.Post, Path = IsAction }, EmulatorFault.Reset);
        while ((await job.GetStatusAsync()).Chunks[0] is not { IsUnderWay: false, Attempts: 1 })
            bench.Time.Advance(await jobs.AdvanceAsync() ?? throw new InvalidOperationException("The chunk was not to be sent again."));
        Assert.Null((await job.GetStatusAsync()).Chunks[0].Outcome);

        await job.CancelAsync();
        await bench.RunAsync(jobs);
        Assert.Equal(ChunkOutcome.Unknown, (await job.GetStatusAsync()).Chunks[0].Outcome);
        Assert.Equal(0, await job.RedriveAsync());
        Assert.Equal(1, await job.RedriveAsync(includeUnknown: true));
    }

    private static async Task<Job> CancelHalfWayAsync(JobBench bench, OutreachJobs jobs, BulkCall call)
    {
        Job job = await jobs.StartAsync(await jobs.PlanAsync("job", call, s_hundreds));
        while ((await job.GetStatusAsync()).Processed == 0)
            bench.Time.Advance(await jobs.AdvanceAsync() ?? throw new InvalidOperationException("Nothing was processed."));
        await job.CancelAsync(cancelRunning: true);
        await bench.RunAsync(jobs);
        Assert.Equal(JobState.Canceled, (await job.GetStatusAsync()).State);
        return job;
    }

    private static async Task NameAsync(JobBench bench, AccountFilter filter, string name)
    {
        BatchOperation batch = await bench.Client().Accounts.BulkModifyAsync(
            new() { Filter = filter, Confirm = Confirm.AtMost(300) }, new() { Name = name });
        while (!(await batch.RefreshAsync()).IsTerminal)
            bench.Time.Advance(TimeSpan.FromSeconds(10));
    }

    private static int Named(JobBench bench, string name) => Enumerable.Range(1, bench.Emulator.CountRecords("account")).Count(
        id => (string?)bench.Emulator.FindRecord("account", id)!["attributes"]!["name"] == name);

    private static BulkCall Renaming(string from, string to) => BulkCall.Of(
        new AccountsBulkModifyParams { Filter = new() { Name = from }, Confirm = Confirm.AtMost(300) },
        new AccountsBulkModifyAttributes { Name = to });

    private static BulkCall Tagging(AccountFilter filter) => BulkCall.Of(
        new AccountAddTagsParams { Filter = filter, Confirm = Confirm.AtMost(300) },
        new AccountAddTagsAttributes { Tags = ["vip"] });

    private static bool IsAction(string path) => path.Contains("/batches/actions/", StringComparison.Ordinal);
}
