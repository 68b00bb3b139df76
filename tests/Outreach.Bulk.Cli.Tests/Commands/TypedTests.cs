using System.Text;
using Outreach.Bulk.Cli.Calls;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>What is typed by mistake is refused before anything is sent, with what to type instead.</summary>
public sealed class TypedTests : ToolTests
{
    [Theory]
    [InlineData("24:00:00", 24 * 60 * 60)]
    [InlineData("0:30", 30 * 60)]
    [InlineData("00:00:05", 5)]
    [InlineData("7.00:00:00", 7 * 24 * 60 * 60)]
    [InlineData("100:00", 100 * 60 * 60)]
    public void Hours_may_be_a_day_and_more(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DurationText.Read(text));

    [Theory]
    [InlineData("0:00")]
    [InlineData("-1:00")]
    [InlineData("5")]
    [InlineData("00:60")]
    [InlineData("1h")]
    public void What_is_no_time_to_wait_for_is_none(string text) => Assert.Null(DurationText.Read(text));

    [Fact]
    public async Task A_time_that_is_none_is_refused_before_anything_is_sent()
    {
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--where", "id=1", "--set", "tags=a");
        ToolRun run = await ExpectAsync(ExitCode.Usage, "apply", "plan.json", "--yes", "--timeout", "0:00");
        Assert.Contains("\"0:00\" is no duration", run.Errors);
        Assert.Empty(Emulator.PostedActions);
    }

    [Theory]
    [InlineData("name=", "--set name has no value. To clear the field: --clear name.")]
    [InlineData("name=@", "names no file")]
    [InlineData("name=@latin1.txt", "latin1.txt is not UTF-8")]
    public async Task A_value_that_is_missing_or_unreadable_is_refused(string set, string said)
    {
        File.WriteAllBytes(At("latin1.txt"), Encoding.Latin1.GetBytes("Müller"));
        ToolRun run = await ExpectAsync(ExitCode.Usage, "plan", "accountsBulkModify", "--where", "id=1", "--set", set);
        Assert.Contains(said, run.Errors);
    }

    [Fact]
    public async Task Standard_input_is_read_by_one_option_only()
    {
        ToolRun run = await RunWithInputAsync(
            "1\n2\n", "plan", "accountsBulkModify", "--ids-from", "-", "--set", "name=@-");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--ids-from and --set name both read standard input", run.Errors);
    }

    [Fact]
    public async Task Of_two_columns_of_one_name_none_is_taken()
    {
        Write("ids.csv", "id,id", "1,2");
        ToolRun run = await ExpectAsync(ExitCode.Usage, "count", "accountAddTags", "--ids-from", "ids.csv:id");
        Assert.Contains("ids.csv has several columns \"id\"", run.Errors);
    }

    [Fact]
    public async Task Ids_that_fit_no_request_line_are_counted_and_sampled_in_parts()
    {
        Write("ids.txt", [.. Enumerable.Range(1, 2_000).Select(id => $"{id}")]);
        ToolRun run = await ExpectAsync(ExitCode.Done, "count", "accountAddTags", "--ids-from", "ids.txt");
        Assert.Contains("200 records match.", run.Output);
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--ids-from", "ids.txt", "--set", "tags=a");
        run = await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--yes");
        Assert.Contains("200 of 200 records tried", run.Output);
    }

    [Fact]
    public async Task A_token_does_not_leave_the_machine_unencrypted()
    {
        ToolRun run = await ExpectAsync(
            ExitCode.Usage, "count", "accountAddTags", "--where", "id=1", "--base-address", "http://192.0.2.1/api/v2/");
        Assert.Contains("would get the token unencrypted", run.Errors);
    }

    [Fact]
    public async Task Failures_replace_no_file_that_exists_unless_that_is_meant()
    {
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--where", "id=1", "--set", "tags=a");
        await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--yes");
        await ExpectAsync(ExitCode.Done, "failures", "1");
        ToolRun run = await ExpectAsync(ExitCode.Usage, "failures", "1");
        Assert.Contains("failed.csv exists. Name another file with --output, or add --overwrite.", run.Errors);
        await ExpectAsync(ExitCode.Done, "failures", "1", "--overwrite");
    }

    [Fact]
    public async Task An_upsert_of_an_unknown_type_is_refused_unless_it_is_meant()
    {
        Write("records.ndjson", """{"type":"acount","id":1,"attributes":{"name":"A"}}""");
        string[] check = ["upsert", "bulkUpsert", "records.ndjson", "--dupe-method", "skip", "--check-only"];
        ToolRun run = await ExpectAsync(ExitCode.Error, check);
        Assert.Contains("There is no type named \"acount\". Did you mean account?", run.Errors);
        await ExpectAsync(ExitCode.Done, [.. check, "--unchecked"]);
    }

    [Fact]
    public async Task Batches_are_listed_by_the_name_of_their_action_too()
    {
        await ExpectAsync(ExitCode.Done, "plan", "accountsBulkModify", "--where", "id=1", "--set", "name=A");
        await ExpectAsync(ExitCode.Done, "apply", "plan.json", "--yes");
        Assert.Contains("1 batch.", (await ExpectAsync(ExitCode.Done, "batches", "--action", "accountsBulkModify")).Output);
        Assert.Contains("0 batches.", (await ExpectAsync(ExitCode.Done, "batches", "--action", "accountsDestroyAll")).Output);
        ToolRun run = await ExpectAsync(ExitCode.Done, "batches", "--state", "done");
        Assert.Contains("\"done\" is not among the states that are known: pending, confirming", run.Output);
    }
}
