using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Places;
using Outreach.Bulk.Cli.Plans;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>What is meant once happens once, and what never left can still be sent.</summary>
public sealed class OnceTests : ToolTests
{
    private readonly ShiftedTime _serverClock = new(TimeProvider.System) { Ahead = TimeSpan.FromMinutes(-3) };

    private string MarkPath(PlanFile plan) => At($"state/outreach-bulk/plans/{plan.Id}.applied");

    protected override EmulatorOptions Options => new() { Accounts = 200, Prospects = 10, TimeProvider = _serverClock };

    [Fact]
    public async Task One_that_ended_between_its_mark_and_its_request_has_sent_nothing_and_is_applied()
    {
        PlanFile plan = await PlanAsync();
        ToolRun where = await ExpectAsync(ExitCode.Done, "journal");
        string store = where.Output.Trim()["Nothing is open in ".Length..^1];
        File.WriteAllText(MarkPath(plan), store);
        ToolRun run = await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--yes");
        Assert.Contains("Batch 1 completed", run.Output);
    }

    [Fact]
    public async Task One_whose_journal_is_elsewhere_is_not_known_to_have_sent_nothing()
    {
        PlanFile plan = await PlanAsync();
        File.WriteAllText(MarkPath(plan), "/another/store.db");
        ToolRun run = await ExpectAsync(ExitCode.Unknown, "apply", "plan.json", "--yes");
        Assert.Contains("It was applied with --store /another/store.db", run.Errors);
        Assert.Empty(Emulator.PostedActions);
    }

    [Fact]
    public async Task While_another_process_applies_it_nothing_is_sent()
    {
        PlanFile plan = await PlanAsync();
        using MarkFile other = MarkFile.TryHold(MarkPath(plan))!;
        ToolRun run = await ExpectAsync(ExitCode.Refused, "apply", "plan.json", "--yes");
        Assert.Contains("is being applied by another process", run.Errors);
        Assert.Empty(Emulator.PostedActions);
    }

    [Fact]
    public async Task Plans_that_were_made_together_are_each_applied_though_two_of_them_are_equal()
    {
        await PlanAsync("first.json");
        await ExpectAsync(ExitCode.Done, "plan", "accountsRemoveTags", "--where", "id<=5", "--set", "tags=vip", "-o", "second.json");
        await PlanAsync("third.json");
        foreach (string plan in (string[])["first.json", "second.json", "third.json"])
            await ExpectAsync(ExitCode.Done, "apply", plan, "--yes");
        Assert.Equal(["accountAddTags", "accountsRemoveTags", "accountAddTags"], Emulator.PostedActions.Select(post => post.Action));
    }

    [Fact]
    public async Task A_plan_has_the_servers_time_so_that_another_machine_finds_what_it_started()
    {
        PlanFile plan = await PlanAsync();
        Assert.InRange(plan.CreatedAt, DateTimeOffset.UtcNow.AddMinutes(-4), DateTimeOffset.UtcNow.AddMinutes(-2));
        await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--yes");
        Tool.Variables["XDG_STATE_HOME"] = At("another-state");
        ToolRun run = await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--yes");
        Assert.Contains("Batch 1 was started by the same request since the plan was made", run.Errors);
        Assert.Single(Emulator.PostedActions);
    }

    [Fact]
    public async Task An_id_that_is_a_path_is_refused()
    {
        PlanFile plan = await PlanAsync();
        (plan with { Id = "../../x" }).Write(At("plan.json"));
        await ExpectAsync(ExitCode.Refused, "apply", "plan.json", "--yes");
        Assert.Empty(Emulator.PostedActions);
    }

    [Fact]
    public async Task A_batch_that_was_started_and_never_confirmed_is_confirmed_when_its_plan_is_applied_again()
    {
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--where", "id<=150", "--set", "tags=vip");
        Emulator.Faults.Respond(HttpMethod.Post, path => path.Contains("/actions/confirm", StringComparison.Ordinal), 403, times: 9);
        Assert.NotEqual(ExitCode.Done, (await RunAsync("apply", "plan.json", "--yes")).ExitCode);
        Emulator.Faults.Clear();
        ToolRun run = await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--yes");
        Assert.Contains("The plan was applied already: batch 1.", run.Errors);
        Assert.Contains("Batch 1 completed: 150 of 150", run.Output);
        Assert.Contains("Nothing is open", (await ExpectAsync(ExitCode.Done, "journal")).Output);
    }

    [Fact]
    public async Task A_batch_whose_answer_was_lost_is_found_when_its_plan_is_applied_again_and_is_open_no_more()
    {
        await PlanAsync();
        Emulator.Faults.Add(ApplyTests.OfAction(times: 1), EmulatorFault.LoseResponse);
        Emulator.Faults.Respond(HttpMethod.Get, path => path.Contains("/batches?", StringComparison.Ordinal), 403, times: 1_000);
        await ExpectAsync(ExitCode.Unknown, "apply", "plan.json", "--yes");
        Emulator.Faults.Clear();
        Assert.Contains("1 open.", (await ExpectAsync(ExitCode.Done, "journal")).Output);
        await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--yes");
        Assert.Contains("Nothing is open", (await ExpectAsync(ExitCode.Done, "journal")).Output);
        Assert.Single(Emulator.PostedActions);
    }

    [Fact]
    public async Task A_request_that_is_refused_for_now_sent_nothing_and_its_plan_can_be_applied()
    {
        await PlanAsync();
        Emulator.Faults.Respond(HttpMethod.Post, path => path.Contains("accountAddTags", StringComparison.Ordinal), 429, times: 1_000);
        ToolRun refused = await ExpectAsync(ExitCode.Error, "apply", "plan.json", "--yes");
        Assert.DoesNotContain("not known", refused.Errors);
        Emulator.Faults.Clear();
        await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--yes");
        Assert.Single(Emulator.PostedActions);
    }

    [Fact]
    public async Task A_key_of_an_import_is_that_of_one_file_and_of_one_process_at_a_time()
    {
        Write("accounts.csv", "name", "Acme");
        string[] import = ["import", "accountsImport", "accounts.csv", "--map-by-name", "--key", "nightly", "--yes"];
        await ExpectAsync(ExitCode.Done, import);
        await ExpectAsync(ExitCode.Done, import);
        Write("accounts.csv", "name", "Another");
        ToolRun run = await ExpectAsync(ExitCode.Refused, import);
        Assert.Contains("The key nightly is that of an import of another file", run.Errors);

        string mark = Directory.GetFiles(At("state/outreach-bulk/imports")).Single();
        using MarkFile other = MarkFile.TryHold(mark)!;
        Assert.Contains("is being started by another process", (await ExpectAsync(ExitCode.Refused, import)).Errors);
    }

    private async Task<PlanFile> PlanAsync(string path = "plan.json")
    {
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--where", "id<=5", "--set", "tags=vip", "-o", path);
        return PlanFile.Read(At(path));
    }
}
