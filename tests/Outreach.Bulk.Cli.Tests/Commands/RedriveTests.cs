using System.Globalization;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Jobs;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>What starts again is what somebody agreed to, to the record.</summary>
public sealed class RedriveTests : ToolTests
{
    private const string Destroy = "accountsDestroyAll";

    [Fact]
    public async Task The_count_to_agree_to_is_that_of_the_chunks_that_start_again()
    {
        long[] records = await StartAsync(Destroy, ChunkOutcome.Failed, ChunkOutcome.Unknown, ChunkOutcome.Completed, ChunkOutcome.Skipped);
        string known = Text(records[0] + records[3]);
        string all = Text(records[0] + records[1] + records[3]);
        ToolRun asked = await ExpectAsync(ExitCode.Refused, "jobs", "redrive", "job");
        Assert.Contains($"{Destroy}: {known} records", asked.Errors);
        Assert.Contains($"Add --count {known} if", asked.Errors);
        ToolRun more = await ExpectAsync(ExitCode.Refused, "jobs", "redrive", "job", "--include-unknown");
        Assert.Contains($"Add --count {all} if", more.Errors);
        await ExpectAsync(ExitCode.Refused, "jobs", "redrive", "job", "--count", all);

        ToolRun redriven = await ExpectAsync(ExitCode.Done, "jobs", "redrive", "job", "--count", known);
        Assert.Contains("2 chunks of job job start again", redriven.Output);
        await ExpectAsync(ExitCode.Done, "jobs", "redrive", "job", "--include-unknown", "--count", Text(records[1]));
        Assert.Contains("has no chunk to start again", (await ExpectAsync(ExitCode.Done, "jobs", "redrive", "job")).Output);
    }

    [Fact]
    public async Task Before_a_job_goes_on_it_is_shown_whose_records_it_acts_on_and_how_many_are_left()
    {
        long[] records = await StartAsync("accountAddTags", ChunkOutcome.Completed, null, null, ChunkOutcome.Failed);
        long left = records[1] + records[2];
        await ExpectAsync(ExitCode.Done, "jobs", "pause", "job");
        ToolRun resumed = await ExpectAsync(ExitCode.Done, "jobs", "resume", "job");
        Assert.StartsWith($"{Emulator.BaseAddress.AbsoluteUri}  user Emma Lator  org Emulator\naccountAddTags: {left} records\n", resumed.Errors);
        ToolRun run = await ExpectAsync(ExitCode.PartlyFailed, "jobs", "run", "job", "--json");
        Assert.Equal("target", run.Events[0].GetProperty("event").GetString());
        Assert.Equal("Emulator", run.Events[0].GetProperty("org").GetString());
        Assert.Equal(left, run.Events[0].GetProperty("count").GetInt64());
        ToolRun redriven = await ExpectAsync(ExitCode.Done, "jobs", "redrive", "job");
        Assert.Contains($"accountAddTags: {records[3]} records", redriven.Errors);

        // Nothing acts any more.
        await ExpectAsync(ExitCode.Done, "jobs", "run", "job");
        ToolRun ended = await ExpectAsync(ExitCode.Done, "jobs", "run", "job");
        Assert.DoesNotContain("org Emulator", ended.Errors);
    }

    private Task<long[]> StartAsync(string action, params ChunkOutcome?[] outcomes)
    {
        Tool.Variables["OUTREACH_STORE"] = At("store.db");
        return StoredTestJob.StartAsync(Emulator, At("store.db"), action, outcomes);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
