using Microsoft.Data.Sqlite;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Jobs.Tests;

/// <summary>A plan that this version cannot read holds up nothing but its own job, and nobody takes it for another.</summary>
public class UnreadablePlanTests
{
    private static readonly JobOptions s_hundreds = new() { RecordsPerChunk = 100 };

    /// <summary>What a newer version, an action that is gone, a hand or a disk may leave in the store.</summary>
    public static TheoryData<string> Damages =>
    [
        """UPDATE job SET content = '{"bulkCall": 99, "action": {}}' WHERE key = 'odd'""",
        "UPDATE job SET content = '' WHERE key = 'odd'",
        "UPDATE job SET kind = 7 WHERE key = 'odd'",
        """UPDATE job SET kind = 1, content = '{"version": 99}' WHERE key = 'odd'""",
        "UPDATE job SET options = 'null' WHERE key = 'odd'",
        "UPDATE chunk SET content = '[]' WHERE job = 'odd'",
    ];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task The_list_shows_the_other_jobs_and_that_one_with_what_is_wrong(string damage)
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 300);
        OutreachJobs jobs = bench.Worker();
        await StartBothAsync(bench, jobs, damage);
        IReadOnlyList<JobStatus> all = await bench.Worker().ListAsync();
        Assert.Equal(["even", "odd"], all.Select(job => job.Key).Order());
        Assert.Null(all.Single(job => job.Key == "even").PlanError);
        JobStatus odd = all.Single(job => job.Key == "odd");
        Assert.Equal((JobState.Running, 300L, "?"), (odd.State, odd.Records, odd.Action));
        Assert.Contains("The plan of job odd cannot be read by this version", odd.PlanError);
        Assert.Contains("cannot be read", odd.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_worker_leaves_such_a_job_to_others_and_goes_on(int damage)
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 300);
        await StartBothAsync(bench, bench.Worker(), Damages.ElementAt(damage));
        OutreachJobs worker = bench.Worker();
        await bench.RunAsync(worker);
        Assert.Equal(300, bench.Tagged("even"));
        Assert.Equal(0, bench.Tagged("odd"));

        // Nothing of it changed: a worker that can read it works it off.
        JobStatus odd = (await worker.ListAsync()).Single(job => job.Key == "odd");
        Assert.Equal((JobState.Running, null), (odd.State, odd.StopReason));
        Assert.All(odd.Chunks, chunk => Assert.Equal((0, null, null), (chunk.Attempts, chunk.Outcome, chunk.Reason)));
    }

    [Fact]
    public async Task A_wait_for_it_and_a_redrive_say_why_they_cannot_be()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 300);
        await StartBothAsync(bench, bench.Worker(), Damages.First());
        OutreachJobs jobs = bench.Worker();
        Job odd = (await jobs.FindAsync("odd"))!;
        Assert.Contains("update the library", (await Assert.ThrowsAsync<JobException>(() => odd.WaitForCompletionAsync())).Message);
        Assert.Contains("update the library", (await Assert.ThrowsAsync<JobException>(() => odd.RedriveAsync())).Message);
    }

    [Fact]
    public async Task It_can_be_cancelled_and_is_removed_when_its_time_has_come()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 300);
        await StartBothAsync(bench, bench.Worker(), Damages.ElementAt(3));
        OutreachJobs jobs = bench.Worker();
        await (await jobs.FindAsync("odd"))!.CancelAsync();
        Assert.Equal(JobState.Canceled, (await jobs.ListAsync()).Single(job => job.Key == "odd").State);
        await bench.RunAsync(jobs);
        bench.Time.Advance(TimeSpan.FromDays(31));
        Assert.Equal(2, await jobs.PurgeAsync());
        Assert.Empty(await jobs.ListAsync());
    }

    private static async Task StartBothAsync(JobBench bench, OutreachJobs jobs, string damage)
    {
        foreach (string key in (string[])["odd", "even"])
            await jobs.StartAsync(await jobs.PlanAsync(key, Tagging(key), s_hundreds));
        await using SqliteConnection connection = new($"Data Source={bench.StorePath};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are those above.
        command.CommandText = damage;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static BulkCall Tagging(string tag) => BulkCall.Of(
        new AccountAddTagsParams { Filter = AccountFilter.Everything, Confirm = Confirm.AtMost(300) },
        new AccountAddTagsAttributes { Tags = [tag] });
}
