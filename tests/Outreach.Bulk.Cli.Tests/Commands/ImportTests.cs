using System.Globalization;
using System.Text;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>A file is looked through as a whole, and imported once.</summary>
public sealed class ImportTests : ToolTests
{
    private static readonly string[] s_map = ["--map", "Company name=name", "--map", "crm id=customId"];

    protected override EmulatorOptions Options => new()
    {
        Accounts = 200,
        Prospects = 10,
        FailWhen = (_, row) => row.ToJsonString().Contains("Bad", StringComparison.Ordinal) ? "Name is bad" : null,
    };

    [Theory]
    [InlineData]
    [InlineData("--rows-per-import", "1")]
    public async Task Where_every_row_failed_the_exit_code_says_that_some_did(params string[] options)
    {
        Write("accounts.csv", "name,id", "A,9999999", "B,9999998");
        ToolRun run = await ExpectAsync(
            ExitCode.PartlyFailed, ["import", "accountsImport", "accounts.csv", "--map-by-name", "--yes", "--dupe-method", "overwrite", .. options]);
        Assert.Contains("2 failed", run.Output);
        Assert.Contains("List them: outreach-bulk ", run.Output);
    }

    [Fact]
    public async Task A_file_is_checked_shown_asked_for_imported_and_its_failed_rows_are_written_down()
    {
        Write("accounts.csv", "Company name,crm id", "Acme,a1", "Bad,a2", "Coyote,a3");
        ToolRun asked = await ExpectAsync(ExitCode.Refused, ["import", "accountsImport", "accounts.csv", .. s_map]);
        Assert.Contains("accountsImport: 3 records from accounts.csv", asked.Errors);
        Assert.Contains("accountsImport will import 3 rows; records that exist stay as they are, and there is no terminal to ask. Add "
            + "--yes", asked.Errors);
        Assert.DoesNotContain(Emulator.Requests, request => request.Method == "POST");

        ToolRun run = await ExpectAsync(ExitCode.PartlyFailed, ["import", "accountsImport", "accounts.csv", .. s_map, "--yes"]);
        Assert.Contains("accounts.csv: 3 rows, one import, no fault found.", run.Errors);
        foreach (string phase in (string[])["uploading: 3 of 3", "validating: 3 of 3", "import 1 finished"])
            Assert.Contains(phase, run.Errors);
        string next = "outreach-bulk imports failures --source accounts.csv --map \"Company name=name\" --map \"crm id=customId\" 1";
        Assert.Equal($"Import 1 completed with failures: 3 rows, 1 failed, 0 matched an existing record. List them: {next}\n", run.Output);

        ToolRun failures = await ExpectAsync(ExitCode.Done, ["imports", "failures", "1", "--source", "accounts.csv", .. s_map]);
        Assert.Contains("1  Name is bad", failures.Output);
        Assert.Equal("Company name,crm id,outreach_error,source_line\nBad,a2,Name is bad,3\n", Read("failed.csv"));
        ToolRun shown = await ExpectAsync(ExitCode.Done, "imports", "show", "1");
        Assert.Contains("3 rows, 1 failed", shown.Output);
        ToolRun listed = await ExpectAsync(ExitCode.Done, "imports");
        Assert.Contains("Outreach publishes no list of imports", listed.Output);
        Assert.Contains("accountsImport  accounts.", listed.Output);
    }

    [Theory]
    [InlineData(ExitCode.Usage, "Say which column goes into which field", "accountsImport", "accounts.csv")]
    [InlineData(ExitCode.Usage, "named \"nmae\". Did you mean name?", "accountsImport", "accounts.csv", "--map", "Company name=nmae")]
    [InlineData(ExitCode.Error, "Map it, or add --allow-unmapped", "accountsImport", "accounts.csv", "--map", "Company name=name")]
    [InlineData(ExitCode.Error, "the columns seem to be separated by semicolons. Save the file with commas (CSV UTF-8), or say so: "
        + "--separator \";\".", "accountsImport", "semicolons.csv", "--map", "a=name")]
    [InlineData(ExitCode.Error, "line 3", "accountsImport", "faulty.csv", "--map-by-name")]
    [InlineData(ExitCode.Usage, "There is no import \"accountImport\". Did you mean accountsImport?", "accountImport", "accounts.csv")]
    [InlineData(ExitCode.Usage, "There is no file nowhere.csv", "accountsImport", "nowhere.csv")]
    public async Task What_does_not_fit_is_found_before_anything_is_sent(int exitCode, string said, params string[] arguments)
    {
        Write("accounts.csv", "Company name,crm id", "Acme,a1");
        Write("semicolons.csv", "a;b", "1;2");
        Write("faulty.csv", "name,customId", "Acme,a1", "Brick,a2,more");
        ToolRun run = await ExpectAsync(exitCode, ["import", .. arguments, "--yes"]);
        Assert.Contains(said, run.Errors);
        Assert.Empty(Emulator.Requests);
    }

