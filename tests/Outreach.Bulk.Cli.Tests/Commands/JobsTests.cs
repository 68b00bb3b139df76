using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>A job is left, found again, paused, resumed and cancelled by its key alone.</summary>
public sealed class JobsTests : SlowTests
{
    [Fact]
    public async Task One_that_was_left_waits_for_a_decision_and_is_cancelled_with_what_runs()
    {
        Write("accounts.csv", ["name,customId", .. Enumerable.Range(1, 90).Select(row => $"Acme,a{row}")]);
        ToolRun left = await ExpectAsync(
            ExitCode.Detached, "import", "accountsImport", "accounts.csv", "--map-by-name", "--yes",
            "--rows-per-import", "15", "--key", "slow", "--timeout", "00:00:03");
        Assert.Contains("Go on: outreach-bulk jobs run slow", left.Output);
        await ExpectAsync(ExitCode.Done, "jobs", "pause", "slow");
        ToolRun paused = await ExpectAsync(ExitCode.Done, "jobs", "--json");
        Assert.Contains(paused.Events[0].GetProperty("state").GetString(), (string[])["Draining", "Paused"]);
        ToolRun resumed = await ExpectAsync(ExitCode.Done, "jobs", "resume", "slow");
        Assert.Contains("outreach-bulk jobs run slow", resumed.Output);
        EndAll();
        ToolRun canceled = await ExpectAsync(ExitCode.Done, "jobs", "cancel", "slow", "--running");
        Assert.Contains("was cancelled. What was done by then stays done.", canceled.Output);
        Assert.Matches(@"6  Skipped", (await ExpectAsync(ExitCode.Done, "jobs", "show", "slow")).Output);
        Assert.Contains("has ended, so there is nothing to cancel", (await ExpectAsync(ExitCode.Refused, "jobs", "cancel", "slow")).Errors);
        Assert.Contains("start again", (await ExpectAsync(ExitCode.Done, "jobs", "redrive", "slow")).Output);
        Assert.Contains("There is no job fast in the store", (await ExpectAsync(ExitCode.Usage, "jobs", "show", "fast")).Errors);
    }
}

/// <summary>A plan of more records than one request takes is applied as a job.</summary>
public sealed class LargePlanTests : ToolTests
{
    protected override EmulatorOptions Options => new() { Accounts = 100_500, Prospects = 10 };

    [Fact]
    public async Task A_plan_of_more_records_than_one_request_takes_is_worked_off_in_chunks_and_once()
    {
        ToolRun plan = await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--everything", "--set", "tags=a");
        Assert.Contains("a job of about 2 chunks", plan.Output);
        ToolRun run = await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--yes");
        Assert.Contains("completed: 100,500 of 100,500 records tried, 0 failed.", run.Output);
        int sent = Emulator.PostedActions.Count;
        ToolRun again = await ExpectAsync(ExitCode.Done, "apply", "plan.json");
        Assert.Contains("100,500 of 100,500", again.Output);
        Assert.Equal(sent, Emulator.PostedActions.Count);
    }
}
