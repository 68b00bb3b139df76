using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>What there is to do is listed and described as the description has it.</summary>
public sealed class ActionsTests : ToolTests
{
    [Fact]
    public async Task All_actions_and_imports_are_listed_with_what_they_do()
    {
        ToolRun run = await ExpectAsync(ExitCode.Done, "actions", "--json");
        string[] names = [.. run.Events.Where(each => each.GetProperty("event").GetString() is "action" or "import").Select(
            each => each.GetProperty("name").GetString()!)];
        Assert.Equal(27, names.Length);
        Assert.Contains("prospectsAddToSequence", names);
        Assert.Contains("accountsImport", names);
        Assert.Equal(
            "Destroy",
            run.Events.Single(each => each.ToString().Contains("\"accountsDestroyAll\"", StringComparison.Ordinal))
                .GetProperty("effect").GetString());
        Assert.Empty(Emulator.Requests);
    }

    [Fact]
    public async Task One_is_described_with_all_that_it_takes()
    {
        ToolRun run = await ExpectAsync(ExitCode.Done, "actions", "prospectsAddToSequence");
        Assert.Contains("changes what is sent to people", run.Output);
        Assert.Matches(@"mailboxId\s+integer\s+required", run.Output);
        Assert.Contains("Scopes      batches.read", run.Output);
        Assert.Matches(@"owner\.id\s+integer", run.Output);
    }

    [Fact]
    public async Task A_name_with_a_slip_gets_the_nearest_ones()
    {
        ToolRun run = await ExpectAsync(ExitCode.Usage, "actions", "accountBulkModify");
        Assert.Contains("There is no action \"accountBulkModify\". Did you mean accountsBulkModify", run.Errors);
        Assert.Empty(run.Output);
    }
}
