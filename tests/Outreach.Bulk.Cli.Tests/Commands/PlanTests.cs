using System.Text.Json;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Plans;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>A plan is one file that says all that would be done, and nothing acts.</summary>
public sealed class PlanTests : ToolTests
{
    [Fact]
    public async Task It_says_what_would_be_done_to_how_many_and_for_whom()
    {
        ToolRun run = await ExpectAsync(
            ExitCode.Done, "plan", "accountsBulkModify", "--where", "id<=100", "--set", "numberOfEmployees=250",
            "--set", "tags=a", "--set", "tags=b", "--clear", "industry");
        Assert.Empty(Emulator.PostedActions);
        PlanFile plan = PlanFile.Read(At("plan.json"));
        Assert.Equal(("accountsBulkModify", 100, 95, 105), (plan.Action, plan.Count, plan.AtLeast, plan.AtMost));
        Assert.Equal(Emulator.BaseAddress.AbsoluteUri, plan.Host);
        Assert.Equal(plan.ComputeDigest(), plan.Digest);
        Assert.Contains(plan.Digest!, run.Output);
        JsonElement attributes = plan.Call.GetProperty("attributes");
        Assert.Equal(250, attributes.GetProperty("numberOfEmployees").GetInt32());
        Assert.Equal(2, attributes.GetProperty("tags").GetArrayLength());
        Assert.True(attributes.TryGetProperty("industry", out _));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("plan.json")));

        ToolRun again = await ExpectAsync(ExitCode.Usage, "plan", "accountAddTags", "--everything", "--set", "tags=x");
        Assert.Contains("plan.json exists", again.Errors);
    }

    [Fact]
    public async Task Values_come_from_files_and_standard_input_too()
    {
        File.WriteAllText(At("text.txt"), "from a file\n");
        ToolRun run = await RunWithInputAsync(
            "typed\n", "plan", "accountsBulkModify", "--where", "id=1", "--set", "description=@text.txt", "--set", "locality=@-", "--json");
        Assert.True(run.ExitCode == ExitCode.Done, run.ToString());
        string call = PlanFile.Read(At("plan.json")).Call.GetRawText();
        Assert.Contains("\"from a file\"", call);
        Assert.Contains("\"typed\"", call);
        Assert.Equal("Fresh", run.Events.First(each => each.GetProperty("event").GetString() == "plan").GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("accountAddTags needs tags: add --set tags=…", "accountAddTags")]
    [InlineData("There is no attribute of accountsBulkModify named \"nmae\". Did you mean name?", "accountsBulkModify", "--set", "nmae=x")]
    [InlineData("takes no attributes", "accountsDestroyAll", "--set", "name=x")]
    [InlineData("contradict each other", "accountsBulkModify", "--set", "name=x", "--clear", "name")]
    public async Task Attributes_that_do_not_fit_are_refused_before_any_request(string said, params string[] arguments)
    {
        ToolRun run = await ExpectAsync(ExitCode.Usage, ["plan", .. arguments, "--everything"]);
        Assert.Contains(said, run.Errors);
        Assert.Empty(Emulator.Requests);
        Assert.False(File.Exists(At("plan.json")));
    }

    [Fact]
    public async Task Nothing_to_plan_is_no_plan()
    {
        await ExpectAsync(ExitCode.NothingMatched, "plan", "accountAddTags", "--where", "name=Nobody GmbH", "--set", "tags=x");
        Assert.False(File.Exists(At("plan.json")));
    }
}
