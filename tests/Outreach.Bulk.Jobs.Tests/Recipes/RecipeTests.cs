using System.Text;
using System.Text.RegularExpressions;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Jobs.Tests.Recipes;

/// <summary>The recipes' code is what runs here, on the emulator, and does what their pages say.</summary>
public sealed partial class RecipeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-recipe-").FullName;
    private readonly StringWriter _said = new();

    // A second ahead: a poll can see an end at the very instant of it.
    private readonly ShiftedTime _time = new(TimeProvider.System) { Ahead = TimeSpan.FromSeconds(1) };

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("nightly")]
    [InlineData("reassign")]
    [InlineData("crm-export")]
    [InlineData("alerts")]
    public void A_page_shows_the_code_that_runs_here(string recipe)
    {
        string page = File.ReadAllText(Path.Combine(Folder(), $"../../../docs/recipes/{recipe}.md")).ReplaceLineEndings("\n");
        string[] blocks = [.. Blocks().Matches(page).Select(match => match.Groups[1].Value.TrimEnd())];
        string source = File.ReadAllText(Path.Combine(Folder(), "Recipes.cs")).ReplaceLineEndings("\n");
        Match region = Regex.Match(source, $"^ *#region {recipe}\n(.*?)\n *#endregion", RegexOptions.Multiline | RegexOptions.Singleline);
        string code = Regex.Replace(region.Groups[1].Value, "^        ", "", RegexOptions.Multiline).Trim();
        Assert.Equal(code, blocks[1].Trim());
    }

    [Fact]
    public async Task The_second_night_does_not_act_on_what_the_first_one_changed()
    {
        await using OutreachEmulator emulator = await AfterADayOfWorkAsync();
        Recipes recipes = new(_said, _folder, _time);
        await recipes.NightlyAsync(Client(emulator));
        Assert.Equal(JobBench.Tagged(emulator, "called"), JobBench.Tagged(emulator, "changed"));
        _time.Ahead += TimeSpan.FromDays(1);
        await recipes.NightlyAsync(Client(emulator));
        Assert.Contains("NothingDone", _said.ToString().Split('\n')[1]);
    }

    [Fact]
    public async Task A_second_run_in_one_night_acts_on_nothing_again()
    {
        await using OutreachEmulator emulator = await AfterADayOfWorkAsync();
        Recipes recipes = new(_said, _folder, _time);
        await recipes.NightlyAsync(Client(emulator));
        int posted = emulator.PostedActions.Count;
        await recipes.NightlyAsync(Client(emulator));
        Assert.Equal(posted, emulator.PostedActions.Count);
    }

    [Fact]
    public async Task A_run_that_broke_off_is_continued_with_its_own_time_span()
    {
        await using OutreachEmulator emulator = await AfterADayOfWorkAsync();
        Recipes recipes = new(_said, _folder, _time);
        emulator.Faults.Respond(HttpMethod.Get, _ => true, 403, body: "{}");
        await Assert.ThrowsAsync<OutreachApiException>(() => recipes.NightlyAsync(Client(emulator)));
        string until = (await File.ReadAllLinesAsync(Path.Combine(_folder, "span.txt"), TestContext.Current.CancellationToken))[1];
        emulator.Faults.Respond(HttpMethod.Post, path => path.StartsWith("/batches/actions/", StringComparison.Ordinal), 403, body: "{}");
        JobStatus stopped = (await Assert.ThrowsAsync<JobStoppedException>(() => recipes.NightlyAsync(Client(emulator)))).LastStatus;
        Assert.Equal($"changed-until-{until}", stopped.Key);

        _time.Ahead += TimeSpan.FromDays(1);
        using (OutreachJobs jobs = new(Client(emulator).Connection, JobStore.Sqlite(Path.Combine(_folder, "jobs.db"), _time)))
            await (await jobs.FindAsync(stopped.Key, TestContext.Current.CancellationToken))!.ResumeAsync(TestContext.Current.CancellationToken);
        await recipes.NightlyAsync(Client(emulator));
        Assert.Equal(JobBench.Tagged(emulator, "called"), JobBench.Tagged(emulator, "changed"));
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(_folder, "span.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_chunk_that_failed_is_tried_again_by_the_next_run()
    {
        await using OutreachEmulator emulator = await AfterADayOfWorkAsync();
        Recipes recipes = new(_said, _folder, _time);
        emulator.Faults.Add(new() { Method = HttpMethod.Post, Times = 1 }, EmulatorFault.CancelBatch());
        await recipes.NightlyAsync(Client(emulator));
        Assert.StartsWith("Incomplete", _said.ToString());
        await recipes.NightlyAsync(Client(emulator));
        Assert.Equal(JobBench.Tagged(emulator, "called"), JobBench.Tagged(emulator, "changed"));
    }

    [Fact]
    public async Task All_accounts_of_one_owner_go_to_another_and_no_other()
    {
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(new() { Accounts = 1_000 });
        OutreachClient outreach = Client(emulator);
        long before = (await outreach.Accounts.CountAsync(new() { Owner = new() { Id = 5 } })).Count!.Value;
        long moved = (await outreach.Accounts.CountAsync(new() { Owner = new() { Id = 3 } })).Count!.Value;
        await new Recipes(_said, _folder, TimeProvider.System).ReassignAsync(outreach, 3, 5);
        Assert.Equal(before + moved, (await outreach.Accounts.CountAsync(new() { Owner = new() { Id = 5 } })).Count);
        Assert.EndsWith($"Completed: {moved} of {moved}\n", _said.ToString());
    }

    [Fact]
    public async Task An_export_with_semicolons_and_umlauts_arrives_as_it_was_meant()
    {
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(new() { Accounts = 0 });
        await File.WriteAllBytesAsync(
            Path.Combine(_folder, "kunden.csv"),
            CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes("Kundennummer;Firma;Umsatz\n17;Müller & Söhne;1,5\n"),
            TestContext.Current.CancellationToken);
        await new Recipes(_said, _folder, TimeProvider.System).ImportAsync(Client(emulator));
        Assert.Equal("Müller & Söhne", (string?)emulator.FindRecord("account", 1)!["attributes"]!["name"]);
    }

    [Fact]
    public async Task A_store_without_a_stopped_job_is_healthy()
    {
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(new() { Accounts = 0 });
        await new Recipes(_said, _folder, TimeProvider.System).CheckAsync(Client(emulator));
        Assert.Equal("healthy\n", _said.ToString().ReplaceLineEndings("\n"));
    }

    private async Task<OutreachEmulator> AfterADayOfWorkAsync()
    {
        OutreachEmulator emulator = await OutreachEmulator.StartAsync(new() { Accounts = 500 });
        await File.WriteAllTextAsync(Path.Combine(_folder, "span.txt"), $"{_time.GetUtcNow().AddHours(-1):O}");
        BatchOperation work = await Client(emulator).Accounts.AddTagsAsync(
            new() { Filter = new() { Owner = new() { Id = 3 } }, Confirm = Confirm.AtMost(500) }, new() { Tags = ["called"] });
        await work.WaitForCompletionAsync();
        Assert.NotEqual(0, JobBench.Tagged(emulator, "called"));
        return emulator;
    }

    private static OutreachClient Client(OutreachEmulator emulator) => new(new OutreachBulkOptions
    {
        BaseAddress = emulator.BaseAddress,
        AccessToken = (_, _) => new(emulator.AccessToken),
        PollInterval = TimeSpan.FromMilliseconds(10),
    });

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
