using System.Text.Json;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Plans;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Jobs;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>A plan is applied once, as it was reviewed, or not at all.</summary>
public sealed class ApplyTests : ToolTests
{
    private const string Edit = "accountAddTags";
    private const string Destroy = "accountsDestroyAll";

    [Fact]
    public async Task It_is_sent_once_and_applied_again_it_attaches_to_what_it_began()
    {
        await ExpectAsync(ExitCode.Done, "plan", Edit, "--where", "id<=50", "--set", "tags=vip");
        ToolRun first = await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--yes");
        Assert.Contains("accountAddTags: 50 records", first.Errors);
        Assert.Contains($"{Emulator.BaseAddress.AbsoluteUri}  user ", first.Errors);
        Assert.Equal("Batch 1 completed: 50 of 50 records tried, 0 failed.\n", first.Output);

        ToolRun again = await ExpectAsync(ExitCode.Done, "apply", "plan.json");
        Assert.Contains("The plan was applied already: batch 1. Nothing is sent again.", again.Errors);
        Assert.Contains("Batch 1 completed", again.Output);
        Assert.Single(Emulator.PostedActions);
        ToolRun shown = await ExpectAsync(ExitCode.Done, "plan", "show", "plan.json");
        Assert.Contains("was applied already", shown.Output);
    }

    [Fact]
    public async Task One_that_was_edited_is_refused_and_can_be_shown()
    {
        await PlanAsync(Edit);
        File.WriteAllText(At("plan.json"), Read("plan.json").Replace("\"vip\"", "\"vap\"", StringComparison.Ordinal));
        await RefusedAsync("was edited since it was made");
        ToolRun shown = await ExpectAsync(ExitCode.Done, "plan", "show", "plan.json");
        Assert.Contains("was edited since it was made", shown.Output);
    }

    [Fact]
    public async Task One_that_was_made_for_another_time_or_place_is_refused()
    {
        PlanFile plan = await PlanAsync(Edit);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        foreach ((PlanFile other, string said) in (IEnumerable<(PlanFile, string)>)
        [
            (plan with { ExpiresAt = now.AddMinutes(-1) }, "expired at"),
            (plan with { CreatedAt = now.AddHours(1) }, "later than it is by this machine's clock"),
            (plan with { Host = "https://api.outreach.io/api/v2/" }, "is for https://api.outreach.io/api/v2/, and this is another address"),
            (plan with { Org = "Another org" }, "is for the org Another org, and the token is of "),
            (plan with { Call = JsonElement.Parse("""{"bulkCall": 1}""") }, "The call in the plan cannot be used"),
            (plan with { Action = "accountsDestroyAll" }, "and its call is of accountAddTags"),
        ])
        {
            other.Write(At("plan.json"));
            await RefusedAsync(said);
        }
    }

    [Fact]
    public async Task One_of_another_version_is_refused_and_what_is_no_plan_too()
    {
        Write("plan.json", """{"format": 2, "id": "x"}""");
        await RefusedAsync("is of format 2; this version of the tool reads format 1");
        Write("plan.json", "{}");
        await RefusedAsync("plan.json is not a plan");
    }

    [Fact]
    public async Task A_count_that_drifted_is_refused_and_one_within_the_bounds_is_not()
    {
        PlanFile plan = await PlanAsync(Edit);
        (plan with { Count = 49, AtMost = 49, AtLeast = 49 }).Write(At("plan.json"));
        await RefusedAsync("50 records match; the plan allows exactly 49");
    }

    [Fact]
    public async Task A_day_that_has_too_few_records_left_is_not_begun()
    {
        await PlanAsync(Edit);
        Tool.Variables["OUTREACH_STORE"] = At("store.db");
        using (JobStore store = JobStore.Sqlite(At("store.db")))
        {
            // Records come back all the time, so more than a day's are spent.
            IRecordLedger ledger = store.CreateLedger(Emulator.BaseAddress.Authority);
            await ledger.ReserveAsync("others", 4_000_000, TestContext.Current.CancellationToken);
            await ledger.SettleAsync("others", 6_000_000, TestContext.Current.CancellationToken);
        }

        await RefusedAsync("of the day's 4,500,000 are left by this tool's count", "--yes");
    }

    [Theory]
    [InlineData(Edit, "Add --digest, from whoever reviewed the plan, or --yes")]
    [InlineData(Edit, "Add --digest, from whoever reviewed the plan, or --yes", "--json")]
    [InlineData(Destroy, "Add --digest, from whoever reviewed the plan.", "--yes")]
    [InlineData(Edit, "--digest 0123456789abcdef is not the plan's digest", "--digest", "0123456789abcdef")]
    public async Task Without_consent_nothing_is_sent_and_the_option_is_named(string action, string said, params string[] options)
    {
        await PlanAsync(action);
        await RefusedAsync(said, options);
    }

