using System.Text.Json.Nodes;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Calls;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Plans;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>Ways in which more records would be acted on than somebody meant, or another time.</summary>
public sealed class WrongEffectTests : ToolTests
{
    [Theory]
    [InlineData("12,50")]
    [InlineData("1,2,3")]
    [InlineData("12.50-")]
    public void A_decimal_comma_is_no_separator_of_thousands(string text) =>
        Assert.Throws<CliException>(() => ValueText.Read(text, new AttributeInfo("value", "Decimal"), "--set value"));

    [Fact]
    public async Task A_share_with_a_comma_is_refused() =>
        await ExpectAsync(ExitCode.Usage, "plan", "accountAddTags", "--where", "id=1", "--set", "tags=a", "--drift", "0,1");

    [Fact]
    public async Task A_plan_to_destroy_has_no_slack_and_a_small_one_none_either()
    {
        await ExpectAsync(ExitCode.Done, "plan", "accountsDestroyAll", "--everything", "-o", "destroy.json");
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--where", "id=1", "--set", "tags=a", "-o", "one.json");
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--everything", "--set", "tags=a", "-o", "all.json");
        Assert.Equal((200, 200), Bounds("destroy.json"));
        Assert.Equal((1, 1), Bounds("one.json"));
        Assert.Equal((190, 210), Bounds("all.json"));
    }

    [Fact]
    public async Task A_plan_that_says_another_effect_than_the_description_is_refused()
    {
        await ExpectAsync(ExitCode.Done, "plan", "accountsDestroyAll", "--everything", "-o", "plan.json");
        JsonNode plan = JsonNode.Parse(Read("plan.json"))!;
        plan["call"]!["action"]!["effect"] = "Edit";
        plan["call"]!.AsObject().Remove("consent");
        Write("plan.json", plan.ToJsonString());
        PlanFile.Read(At("plan.json")).Write(At("plan.json"));
        ToolRun run = await ExpectAsync(ExitCode.Refused, "apply", "plan.json", "--yes");
        Assert.Contains("this tool's description does not", run.Errors);
        Assert.Empty(Emulator.PostedActions);
    }

    [Fact]
    public async Task A_used_plan_of_another_address_attaches_to_nothing()
    {
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--where", "id=1", "--set", "tags=a");
        await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--yes");
        await using OutreachEmulator other = await OutreachEmulator.StartAsync(new() { Accounts = 10, Prospects = 5 });
        Tool.Variables["OUTREACH_BASE_ADDRESS"] = other.BaseAddress.AbsoluteUri;
        ToolRun run = await ExpectAsync(ExitCode.Refused, "apply", "plan.json", "--yes");
        Assert.Contains("this is another address", run.Errors);
    }

    [Fact]
    public async Task A_plan_that_becomes_a_job_is_applied_where_it_was_made_and_nowhere_else()
    {
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--everything", "--set", "tags=a");
        PlanFile plan = PlanFile.Read(At("plan.json")) with { Chunks = 2 };
        plan.Write(At("plan.json"));
        Tool.Variables["XDG_STATE_HOME"] = At("another-state");
        ToolRun run = await ExpectAsync(ExitCode.Refused, "apply", "plan.json", "--yes");
        Assert.Contains("somebody may have applied it already", run.Errors);
        Assert.Empty(Emulator.PostedActions);
    }

    [Fact]
    public async Task A_relationship_is_no_clause()
    {
        ToolRun run = await ExpectAsync(ExitCode.Usage, "count", "accountAddTags", "--where", "owner=3");
        Assert.Contains("owner is a relationship. Select by what is related: owner.id.", run.Errors);
    }

    private (long AtLeast, long AtMost) Bounds(string plan) => PlanFile.Read(At(plan)) is var read ? (read.AtLeast, read.AtMost) : default;
}
