using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>Records are counted and shown by what was typed, and without a filter nothing is asked.</summary>
public sealed class CountTests : ToolTests
{
    [Fact]
    public async Task An_attribute_to_show_that_there_is_not_is_refused() =>
        Assert.Contains(
            "Did you mean name",
            (await ExpectAsync(ExitCode.Usage, "sample", "accountAddTags", "--where", "id=5", "--show", "nmae")).Errors);

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    public async Task A_file_without_a_token_is_no_permission(string text)
    {
        Write("token", text);
        ToolRun run = await ExpectAsync(ExitCode.NotAllowed, "count", "accountAddTags", "--where", "id=5", "--token-file", "token");
        Assert.Contains("holds no token", run.Errors);
    }

    [Fact]
    public async Task Clauses_must_all_hold_and_those_of_one_name_are_any_of_the_values()
    {
        ToolRun run = await ExpectAsync(
            ExitCode.Done, "count", "accountAddTags", "--where", "id=3", "--where", "id=4", "--where", "createdAt>=2000-01-01",
            "--where", "name is not null");
        Assert.Equal("2 records match.\n", run.Output);
    }

    [Theory]
    [InlineData("ids.csv:accountId", "")]
    [InlineData("ids.txt", "")]
    [InlineData("-", "3\n5\n\n5\n")]
    public async Task Ids_come_from_a_column_a_list_or_standard_input(string source, string input)
    {
        Write("ids.csv", "name,accountId", "\"a, b\",3", "c,5", "d,");
        Write("ids.txt", "3", "", "5");
        ToolRun run = await RunWithInputAsync(input, "count", "accountAddTags", "--ids-from", source);
        Assert.Equal("2 records match.\n", run.Output);
    }

    [Fact]
    public async Task Where_nothing_matches_the_exit_code_says_so()
    {
        ToolRun run = await ExpectAsync(ExitCode.NothingMatched, "count", "accountAddTags", "--where", "name=Nobody GmbH");
        Assert.Equal("No record matches.\n", run.Output);
    }

    [Theory]
    [InlineData("No filter, no call")]
    [InlineData("is not a whole number", "--where", "id=three")]
    [InlineData("There is no clause of account named \"nmae\". Did you mean name?", "--where", "nmae=x")]
    [InlineData("There is no relationship of account named \"ownr\". Did you mean owner?", "--where", "ownr.id=3")]
    [InlineData("--everything and a filter contradict", "--everything", "--where", "id=1")]
    [InlineData("the API cannot select what is not equal", "--where", "id!=1")]
    [InlineData("has no column \"id\". Its columns: name, accountId", "--ids-from", "ids.csv:id")]
    public async Task What_cannot_be_meant_is_refused_before_any_request(string said, params string[] options)
    {
        Write("ids.csv", "name,accountId", "a,3");
        ToolRun run = await ExpectAsync(ExitCode.Usage, ["count", "accountAddTags", .. options]);
        Assert.Contains(said, run.Errors);
        Assert.Empty(run.Output);
        Assert.Empty(Emulator.Requests);
    }

    [Fact]
    public async Task A_count_that_the_server_did_not_make_is_no_count()
    {
        Emulator.Faults.Add(new() { Times = 1 }, EmulatorFault.ShedCount);
        ToolRun run = await ExpectAsync(ExitCode.Error, "count", "accountAddTags", "--everything");
        Assert.Contains("did not count", run.Output);
    }

    [Fact]
    public async Task Some_records_are_shown_with_what_is_asked_for()
    {
        ToolRun run = await ExpectAsync(
            ExitCode.Done, "sample", "accountAddTags", "--where", "id>=5", "--where", "id<=6", "--show", "name", "--size", "2");
        Assert.Matches(@"^5  name: .+\n6  name: .+\n2 records, in the server's own order\.\n$", run.Output);
    }
}
