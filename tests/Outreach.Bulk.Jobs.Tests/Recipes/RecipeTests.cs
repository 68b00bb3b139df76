using System.Text;
using System.Text.RegularExpressions;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Jobs.Tests.Recipes;

/// <summary>The recipes' code is what runs here, on the emulator, and does what their pages say.</summary>
public sealed partial class RecipeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-recipe-").FullName;
    private readonly StringWriter _said = new();

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
        await using JobBench bench = await JobBench.StartAsync(accounts: 500);
        OutreachClient outreach = bench.Client();
        Recipes recipes = new(_said, _folder, bench.Time);
        await recipes.NightlyAsync(outreach);
        int tagged = bench.Tagged("changed");
        bench.Time.Advance(TimeSpan.FromDays(1));
        await recipes.NightlyAsync(outreach);
        Assert.Equal(tagged, bench.Tagged("changed"));
        Assert.Contains("NothingDone", _said.ToString().Split('\n')[1]);
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