    [Fact]
    public async Task A_file_of_another_form_and_standard_input_are_imported_alike()
    {
        byte[] bytes = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes("name;Custom id\nMüller;m1\n");
        ToolRun run = await Tool.RunWithInputAsync(
            bytes, "import", "accountsImport", "-", "--map-by-name", "--separator", "semicolon", "--encoding", "windows-1252", "--yes");
        Assert.True(run.ExitCode == ExitCode.Done, run.ToString());
        Assert.Contains(
            "Müller", Emulator.FindRecord("account", 201)!.ToJsonString(
                new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task Checking_alone_needs_no_token_and_sends_nothing()
    {
        Tool.Variables["OUTREACH_TOKEN"] = "";
        Write("accounts.csv", "name,customId", "Acme,a1");
        ToolRun run = await ExpectAsync(ExitCode.Done, "import", "accountsImport", "accounts.csv", "--map-by-name", "--check-only");
        Assert.Equal("1 rows could be imported. Nothing was sent.\n", run.Output);
        Assert.Empty(Emulator.Requests);
    }

    [Fact]
    public async Task Under_one_key_it_is_started_once_also_when_its_answer_was_lost()
    {
        Write("accounts.csv", "name,customId", "Acme,a1");
        string[] import = ["import", "accountsImport", "accounts.csv", "--map-by-name", "--yes", "--key", "nightly"];
        Emulator.Faults.Add(ApplyTests.OfAction(times: 1), EmulatorFault.LoseResponse);
        ToolRun lost = await ExpectAsync(ExitCode.Unknown, import);
        Assert.Contains("outreach-bulk journal find looks for it", lost.Errors);
        ToolRun unknown = await ExpectAsync(ExitCode.Unknown, import);
        Assert.Contains("An import under the key nightly may have been started", unknown.Errors);

        ToolRun open = await ExpectAsync(ExitCode.Done, "journal");
        Assert.Matches(@"nightly  .+  accountsImport  unknown", open.Output);
        ToolRun found = await ExpectAsync(ExitCode.Done, "journal", "find");
        Assert.Contains("import 1: outreach-bulk imports watch 1", found.Output);
        ToolRun again = await ExpectAsync(ExitCode.Done, import);
        Assert.Contains("was started under the key nightly. Nothing is sent again.", again.Errors);
        await ExpectAsync(ExitCode.Done, "imports", "watch", "1");
        Assert.StartsWith("Nothing is open in ", (await ExpectAsync(ExitCode.Done, "journal")).Output);
        Assert.Single(
            Emulator.Requests, request => request.PathAndQuery.EndsWith("/imports/actions/accountsImport", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_of_more_rows_than_one_import_takes_becomes_a_job_that_is_looked_at_and_decided_about()
    {
        Write(
            "accounts.csv", ["name,customId", .. Enumerable.Range(1, 25).Select(
                row => string.Create(CultureInfo.InvariantCulture, $"{(row == 13 ? "Bad" : "Acme")},a{row}"))]);
        ToolRun run = await ExpectAsync(
            ExitCode.PartlyFailed, "import", "accountsImport", "accounts.csv", "--map-by-name", "--yes",
            "--rows-per-import", "10", "--key", "big");
        Assert.Contains("accounts.csv: 25 rows, 3 imports, no fault found.", run.Errors);
        Assert.Equal(
            "Job big completed with failures: 25 of 25 records tried, 1 failed. List them: outreach-bulk jobs failures big\n", run.Output);

        ToolRun shown = await ExpectAsync(ExitCode.Done, "jobs", "show", "big");
        Assert.Matches(@"2  CompletedWithFailures\s+8  from line 11  import \d+  8 tried, 1 failed", shown.Output);
        await ExpectAsync(ExitCode.Done, "jobs", "failures", "big");
        Assert.Equal("name,customId,outreach_error,source_line\nBad,a13,Name is bad,14\n", Read("failed.csv"));
        Assert.Contains("there is nothing to pause", (await ExpectAsync(ExitCode.Refused, "jobs", "pause", "big")).Errors);
        ToolRun again = await ExpectAsync(
            ExitCode.PartlyFailed, "import", "accountsImport", "accounts.csv", "--map-by-name", "--yes",
            "--rows-per-import", "10", "--key", "big");
        Assert.Contains("Job big completed with failures", again.Output);
        Assert.Equal(
            3, Emulator.Requests.Count(
                request => request.PathAndQuery.EndsWith("/imports/actions/accountsImport", StringComparison.Ordinal)));
    }
}