    [Fact]
    public async Task The_digest_of_a_reviewer_stands_in_for_the_prompt()
    {
        await PlanAsync(Destroy);
        string digest = PlanFile.Read(At("plan.json")).Digest!;
        await RefusedAsync("is not the plan's digest", "--digest", digest[..11]);
        await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--digest", digest[..12]);
        Assert.Equal(150, Emulator.CountRecords("account"));
    }

    [Fact]
    public async Task On_another_machine_it_is_applied_where_the_batches_show_that_nobody_did_and_once()
    {
        await PlanAsync(Edit);
        AnotherMachine("second");
        await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--yes");
        AnotherMachine("third");
        ToolRun found = await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--yes");
        Assert.Contains("Batch 1 was started by the same request since the plan was made", found.Errors);
        Assert.Single(Emulator.PostedActions);
    }

    [Fact]
    public async Task Where_nothing_matches_any_more_the_plan_stays_unused()
    {
        await PlanAsync(Destroy);
        string digest = PlanFile.Read(At("plan.json")).Digest!;
        PlanFile first = new TestPlan(Emulator, At("state")).Write(Destroy, At("first.json"));
        await ExpectAsync(ExitCode.Done, "apply", "first.json", "--digest", first.Digest!);
        ToolRun run = await ExpectAsync(ExitCode.NothingMatched, "apply", "plan.json", "--digest", digest);
        Assert.Contains("the plan is unused", run.Output);
    }

    [Fact]
    public async Task A_request_that_was_refused_leaves_the_plan_unused()
    {
        await PlanAsync(Edit);
        Emulator.Faults.Add(OfAction(times: 1), EmulatorFault.Unauthorized(), EmulatorFault.Unauthorized());
        ToolRun run = await RunAsync("apply", "plan.json", "--yes");
        Assert.Equal(ExitCode.NotAllowed, run.ExitCode);
        await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--yes");
    }

    [Fact]
    public async Task A_lost_answer_is_unknown_and_never_a_second_request()
    {
        await PlanAsync(Edit);
        Emulator.Faults.Add(OfAction(times: 1), EmulatorFault.LoseResponse);
        ToolRun lost = await ExpectAsync(ExitCode.Unknown, "apply", "plan.json", "--yes");
        Assert.Contains("outreach-bulk journal find looks for it", lost.Errors);
        ToolRun again = await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--yes");
        Assert.Contains("Batch 1 completed", again.Output);
        Assert.Single(Emulator.PostedActions);
    }

    internal static FaultRule OfAction(int times) => new()
    {
        Method = HttpMethod.Post,
        Path = path => path.Contains("/actions/account", StringComparison.Ordinal) || path.Contains(
            "/actions/bulkUpsert", StringComparison.Ordinal),
        Times = times,
    };

    private void AnotherMachine(string name) => Tool.Variables["XDG_STATE_HOME"] = At(name);

    // As the tool would have written it: the first test has it do so.
    private Task<PlanFile> PlanAsync(string action) => Task.FromResult(new TestPlan(Emulator, At("state")).Write(action, At("plan.json")));

    private async Task RefusedAsync(string said, params string[] options)
    {
        ToolRun run = await ExpectAsync(ExitCode.Refused, ["apply", "plan.json", .. options]);
        Assert.Contains(said, run.Errors + run.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Emulator.PostedActions);
    }
}

/// <summary>Where batches do not show what started them, a plan from elsewhere is not applied.</summary>
public sealed class ApplyWithoutEchoTests : ToolTests
{
    protected override EmulatorOptions Options => new() { Accounts = 200, Prospects = 10, EchoRequests = false };

    [Fact]
    public async Task A_search_that_shows_nothing_for_certain_refuses()
    {
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--where", "id<=50", "--set", "tags=vip");
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--where", "id<=20", "--set", "tags=vip", "-o", "other.json");
        await ExpectAsync(ExitCode.Done, "apply", "other.json", "--yes");
        Tool.Variables["XDG_STATE_HOME"] = At("second");
        ToolRun run = await ExpectAsync(ExitCode.Refused, "apply", "plan.json", "--yes");
        Assert.Contains("made on another machine or by another user", run.Errors);
        Assert.Single(Emulator.PostedActions);
    }
}
