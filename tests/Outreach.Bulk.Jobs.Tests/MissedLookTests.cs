using Outreach.Bulk.Emulator;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Jobs.Tests;

/// <summary>A request that failed shows nothing of what a chunk started, and nothing is concluded from it.</summary>
public class MissedLookTests
{
    private static readonly JobOptions s_one = new() { RecordsPerChunk = 100, SearchFor = TimeSpan.FromMinutes(10) };

    public static TheoryData<string> Faults => ["429", "503", "reset"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Searches_that_could_not_look_are_not_counted_as_searched(string fault)
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 100);
        OutreachJobs jobs = bench.Worker();
        Job job = await LoseAsync(bench, jobs, EmulatorFault.Reset);
        bool isDown = true;
        bench.Emulator.Faults.Add(new() { Method = HttpMethod.Get, Path = path => isDown && IsList(path) }, FaultOf(fault));
        await WorkAsync(bench, jobs, TimeSpan.FromHours(2));
        isDown = false;

        // From now on it looks, and only now the search begins.
        DateTimeOffset up = bench.Time.GetUtcNow();
        await bench.RunAsync(jobs);
        ChunkStatus chunk = Assert.Single((await job.GetStatusAsync()).Chunks);
        Assert.Equal(ChunkOutcome.Unknown, chunk.Outcome);
        Assert.True(bench.Time.GetUtcNow() - up >= TimeSpan.FromMinutes(10), $"{bench.Time.GetUtcNow() - up}");
    }

    [Fact]
    public async Task What_shows_up_after_hours_without_a_server_is_found()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 100);
        OutreachJobs jobs = bench.Worker();
        Job job = await LoseAsync(bench, jobs, EmulatorFault.LoseResponse);
        bool isDown = true;
        bench.Emulator.Faults.Add(new() { Method = HttpMethod.Get, Path = path => isDown && IsList(path) }, FaultOf("503"));
        await WorkAsync(bench, jobs, TimeSpan.FromHours(2));
        isDown = false;

        // The list is behind when the server is back.
        int behind = 2;
        bench.Emulator.Faults.Add(
            new() { Method = HttpMethod.Get, Path = path => IsList(path) && behind-- > 0 },
            EmulatorFault.Respond(200, body: """{"data": []}"""));
        await bench.RunAsync(jobs);
        Assert.Equal(OperationOutcome.Completed, (await job.WaitForCompletionAsync()).Outcome);
        Assert.Single(bench.Emulator.PostedActions);
        Assert.Equal(100, bench.Tagged("vip"));
    }

    [Fact]
    public async Task A_search_that_is_refused_for_good_stops_the_job_and_ends_after_a_day_as_unknown()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 100);
        OutreachJobs jobs = bench.Worker();
        Job job = await LoseAsync(bench, jobs, EmulatorFault.LoseResponse);
        bench.Emulator.Faults.Add(new() { Method = HttpMethod.Get, Path = IsList }, Forbidden());
        await WorkAsync(bench, jobs, TimeSpan.FromHours(3));
        Assert.Contains("Chunk 1 cannot be searched for", (await job.GetStatusAsync()).StopReason);
        await bench.RunAsync(jobs);
        Assert.Equal(ChunkOutcome.Unknown, Assert.Single((await job.GetStatusAsync()).Chunks).Outcome);
        Assert.Single(bench.Emulator.PostedActions);
    }

    [Fact]
    public async Task One_refused_poll_of_a_batch_that_was_polled_for_hours_ends_and_stops_nothing()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 100, options => options.PendingTime = TimeSpan.FromHours(4));
        OutreachJobs jobs = bench.Worker();
        Job job = await jobs.StartAsync(await jobs.PlanAsync("tagging", Tagging(), s_one));
        await WorkAsync(bench, jobs, TimeSpan.FromHours(3));
        Assert.True(bench.Emulator.Requests.Count(request => request.Method == "GET") > 300);
        bench.Emulator.Faults.Add(new() { Method = HttpMethod.Get, Path = path => path.Contains("/batches/"), Times = 1 }, Forbidden());
        await bench.RunAsync(jobs);
        JobStatus status = await job.GetStatusAsync();
        Assert.Equal((JobState.Ended, null), (status.State, status.StopReason));
        Assert.Equal(100, status.Processed);
    }

    [Fact]
    public async Task A_count_that_fails_for_a_while_after_a_batch_failed_does_not_stop_the_job()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 100, options => options.ItemsPerBatch = 60);
        OutreachJobs jobs = bench.Worker();
        Job job = await jobs.StartAsync(await jobs.PlanAsync("tagging", Tagging(), s_one));
        bool isDown = true;
        bench.Emulator.Faults.Add(
            new() { Method = HttpMethod.Get, Path = path => isDown && path.EndsWith("/accounts", StringComparison.Ordinal) },
            FaultOf("503"));
        await WorkAsync(bench, jobs, TimeSpan.FromMinutes(30));
        JobStatus status = await job.GetStatusAsync();
        Assert.Equal((JobState.Running, null), (status.State, status.StopReason));
        isDown = false;
        await bench.RunAsync(jobs);
        status = await job.GetStatusAsync();
        Assert.Equal((JobState.Ended, ChunkOutcome.Failed), (status.State, Assert.Single(status.Chunks).Outcome));
        Assert.DoesNotContain("A step of chunk", status.StopReason ?? "", StringComparison.Ordinal);
    }

    private static async Task<Job> LoseAsync(JobBench bench, OutreachJobs jobs, EmulatorFault fault)
    {
        Job job = await jobs.StartAsync(await jobs.PlanAsync("tagging", Tagging(), s_one));
        bench.Emulator.Faults.Add(
            new() { Method = HttpMethod.Post, Path = path => path.Contains("/batches/actions/", StringComparison.Ordinal), Times = 1 },
            fault);
        await jobs.AdvanceAsync();
        return job;
    }

    private static async Task WorkAsync(JobBench bench, OutreachJobs jobs, TimeSpan time)
    {
        DateTimeOffset end = bench.Time.GetUtcNow() + time;
        while (bench.Time.GetUtcNow() < end)
            bench.Time.Advance(await jobs.AdvanceAsync() is { } delay && delay > TimeSpan.Zero ? delay : TimeSpan.FromMilliseconds(10));
    }

    private static bool IsList(string path) => path.EndsWith("/batches", StringComparison.Ordinal);

    private static EmulatorFault FaultOf(string name) => name switch
    {
        "429" => EmulatorFault.Respond(429),
        "503" => EmulatorFault.Respond(503),
        _ => EmulatorFault.Reset,
    };

    private static EmulatorFault Forbidden() =>
        EmulatorFault.Respond(403, body: """{"errors":[{"id":"forbidden","title":"No permission"}]}""");

    private static BulkCall Tagging() => BulkCall.Of(
        new AccountAddTagsParams { Filter = AccountFilter.Everything, Confirm = Confirm.AtMost(100) },
        new AccountAddTagsAttributes { Tags = ["vip"] });
}
