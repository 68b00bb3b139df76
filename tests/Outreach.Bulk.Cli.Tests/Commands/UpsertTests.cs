using System.Globalization;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>Records are looked at as a whole, and each call with them is sent once.</summary>
public sealed class UpsertTests : ToolTests
{
    [Fact]
    public async Task Records_are_sent_in_calls_and_their_imports_watched_together()
    {
        Write("records.ndjson", [.. Enumerable.Range(1, 25).Select(id => string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"type":"account","id":{{{id}}},"attributes":{"name":"New {{{id}}}","industry":null}}"""))]);
        ToolRun run = await ExpectAsync(
            ExitCode.Done, "upsert", "bulkUpsert", "records.ndjson", "--dupe-method", "overwrite", "--records-per-call", "10", "--yes");
        Assert.Contains("Import 3 was started with 5 records.", run.Errors);
        Assert.Equal("3 imports completed: 25 rows, 0 failed, 25 matched an existing record.\n", run.Output);
        Assert.Contains("New 25", Emulator.FindRecord("account", 25)!.ToJsonString());
    }

    [Fact]
    public async Task What_is_no_record_is_named_by_its_line_and_nothing_is_sent()
    {
        string[] lines =
        [
            """{"type":"account","id":5,"attributes":{"nmae":"secret"}}""",
            """{"type":"account","id":5 "secret" """,
            "",
            """{"type":"account","id":7,"attributes":{"name":"x"}}""",
            """{"data":{"type":"account","id":"7","attributes":{"name":"x"}}}""",
            """{"type":"account","relationships":{},"attributes":{"name":"x"}}""",
            """{"type":"account","attributes":{}}""",
            """{"attributes":{"name":"x"}}""",
            """[1]""",
        ];
        ToolRun run = await RunWithInputAsync(string.Join('\n', lines), "upsert", "bulkUpsert", "-", "--dupe-method", "overwrite", "--yes");
        Assert.Equal(ExitCode.Error, run.ExitCode);
        foreach (string said in (string[])
        [
            "Line 1: There is no field of account named \"nmae\". Did you mean name?",
            "Line 2: it is no JSON",
            "Line 5: it has the type and id of line 4",
            "Line 6: it has a member \"relationships\"",
            "Line 7: it has no attributes",
            "Line 8: it has no type",
            "Line 9: it is no JSON object",
        ])
        {
            Assert.Contains(said, run.Errors);
        }

        Assert.DoesNotContain("secret", run.Errors);
        Assert.Empty(Emulator.Requests);
    }

    [Fact]
    public async Task A_call_that_was_lost_ends_it_and_what_was_started_is_named()
    {
        Write("records.ndjson", [.. Enumerable.Range(1, 25).Select(id => string.Create(
            CultureInfo.InvariantCulture, $$$"""{"type":"account","id":{{{id}}},"attributes":{"name":"New"}}"""))]);
        Emulator.Faults.Add(ApplyTests.OfAction(times: 1) with { Skip = 1 }, EmulatorFault.LoseResponse);
        ToolRun run = await ExpectAsync(
            ExitCode.Unknown, "upsert", "bulkUpsert", "records.ndjson", "--dupe-method", "overwrite", "--records-per-call", "10", "--yes");
        Assert.Contains("The first 10 of 25 records were sent, and their imports go on: outreach-bulk imports watch 1", run.Errors);
        Assert.Equal(2, Emulator.Requests.Count(request => request.PathAndQuery.EndsWith("/bulkUpsert", StringComparison.Ordinal)));
    }
}
