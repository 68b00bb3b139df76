using System.Text.Json;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>A batch is watched, confirmed, cancelled and read by its id alone.</summary>
public sealed class BatchTests : ToolTests
{
    protected override EmulatorOptions Options => new() { Accounts = 200, Prospects = 10, FailIds = { [7] = "Name can't be \"x\"" } };

    [Fact]
    public async Task One_that_waits_is_confirmed_by_its_count_alone_and_watched_to_its_end()
    {
        long id = await WaitingAsync();
        ToolRun none = await ExpectAsync(ExitCode.Refused, "confirm", $"{id}");
        Assert.Contains("means 200 records, and there is no terminal to ask. Add --count 200", none.Errors);
        ToolRun wrong = await ExpectAsync(ExitCode.Refused, "confirm", $"{id}", "--count", "199");
        Assert.Contains("It is 200 records, and \"199\" was given", wrong.Errors);
        ToolRun waits = await ExpectAsync(ExitCode.Detached, "watch", $"{id}");
        Assert.Contains("outreach-bulk confirm, or outreach-bulk cancel", waits.Errors);

        ToolRun run = await ExpectAsync(ExitCode.PartlyFailed, "confirm", $"{id}", "--count", "200");
        Assert.Contains("completed with failures: 200 of 200 records tried, 1 failed. List them: outreach-bulk failures 1", run.Output);
        ToolRun again = await ExpectAsync(ExitCode.Refused, "confirm", $"{id}", "--count", "200");
        Assert.Contains("does not wait for a confirmation: it is finished", again.Errors);

        ToolRun failures = await ExpectAsync(ExitCode.Done, "failures", $"{id}");
        Assert.Contains("1  Name can't be", failures.Output);
        Assert.Contains("1 failed row, written to failed.csv, which holds values of records.", failures.Output);
        Assert.Equal("id,outreach_error,source_line\n7,\"Name can't be \"\"x\"\"\",\n", Read("failed.csv"));
        ToolRun items = await ExpectAsync(ExitCode.Done, "items", $"{id}", "--failed", "--json");
        Assert.Single(items.Events, each => each.GetProperty("event").GetString() == "item");
        Assert.Contains("2 items.", (await ExpectAsync(ExitCode.Done, "items", $"{id}", "--limit", "2")).Output);
    }

    [Fact]
    public async Task One_that_failed_as_a_whole_and_one_that_is_not_there_have_codes_of_their_own()
    {
        ToolRun missing = await ExpectAsync(ExitCode.Error, "watch", "99");
        Assert.Contains("404", missing.Errors);
        ToolRun nonsense = await ExpectAsync(ExitCode.Usage, "watch", "0");
        Assert.Contains("0 is no id of a batch", nonsense.Errors);
    }

    [Theory]
    [InlineData("watch", "1")]
    [InlineData("imports", "watch", "1")]
    public async Task Without_a_token_that_is_good_nobody_waits(params string[] watch)
    {
        Tool.Variables["OUTREACH_TOKEN"] = "bad";
        Assert.Contains("401", (await ExpectAsync(ExitCode.NotAllowed, watch)).Errors);
        Tool.Variables["OUTREACH_TOKEN"] = null;
        Assert.Contains("There is no token.", (await ExpectAsync(ExitCode.NotAllowed, watch)).Errors);
    }

    [Fact]
    public async Task What_cannot_be_read_yet_is_said_and_waited_for()
    {
        long id = await WaitingAsync();
        Emulator.Faults.Respond(HttpMethod.Get, path => path.Contains("/batches", StringComparison.Ordinal), 503, times: 1_000);
        ToolRun run = await ExpectAsync(ExitCode.Detached, "watch", $"{id}", "--timeout", "00:00:03", "--json");
        Assert.Equal("trouble", run.Events[0].GetProperty("event").GetString());
        Assert.Contains("503", run.Events[0].GetProperty("message").GetString());
    }

    [Fact]
    public async Task One_that_waits_shows_what_it_was_asked_to_do()
    {
        long id = await WaitingAsync();
        ToolRun shown = await ExpectAsync(ExitCode.Done, "batches", "show", $"{id}");
        Assert.Contains("Request: {", shown.Output);
        Assert.Contains("\"tags\"", shown.Output);
        Assert.Contains($"Batch {id} waits for its confirmation: outreach-bulk confirm {id}, or outreach-bulk cancel {id}.", shown.Output);
        ToolRun events = await ExpectAsync(ExitCode.Done, "batches", "show", $"{id}", "--json");
        Assert.Equal(JsonValueKind.Object, events.Events[0].GetProperty("payload").ValueKind);
        Assert.Contains("404", (await ExpectAsync(ExitCode.Error, "batches", "show", "99")).Errors);
    }

    private Task<long> WaitingAsync() => WaitingBatch.StartAsync(Emulator);
}

/// <summary>A batch that runs is let go and cancelled.</summary>
public sealed class RunningBatchTests : SlowTests
{
    [Fact]
    public async Task A_wait_that_is_over_leaves_it_alone_and_cancelling_is_a_command_of_its_own()
    {
        long id = await WaitingBatch.StartAsync(Emulator);
        await ExpectAsync(ExitCode.Detached, "confirm", $"{id}", "--count", "200", "--timeout", "00:00:01");
        ToolRun listed = await ExpectAsync(ExitCode.Done, "batches", "--state", "running", "--json");
        Assert.Equal(id, listed.Events[0].GetProperty("batch").GetInt64());
        ToolRun canceled = await ExpectAsync(ExitCode.Done, "cancel", $"{id}");
        Assert.Contains($"Batch {id} is canceled. What it had done by then stays done.", canceled.Output);
        ToolRun watched = await ExpectAsync(ExitCode.Canceled, "watch", $"{id}");
        Assert.Contains("was cancelled after", watched.Errors);
    }
}

/// <summary>What the server refuses as a whole.</summary>
public sealed class FailingBatchTests : ToolTests
{
    protected override EmulatorOptions Options => new() { Accounts = 200, Prospects = 10, ItemsPerBatch = 100 };

    [Fact]
    public async Task A_batch_that_failed_as_a_whole_has_a_code_of_its_own()
    {
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--everything", "--set", "tags=a");
        ToolRun run = await ExpectAsync(ExitCode.Failed, "apply", "plan.json", "--yes");
        Assert.Contains("Batch 1 failed", run.Errors);
    }

    [Fact]
    public async Task A_token_that_is_missing_or_refused_has_a_code_of_its_own()
    {
        Tool.Variables["OUTREACH_TOKEN"] = "";
        ToolRun none = await ExpectAsync(ExitCode.NotAllowed, "batches");
        Assert.Contains("There is no token.", none.Errors);
        Tool.Variables["OUTREACH_TOKEN"] = "stale";
        ToolRun refused = await ExpectAsync(ExitCode.NotAllowed, "batches");
        Assert.Contains("401", refused.Errors);
        File.WriteAllText(At("token"), Emulator.AccessToken + "\n");
        await ExpectAsync(ExitCode.Done, "batches", "--token-file", "token");
    }
}
