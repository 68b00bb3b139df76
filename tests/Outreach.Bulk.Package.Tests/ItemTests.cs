using System.Reflection;
using System.Text.RegularExpressions;

namespace Outreach.Bulk.Package.Tests;

/// <summary>
/// What becomes of the items that name files, wherever a project has them: they reach the generator, or an error says why not. One
/// project in many forms serves all of these, and the compiler is not started: the tests read what it would get.
/// </summary>
[Collection(Packed.Name)]
public class ItemTests(PackageFixture packed)
{
    private const string Spec = """<OutreachBulkSpec Include="api.yml" />""";

    private const string EveryKind = """
        <OutreachBulkSpec Include="api.yml" /><OutreachBulkOverlay Include="overlay.yml" />
        <OutreachCsv Include="accounts.csv" Model="Account" /><OutreachTypes Include="types.json" />
        <OutreachTypesLock Include="lock.json" /><OutreachSchema Include="schema.json" Objects="vehicle;ship" />
        """;

    internal static readonly Consumer[] Projects =
    [
        .. Rows(nameof(A_description_is_used_wherever_it_is_named)).Select(row => ItemProject.Of(row[0], row[1], row[2], row[3])),
        ItemProject.Of("", EveryKind),
        .. Rows(nameof(An_item_that_cannot_be_used_is_one_error)).Select(row => ItemProject.Of(row[0])),
        .. Rows(nameof(Files_that_differ_in_letter_case_alone_are_one_error)).Select(row => ItemProject.Of(row[0])),
        .. Rows(nameof(Files_that_may_be_absent_are_no_error_and_the_packed_description_is_used)).Select(row => ItemProject.Of(row[0])),
        .. Rows(nameof(A_target_that_comes_too_late_is_one_error)).SelectMany(row => TooLate(row[0], row[2])),
        .. Rows(nameof(A_language_version_below_12_is_one_error)).Select(row => ItemProject.Of(Version(row[0]))),
    ];

