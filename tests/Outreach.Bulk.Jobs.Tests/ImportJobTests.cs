using System.Globalization;
using System.Text;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Jobs.Tests;

/// <summary>A file of more rows than an import takes, from its plan to its end, over HTTP.</summary>
public class ImportJobTests
{
    private static readonly JobOptions s_hundreds = new() { RecordsPerChunk = 100 };
    private static readonly ImportOptions s_overwrite = new() { DupeMethod = DupeMethod.Overwrite };

    [Fact]
    public async Task A_file_of_more_rows_than_an_import_takes_is_imported_in_parts_each_row_once()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 0);
        OutreachJobs jobs = bench.Worker();
        JobPlan plan = await jobs.PlanImportAsync("import", Write(bench, Rows(250)), Mapping(), s_overwrite, s_hundreds);
        Assert.Equal((250, 3), (plan.Records, plan.Chunks.Count));
        Assert.Empty(bench.Emulator.Requests);

        Job job = await jobs.StartAsync(plan);
        await bench.RunAsync(jobs);
        JobResult result = await job.WaitForCompletionAsync();
        Assert.Equal(OperationOutcome.Completed, result.EnsureAllSucceeded().Outcome);
        Assert.Equal(250, bench.Emulator.CountRecords("account"));
        Assert.Equal(3, bench.Emulator.PostedActions.Count);
        Assert.Equal(
            ["accounts-part-1-of-3", "accounts-part-2-of-3", "accounts-part-3-of-3"],
            bench.Emulator.PostedActions.Select(posted => posted.Attributes.GetProperty("fileName").GetString()![..20]).Order());
    }

    [Fact]
    public async Task Failed_rows_of_all_parts_are_in_one_report_with_the_lines_of_the_file()
    {
        await using JobBench bench = await JobBench.StartAsync(
            accounts: 0, options => options.FailWhen = (_, record) => (string?)record["attributes"]?["customId"] is "7" or "233" ? "locked" : null);
        OutreachJobs jobs = bench.Worker();
        Job job = await jobs.StartAsync(
            await jobs.PlanImportAsync("import", Write(bench, Rows(250)), Mapping(), s_overwrite, s_hundreds));
        await bench.RunAsync(jobs);
        JobResult result = await job.WaitForCompletionAsync();
        Assert.Equal(OperationOutcome.CompletedWithFailures, result.Outcome);
        await result.WriteFailuresAsync(bench.File("failed.csv"));
        Assert.Equal(
            "name,key,outreach_error,source_line\nAccount 7,7,locked,8\nAccount 233,233,locked,234\n",
            File.ReadAllText(bench.File("failed.csv")));
    }

    [Fact]
    public async Task A_file_that_changed_since_its_plan_stops_the_job_and_starts_no_import()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 0);
        OutreachJobs jobs = bench.Worker();
        JobPlan plan = await jobs.PlanImportAsync("import", Write(bench, Rows(250)), Mapping(), s_overwrite, s_hundreds);
        Write(bench, Rows(250).Replace("Account 5,", "Account X,", StringComparison.Ordinal));
        Job job = await jobs.StartAsync(plan);
        await bench.RunAsync(jobs);
        JobStatus status = await job.GetStatusAsync();
        Assert.Equal(JobState.Stopped, status.State);
        Assert.Contains("changed since it was planned", status.StopReason, StringComparison.Ordinal);
        Assert.DoesNotContain(bench.Emulator.PostedActions, posted => posted.Attributes.GetProperty("fileName").GetString()!.Contains("part-1"));

        JobException refusal = await Assert.ThrowsAsync<JobException>(
            () => jobs.PlanImportAsync("import", CsvFile.At(bench.File("accounts.csv")), Mapping(), s_overwrite, s_hundreds));
        Assert.Contains("another call or file", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_repeated_across_parts_is_refused_before_anything_is_sent()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 0);
        OutreachJobs jobs = bench.Worker();
        CsvException refusal = await Assert.ThrowsAsync<CsvException>(
            () => jobs.PlanImportAsync("import", Write(bench, Rows(250) + "Again,3\n"), Mapping(), s_overwrite, s_hundreds));
        Assert.Contains("line 252", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(bench.Emulator.Requests);
        Assert.Empty(await jobs.ListAsync());
    }

    [Fact]
    public async Task Repeated_keys_that_are_allowed_are_imported_in_order_so_that_the_last_row_wins()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 0);
        OutreachJobs jobs = bench.Worker();
        Job job = await jobs.StartAsync(await jobs.PlanImportAsync(
            "import", Write(bench, Rows(250) + "Last,3\n"), Mapping(), s_overwrite with { UniqueColumns = [] }, s_hundreds));
        await bench.RunAsync(jobs);
        Assert.Equal(JobState.Ended, (await job.GetStatusAsync()).State);
        Assert.Equal(250, bench.Emulator.CountRecords("account"));
        Assert.Contains(
            Enumerable.Range(1, 250), id => (string?)bench.Emulator.FindRecord("account", id)!["attributes"]!["name"] == "Last");
    }

    [Fact]
    public async Task A_lost_answer_to_the_start_of_a_part_is_found_again()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 0);
        bench.Emulator.Faults.Add(
            new() { Method = HttpMethod.Post, Path = path => path.EndsWith("/accountsImport", StringComparison.Ordinal), Every = 2 },
            EmulatorFault.LoseResponse);
        OutreachJobs jobs = bench.Worker();
        Job job = await jobs.StartAsync(
            await jobs.PlanImportAsync("import", Write(bench, Rows(250)), Mapping(), s_overwrite, s_hundreds));
        await bench.RunAsync(jobs);
        JobResult result = await job.WaitForCompletionAsync();
        Assert.Equal(OperationOutcome.Completed, result.EnsureAllSucceeded().Outcome);
        Assert.Equal(3, bench.Emulator.PostedActions.Count);
    }

    [Fact]
    public async Task A_file_in_memory_is_refused_since_no_other_process_could_go_on_with_it()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 0);
        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(() => bench.Worker().PlanImportAsync(
            "import", CsvFile.From(Encoding.UTF8.GetBytes(Rows(5)), "accounts.csv"), Mapping()));
        Assert.Contains("not a file on a disk", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_another_kind_is_read_as_it_was_planned_by_whoever_goes_on()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 0);
        string path = bench.File("accounts.csv");
        File.WriteAllText(path, Rows(250).Replace(',', ';').Replace("Account 9;", "M\u00fcller;", StringComparison.Ordinal), Encoding.Latin1);
        OutreachJobs planner = bench.Worker();
        Job job = await planner.StartAsync(await planner.PlanImportAsync(
            "import", CsvFile.At(path).ReadAs(';', Encoding.Latin1), Mapping(), s_overwrite, s_hundreds));
        await bench.RunAsync(bench.Worker());
        Assert.Equal(JobState.Ended, (await job.GetStatusAsync()).State);
        Assert.Contains(
            Enumerable.Range(1, 250), id => (string?)bench.Emulator.FindRecord("account", id)!["attributes"]!["name"] == "M\u00fcller");
    }

    [Fact]
    public async Task Typed_rows_are_written_once_for_the_job_and_removed_when_all_were_imported()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 0);
        OutreachJobs jobs = bench.Worker();
        JobPlan plan = await jobs.PlanRowsAsync<AccountRow, AccountField>("rows", TypedRows(250), s_overwrite, s_hundreds);
        Assert.Equal((250, 3), (plan.Records, plan.Chunks.Count));
        string file = Assert.Single(RowFiles(bench));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        Job job = await jobs.StartAsync(plan);
        await bench.RunAsync(bench.Worker());
        (await job.WaitForCompletionAsync()).EnsureAllSucceeded();
        Assert.Equal(250, bench.Emulator.CountRecords("account"));
        Assert.Empty(RowFiles(bench));

        JobPlan again = await bench.Worker().PlanRowsAsync<AccountRow, AccountField>("rows", TypedRows(1), s_overwrite, s_hundreds);
        Assert.Equal(plan.Id, again.Id);
    }

    [Fact]
    public async Task Typed_rows_that_failed_are_reported_and_removed_with_their_job()
    {
        await using JobBench bench = await JobBench.StartAsync(
            accounts: 0, options => options.FailWhen = (_, record) => (string?)record["attributes"]?["customId"] is "7" ? "locked" : null);
        OutreachJobs jobs = bench.Worker();
        Job job = await jobs.StartAsync(await jobs.PlanRowsAsync<AccountRow, AccountField>("rows", TypedRows(250), s_overwrite, s_hundreds));
        await bench.RunAsync(jobs);
        FailureReport failures = await (await job.WaitForCompletionAsync()).ReadFailuresAsync();
        Assert.Equal(8, Assert.Single(failures.Rows).Line);
        Assert.Single(RowFiles(bench));
        bench.Time.Advance(TimeSpan.FromDays(31));

        // A worker that has nothing else to do removes it.
        await bench.Worker().AdvanceAsync();
        Assert.Empty(RowFiles(bench));
        Assert.Empty(await jobs.ListAsync());
    }

    [Fact]
    public async Task Typed_rows_of_a_plan_that_expired_are_removed_when_another_takes_its_place()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 0);
        OutreachJobs jobs = bench.Worker();
        await jobs.PlanRowsAsync<AccountRow, AccountField>("rows", TypedRows(250), s_overwrite, s_hundreds);
        string expired = Assert.Single(RowFiles(bench));
        bench.Time.Advance(TimeSpan.FromHours(25));
        await jobs.PlanRowsAsync<AccountRow, AccountField>("rows", TypedRows(20), s_overwrite, s_hundreds);
        Assert.NotEqual(expired, Assert.Single(RowFiles(bench)));
    }

    private static string[] RowFiles(JobBench bench) => Directory.GetFiles(Path.GetDirectoryName(bench.StorePath)!, "*.rows.csv");

    private static async IAsyncEnumerable<AccountRow> TypedRows(int count)
    {
        for (int number = 1; number <= count; number++)
        {
            await Task.Yield();
            yield return new() { Name = $"Account {number}", CustomId = number.ToString(CultureInfo.InvariantCulture) };
        }
    }

    private static AccountMapping Mapping() => new() { ["name"] = AccountField.Name, ["key"] = AccountField.CustomId };

    private static string Rows(int count) => "name,key\n" + string.Concat(
        Enumerable.Range(1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"Account {number},{number}\n")));

    private static CsvFile Write(JobBench bench, string text)
    {
        string path = bench.File("accounts.csv");
        File.WriteAllText(path, text);
        return CsvFile.At(path);
    }
}

[OutreachCsvRow(Model = "Account")]
internal sealed partial record AccountRow
{
    public required string Name { get; init; }

    public required string CustomId { get; init; }
}
