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
        // Kept between nights: when the last job ended.
        string mark = Path.Combine(folder, "since.txt");
        DateTimeOffset until = time.GetUtcNow();
        DateTimeOffset since = File.Exists(mark) ? DateTimeOffset.Parse(File.ReadAllText(mark), null) : until.AddDays(-1);

        #pragma warning disable OB311 // The next night begins where this one ended.
        BulkCall call = BulkCall.Of(
            new AccountAddTagsParams
            {
                Filter = new() { UpdatedAt = new() { AtLeast = since, AtMost = until } },
                Confirm = Confirm.AtMost(50_000),
            },
            new AccountAddTagsAttributes { Tags = ["changed"] });

        // The same key again attaches to the job that exists: a second start on the same night sends nothing.
        using OutreachJobs jobs = new(outreach.Connection, JobStore.Sqlite(Path.Combine(folder, "jobs.db"), time));
        JobPlan plan = await jobs.PlanAsync($"nightly-{until:yyyy-MM-dd}", call);
        JobResult result = await (await jobs.StartAsync(plan)).WaitForCompletionAsync();
        Console.WriteLine(result);
        File.WriteAllText(mark, $"{result.Status.EndedAt:O}");
        #endregion
    }

    public async Task ReassignAsync(OutreachClient outreach, long leaving, long successor)
    {
        #region reassign
        AccountFilter theirs = new() { Owner = new() { Id = leaving } };
        RecordCount counted = await outreach.Accounts.CountAsync(theirs);
        Console.WriteLine($"{counted} accounts, such as:");
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
