using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Outreach.Bulk.Package.Tests;

/// <summary>The template for <c>dotnet new</c>: packed, installed, and used as a user does.</summary>
[Collection(Packed.Name)]
public sealed partial class TemplateTests(PackageFixture packed)
{
    [Fact]
    public async Task A_new_worker_builds_without_a_warning_passes_its_tests_and_says_what_is_not_set()
    {
        string folder = await CreateAsync("worker", "Acme.Nightly");

        Command test = await DotnetAsync(folder, "test", "-m:1");
        Assert.True(test.ExitCode == 0, test.Output);
        Assert.DoesNotContain("warning", test.Output);
        Assert.Matches(@"Passed!.* Failed: +0, Passed: +3, ", test.Output);

        Command run = await DotnetAsync(folder, "src/Acme.Nightly/bin/Debug/net10.0/Acme.Nightly.dll");
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("Set Nightly:ClientId and Nightly:ClientSecret", run.Output);
    }

    [Fact]
    public async Task Names_and_settings_go_where_they_belong_and_no_secret_or_placeholder_is_left()
    {
        string folder = await CreateAsync("named", "my-worker", "--no-restore", "--at", "04:15", "--max-records", "700");

        string[] files =
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(
            [
                ".gitignore",
                "Directory.Build.props",
                "Directory.Packages.props",
                "README.md",
                "my-worker.slnx",
                "src/my-worker/JobsWorker.cs",
                "src/my-worker/Night.cs",
                "src/my-worker/NightlyJob.cs",
                "src/my-worker/NightlyWorker.cs",
                "src/my-worker/OutreachClient.cs",
                "src/my-worker/Program.cs",
                "src/my-worker/Properties/launchSettings.json",
                "src/my-worker/WorkerOptions.cs",
                "src/my-worker/appsettings.json",
                "src/my-worker/my-worker.csproj",
                "tests/my-worker.Tests/NightlyJobTests.cs",
                "tests/my-worker.Tests/my-worker.Tests.csproj",
            ],
            files);
        string Text(string file) => File.ReadAllText(Path.Combine(folder, file));
        Assert.All(files, file => Assert.DoesNotMatch("(?i)company.nightly", Text(file)));
        Assert.Contains("namespace my_worker.OutreachApi;", Text("src/my-worker/OutreachClient.cs"));
        Assert.Contains("\"At\": \"04:15\"", Text("src/my-worker/appsettings.json"));
        Assert.Contains("\"MaxRecords\": 700", Text("src/my-worker/appsettings.json"));
        Assert.DoesNotMatch("Secret|Token", Text("src/my-worker/appsettings.json"));
    }

    [Fact]
    public async Task It_uses_the_packages_that_were_packed_with_it_and_for_the_others_the_versions_of_this_repository()
    {
        string folder = await CreateAsync("versions", "Versions", "--no-restore");

        XElement project = XElement.Load(Path.Combine(folder, "Directory.Packages.props"));
        Assert.Equal(packed.Version, project.Descendants("OutreachBulkVersion").Single().Value);
        (string?, string?)[] versions = [.. project.Descendants("PackageVersion").Select(Version)];
        (string?, string?)[] ours =
            [.. XElement.Load(PackageFixture.RepositoryFile("Directory.Packages.props")).Descendants("PackageVersion").Select(Version)];
        Assert.Equal(
            ["Outreach.Bulk", "Outreach.Bulk.Jobs", "Outreach.Bulk.Emulator"],
            versions.Where(version => version.Item2 == "$(OutreachBulkVersion)").Select(version => version.Item1));
        Assert.Equal(4, versions.Intersect(ours).Count());
        Assert.Equal(7, versions.Length);

        static (string?, string?) Version(XElement package) =>
            ((string?)package.Attribute("Include"), (string?)package.Attribute("Version"));
    }

    [Fact]
    public async Task Its_help_describes_each_option_and_its_READMEs_have_them_all()
    {
        await InstallAsync();
        Command help = await NewAsync(packed.FolderOf(""), "outreach-bulk-worker", "--help");
        Assert.True(help.ExitCode == 0, help.Output);
        string options = help.Output[help.Output.IndexOf("Template options:", StringComparison.Ordinal)..];
        string readme = await File.ReadAllTextAsync(PackageFixture.RepositoryFile("templates/README.md"));
        string[] names = [.. Option().Matches(options).Select(option => option.Value)];
        Assert.Equal(["--at", "--framework", "--max-records", "--no-restore"], names.Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.Contains($"`{name}`", readme));
        Assert.Equal(names.Length, DescribedOption().Count(options));
    }

    [GeneratedRegex(@"--[a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex(@"--[a-z-]+ .*  [A-Z][^\r\n]+ ")]
    private static partial Regex DescribedOption();

    private async Task<string> CreateAsync(string name, string project, params string[] options)
    {
        await InstallAsync();
        string folder = packed.NewFolder(name);
        Command created = await NewAsync(folder, ["outreach-bulk-worker", "--name", project, .. options, "--no-update-check"]);
        Assert.True(created.ExitCode == 0, created.Output);
        return Path.Combine(folder, project);
    }

    private async Task InstallAsync()
    {
        if (Directory.Exists(packed.FolderOf("hive")))
            return;
        Command install = await NewAsync(packed.FolderOf(""), "install", packed.FileOf("Outreach.Bulk.Templates"));
        Assert.True(install.ExitCode == 0, install.Output);
    }

    // A hive of its own, so that the templates of whoever runs this are left alone.
    private Task<Command> NewAsync(string folder, params string[] arguments) =>
        DotnetAsync(folder, ["new", .. arguments, "--debug:custom-hive", packed.FolderOf("hive")]);

    private Task<Command> DotnetAsync(string folder, params string[] arguments) => Command.RunAsync(
        "dotnet",
        folder,
        new Dictionary<string, string>(packed.Variables)
        {
            ["NuGetAudit"] = "false",           // which asks the network
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        },
        arguments);
}
