using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>Ends that leave something open: the exit code says which, and the last words how to go on.</summary>
public sealed class EndTests : SlowTests
{
    [Fact]
    public async Task What_was_lost_and_is_not_found_stays_unknown_and_is_never_sent_again()
    {
        await PlanAsync(80);
        Emulator.Faults.Add(ApplyTests.OfAction(times: 1), EmulatorFault.Reset);
        await ExpectAsync(ExitCode.Unknown, "apply", "plan.json", "--yes");
        ToolRun again = await ExpectAsync(ExitCode.Unknown, "apply", "plan.json", "--yes");
        Assert.Contains("The plan was applied, and it is not known what it started", again.Errors);
        Assert.Empty(Emulator.PostedActions);
    }

    [Fact]
    public async Task A_wait_that_is_over_ends_with_the_command_that_watches_again()
    {
        await PlanAsync(80);
        foreach (string[] command in (string[][])[["apply", "plan.json", "--yes"], ["apply", "plan.json"], ["watch", "1"]])
        {
            ToolRun run = await ExpectAsync(ExitCode.Detached, [.. command, "--timeout", "00:00:01", "--json"]);
            string message = run.Events[^1].GetProperty("message").GetString()!;
            Assert.StartsWith("The wait for batch 1 ended after 00:00:01", message);
            Assert.EndsWith("It was left alone and goes on. Watch it again: outreach-bulk watch 1", message);
        }

        Assert.Single(Emulator.PostedActions);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_confirmation_that_was_lost_or_refused_leaves_a_batch_that_waits_for_a_decision(bool isLost)
    {
        await PlanAsync(150);
        Emulator.Faults.Add(
            new() { Method = HttpMethod.Post, Path = IsOf("confirm") }, isLost ? EmulatorFault.Reset : EmulatorFault.Respond(403));
        ToolRun run = await ExpectAsync(ExitCode.Detached, "apply", "plan.json", "--yes");
        Assert.Contains("Batch 1 matched 150 records, which the call allows, but its confirmation did not succeed", run.Errors);
        Assert.Contains("outreach-bulk confirm or cancel decides", run.Errors);
        Assert.Equal("confirming", Assert.Single(Emulator.PostedActions).State);
    }

    [Fact]
    public async Task A_confirmation_that_is_asked_to_wait_is_left_when_the_time_is_over_and_taken_up_by_applying_again()
    {
        await PlanAsync(150);
        Emulator.Faults.Add(
            new() { Method = HttpMethod.Post, Path = IsOf("confirm") }, EmulatorFault.TooManyRequests(TimeSpan.FromMinutes(2)));
        ToolRun run = await ExpectAsync(ExitCode.Detached, "apply", "plan.json", "--yes", "--timeout", "00:00:02");
        Assert.Contains("Batch 1 was started.", run.Errors);
        Assert.EndsWith("Whether it waits: outreach-bulk watch 1\n", run.Errors);
        Assert.Equal("confirming", Assert.Single(Emulator.PostedActions).State);
        Emulator.Faults.Clear();
        await ExpectAsync(ExitCode.Detached, "apply", "plan.json", "--yes", "--timeout", "00:00:01");
        Assert.Equal("running", Assert.Single(Emulator.PostedActions).State);
    }

    [Fact]
    public async Task A_confirmation_whose_answer_alone_was_lost_was_taken()
    {
        await PlanAsync(150);
        Emulator.Faults.Add(new() { Method = HttpMethod.Post, Path = IsOf("confirm"), Times = 1 }, EmulatorFault.LoseResponse);
        ToolRun run = await ExpectAsync(ExitCode.Detached, "apply", "plan.json", "--yes", "--timeout", "00:00:01");
        Assert.Contains("Watch it again: outreach-bulk watch 1", run.Output);
        Assert.Equal("running", Assert.Single(Emulator.PostedActions).State);
    }

    [Theory]
    [InlineData("owner.id=3", ExitCode.Failed, "It had started, so some records may have been changed; it could not be cancelled (")]
    [InlineData("id>=1", ExitCode.Refused, "It could not be cancelled (confirming).")]
    public async Task A_batch_out_of_bounds_that_could_not_be_cancelled_is_named_with_the_command_that_does(
        string clause, int exitCode, string said)
    {
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--where", clause, "--set", "tags=vip");
        Emulator.Faults.Add(ApplyTests.OfAction(times: 1), EmulatorFault.ChangeRecords(20));

        // An answer that is not the API's own would be a reason to try again, for five minutes.
        EmulatorFault refusal = EmulatorFault.Respond(422, body: """{"errors":[{"id":"validationError","title":"No"}]}""");
        Emulator.Faults.Add(new() { Method = HttpMethod.Post, Path = IsOf("cancel") }, refusal);
        ToolRun run = await ExpectAsync(exitCode, "apply", "plan.json", "--yes", "--timeout", "00:00:20");
        Assert.Contains(said, run.Errors);
        Assert.EndsWith("Cancel it: outreach-bulk cancel 1\n", run.Errors);
    }

    private static Predicate<string> IsOf(string decision) =>
        path => path.Contains($"/actions/{decision}", StringComparison.Ordinal);

    private Task<ToolRun> PlanAsync(int records) =>
        ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--where", $"id<={records}", "--set", "tags=vip");
}
