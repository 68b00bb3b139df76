using System.Text;

namespace Outreach.Bulk.Jobs.Tests.Recipes;

/// <summary>The code of docs/recipes, in regions of their names. What a program writes to the console goes to a writer here.</summary>
internal sealed class Recipes(TextWriter console, string folder, TimeProvider time)
{
#pragma warning disable IDE1006 // Console, as in a program.
    private TextWriter Console => console;
#pragma warning restore IDE1006

    public async Task NightlyAsync(OutreachClient outreach)
    {
        #region nightly
        // Kept between runs: where the next time span begins and, until its job has ended, where it ends.
        string mark = Path.Combine(folder, "span.txt");
        DateTimeOffset now = time.GetUtcNow();
        string[] span = File.Exists(mark) ? File.ReadAllLines(mark) : [$"{now.AddDays(-1):O}"];
        if (span.Length == 1)
            File.WriteAllLines(mark, span = [span[0], $"{now:O}"]);

        #pragma warning disable OB311 // The next time span begins when this job has ended.
        BulkCall call = BulkCall.Of(
            new AccountAddTagsParams
            {
                Filter = new()
                {
                    UpdatedAt = new() { AtLeast = DateTimeOffset.Parse(span[0], null), AtMost = DateTimeOffset.Parse(span[1], null) },
                },
                Confirm = Confirm.AtMost(50_000),
            },
            new AccountAddTagsAttributes { Tags = ["changed"] });

        // After a crash, the same key attaches to the job that exists, and nothing is sent twice.
        using OutreachJobs jobs = new(outreach.Connection, JobStore.Sqlite(Path.Combine(folder, "jobs.db"), time));
        Job job = await jobs.StartAsync(await jobs.PlanAsync($"changed-until-{span[1]}", call));
        if ((await job.GetStatusAsync()).State == JobState.Ended)
            await job.RedriveAsync();       // an earlier run left chunks that failed
        JobResult result = await job.WaitForCompletionAsync();
        Console.WriteLine(result);
        if (result.Outcome != OperationOutcome.Incomplete)
            File.WriteAllText(mark, $"{result.Status.EndedAt:O}");
        #endregion
    }

    public async Task ReassignAsync(OutreachClient outreach, long leaving, long successor)
    {
        #region reassign
        AccountFilter theirs = new() { Owner = new() { Id = leaving } };
        RecordCount counted = await outreach.Accounts.CountAsync(theirs);
        Console.WriteLine($"{counted.Count} accounts, such as:");
        foreach (SampledRecord account in await outreach.Accounts.SampleAsync(theirs, size: 3))
            Console.WriteLine($"  {account.Id}: {account.Attributes["name"]}");

        if (counted.Count is > 0)
        {
            BatchOperation reassigning = await outreach.Accounts.AssignOwnerAsync(
                new() { Filter = theirs, Confirm = Confirm.Within(1, of: counted) },
                new() { OwnerId = successor });
            BatchResult result = await reassigning.WaitForCompletionAsync();
            Console.WriteLine($"{result.Outcome}: {result.Batch.Processed} of {counted.Count}");
        }
        #endregion
    }

    public async Task ImportAsync(OutreachClient outreach)
    {
        #region crm-export
        CsvFile export = CsvFile.At(Path.Combine(folder, "kunden.csv")).ReadAs(';', CodePagesEncodingProvider.Instance.GetEncoding(1252));
        ImportOperation import = await outreach.Accounts.ImportAsync(
            export,
            new() { ["Kundennummer"] = AccountField.CustomId, ["Firma"] = AccountField.Name },
            new() { DupeMethod = DupeMethod.Overwrite, AllowUnmappedHeaders = true });
        ImportResult result = await import.WaitForCompletionAsync();
        Console.WriteLine(result);
        #endregion
    }

    public async Task CheckAsync(OutreachClient outreach)
    {
        #region alerts
        using OutreachJobs jobs = new(outreach.Connection, JobStore.Sqlite(Path.Combine(folder, "jobs.db")));
        string[] problems =
        [
            .. (await jobs.ListAsync())
                .Where(job => job.State == JobState.Stopped || job is { PlanError: not null, EndedAt: null }
                    || job.Chunks.Any(chunk => chunk.Outcome == ChunkOutcome.Unknown))
                .Select(job => $"{job.Key}: {job.PlanError ?? job.StopReason ?? "a chunk has an unknown outcome"}"),
        ];
        Console.WriteLine(problems.Length == 0 ? "healthy" : string.Join('\n', problems));
        #endregion
    }
}