    [Theory]
    [InlineData(Spec, "")]
    [InlineData("", Spec)]
    [InlineData(
        Spec,
        """<AdditionalFiles Remove="*.yml" /><AdditionalFiles Include="*.yml" Of="another" /><AdditionalFiles Include="./api.yml" />""")]
    [InlineData(Spec, """<AdditionalFiles Update="@(AdditionalFiles)" OutreachBulkSpec="" />""")]
    [InlineData("""<AdditionalFiles Include="api.yml" OutreachBulkSpec="true" /><AdditionalFiles Include="*.yml" />""", "")]
    [InlineData(Spec, """<OutreachBulkSpec Include="./api.yml" />""")]
    [InlineData("", "", "", """BeforeTargets="BeforeBuild;BeforeCompile">""" + "<ItemGroup>" + Spec + "</ItemGroup>")]
    [InlineData("", "", """BeforeTargets="OutreachBulkCollectFiles">""" + "<ItemGroup>" + Spec + "</ItemGroup>")]
    public async Task A_description_is_used_wherever_it_is_named(
        string inProject, string inTargets, string lateTarget = "", string target = "")
    {
        Consumer project = ItemProject.Of(inProject, inTargets, lateTarget, target);
        string[][] files = await FilesAsync(project);

        Assert.DoesNotContain(files, file => file[1] == "default");
        string[][] specs = [.. files.Where(file => file[0] == "api.yml")];
        Assert.NotEmpty(specs);
        Assert.All(specs, spec => Assert.Equal("true", spec[1]));
        Assert.Contains(
            "api.yml]\nbuild_metadata.AdditionalFiles.OutreachBulkSpec = true\n",
            await File.ReadAllTextAsync(
                Path.Combine(packed.FolderOf(project.Name), "obj/Debug/net10.0/items.GeneratedMSBuildEditorConfig.editorconfig"),
                TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Every_kind_of_file_may_be_named_in_Directory_Build_targets_and_is_watched()
    {
        Consumer project = ItemProject.Of("", EveryKind);

        Assert.Equal(
            [
                "api.yml true", "overlay.yml  true", "accounts.csv   true Account", "types.json     types", "lock.json     types-lock",
                "schema.json     schema vehicle,ship", "overlay.yml  default",
            ],
            (await FilesAsync(project)).Select(file => string.Join(' ', file).TrimEnd()));

        Command watch = await packed.DotnetAsync(project.Name, project.Files, "msbuild", "-getItem:Watch");
        Assert.Equal(
            ["api.yml", "overlay.yml", "accounts.csv", "types.json", "lock.json", "schema.json"],
            Regex.Matches(watch.Output, @"""FullPath"": "".*?([\w.]+)""").Select(file => file.Groups[1].Value));
    }

    [Theory]
    [InlineData(
        """<OutreachBulkSpec Include="opneapi.yml" />""", "OB903: OutreachBulkSpec names 'opneapi.yml', and there is no file '")]
    [InlineData("""<OutreachCsv Include="data" Model="Account" />""", "OB903: OutreachCsv names 'data', and there is no file '")]
    [InlineData(
        """<OutreachBulkSpec Include="https://example.com/openapi.json" />""",
        "OB903: OutreachBulkSpec names the address 'https://example.com/openapi.json', and a build fetches nothing.")]
    [InlineData(
        """<OutreachBulkSpec Include="specs/*.yml" />""",
        "OB903: OutreachBulkSpec names 'specs/*.yml', which matches no file, so the package's own description would be used.")]
    [InlineData(
        """<OutreachBulkOverlay Include="$(NoSuchProperty)" />""",
        "OB903: OutreachBulkOverlay names '$(NoSuchProperty)', which matches no file, so nothing would be laid over the description.")]
    [InlineData(
        Spec + """<OutreachBulkOverlay Include="./api.yml" />""",
        "api.yml' is named by OutreachBulkSpec and by OutreachBulkOverlay, and one file is one of")]
    [InlineData(
        """<OutreachCsv Include="accounts.csv" Model="Account" /><OutreachCsv Include="accounts.csv" Model="Prospect" />""",
        "accounts.csv' for several models (Account, Prospect), and its types are named after the file.")]
    public async Task An_item_that_cannot_be_used_is_one_error(string inProject, string error) =>
        HasOneError(await packed.BuildAsync(ItemProject.Of(inProject)), error);

    [Theory]
    [InlineData("""<OutreachCsv Include="accounts.csv;Accounts.csv" Model="Account" />""")]
    [InlineData("""<OutreachCsv Include="accounts.csv" Model="Account" /><OutreachTypes Include="ACCOUNTS.csv" />""")]
    public async Task Files_that_differ_in_letter_case_alone_are_one_error(string inProject)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "they are one file here");
        HasOneError(
            await packed.BuildAsync(ItemProject.Of(inProject)), "differ in letter case alone, and a build takes them for one file.");
    }

    [Theory]
    [InlineData("""<OutreachBulkSpec Include="specs/*.yml" Condition="Exists('specs')" />""")]
    [InlineData("""<OutreachBulkSpec Include="*.yml" /><OutreachBulkSpec Remove="*.yml" />""")]
    [InlineData("""<!-- <OutreachBulkSpec Include="specs/*.yml" /> --><OutreachCsv Include="no/*.csv" />""")]
    public async Task Files_that_may_be_absent_are_no_error_and_the_packed_description_is_used(string inProject) => Assert.Equal(
        ["default", ""],
        (await FilesAsync(ItemProject.Of(inProject))).Select(file => file[1]));

    [Theory]
    [InlineData("<ItemGroup>" + Spec + "</ItemGroup>", "'api.yml' is added too late")]
    [InlineData(
        """<ItemGroup><AdditionalFiles Include="api.yml" OutreachBulkSpec="true" /></ItemGroup>""", "'api.yml' is added too late")]
    [InlineData(
        """<ItemGroup><AdditionalFiles Remove="@(AdditionalFiles)" /></ItemGroup>""",
        "'accounts.csv' is taken out of AdditionalFiles by a target",
        """<OutreachCsv Include="accounts.csv" Model="Account" />""")]
    public async Task A_target_that_comes_too_late_is_one_error(string body, string error, string inProject = "")
    {
        foreach (Consumer project in TooLate(body, inProject))
            HasOneError(await packed.BuildAsync(project), $"OB905: {error}");
    }

    [Theory]
    [InlineData("10")]
    [InlineData("11.0")]
    [InlineData("ISO-2")]
    public async Task A_language_version_below_12_is_one_error(string version) => HasOneError(
        await packed.BuildAsync(ItemProject.Of(Version(version))),
        $"OB902: Outreach.Bulk needs C# 12 or newer; this project is compiled as C# {version}.");

    [Theory]
    [InlineData("net8.0")]
    [InlineData("netstandard2.0")]
    public async Task An_older_framework_fails_at_restore_with_NU1202(string framework)
    {
        Command restore = await packed.DotnetAsync("older" + framework, new Dictionary<string, string>
        {
            ["older.csproj"] = ConsumerFiles.Project(ConsumerFiles.PackageReference)
                .Replace("net10.0", framework, StringComparison.Ordinal),
        }, "restore");

        Assert.NotEqual(0, restore.ExitCode);
        Assert.Contains($"error NU1202: Package Outreach.Bulk {packed.Version} is not compatible with {framework}", restore.Output);
    }

    private static void HasOneError(Command build, string error)
    {
        Assert.NotEqual(0, build.ExitCode);
        Match only = Assert.Single(Regex.Matches(build.Output, @"items\.csproj : error (OB\d+: .*) \((.*/docs/rules/OB\d+\.md)\)"));
        Assert.Contains(error, only.Groups[1].Value);
        Assert.True(File.Exists(only.Groups[2].Value), only.Groups[2].Value);
        Assert.Equal(1, Regex.Count(build.Output, ": error "));
    }

    private static Consumer[] TooLate(string body, string inProject)
    {
        string target = $"BeforeTargets=\"CoreCompile\">{body}";
        return [ItemProject.Of(inProject, lateTarget: target), ItemProject.Of(inProject, target: target)];
    }

    private static string Version(string version) =>
        $"</ItemGroup><PropertyGroup><LangVersion>{version}</LangVersion></PropertyGroup><ItemGroup>";

    // What a test's InlineData gives it, with a text for each argument.
    private static IEnumerable<string[]> Rows(string test) =>
        from row in typeof(ItemTests).GetMethod(test)!.GetCustomAttributes<InlineDataAttribute>()
        select (string[])[.. row.Data.Select(text => (string)text!), "", "", ""];

    private async Task<string[][]> FilesAsync(Consumer project)
    {
        Command build = await packed.BuildAsync(project);
        Assert.True(build.ExitCode == 0, build.Output);
        return [.. File.ReadLines(Path.Combine(packed.FolderOf(project.Name), ItemProject.Seen)).Select(line => line.Split('|'))];
    }
}
