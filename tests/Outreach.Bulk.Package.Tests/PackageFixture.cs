using System.IO.Compression;
using System.Reflection;

[assembly: CaptureConsole]

namespace Outreach.Bulk.Package.Tests;

/// <summary>
/// Packs the packages once, in a folder of its own, under a version no cache has seen, and builds users' projects that
/// restore them from there. Everything else comes from the machine's ordinary sources and package folder.
/// </summary>
public sealed class PackageFixture : IAsyncLifetime
{
    private static readonly string[] s_packages =
    [
        "runtime/Outreach.Bulk.csproj",
        "emulator/Outreach.Bulk.Emulator.csproj",
        "jobs/Outreach.Bulk.Jobs.csproj",
        "jobs-postgresql/Outreach.Bulk.Jobs.PostgreSql.csproj",
        "jobs-hangfire/Outreach.Bulk.Jobs.Hangfire.csproj",
        "templates/Outreach.Bulk.Templates.csproj",
    ];

    private static readonly string s_repository =
        typeof(PackageFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "RepositoryRoot").Value!;

    private readonly UsersFolder _folder;
    private readonly Lazy<Task<ConsumerBuild>> _consumers;

    public PackageFixture()
    {
        _folder = new(Version);
        _consumers = new(() => ConsumerBuild.RunAsync(_folder));
    }

    public string Version { get; } = FormattableString.Invariant($"0.1.0-test.{DateTime.UtcNow.Ticks}");

    public string Packages => _folder.At("packages");

    public static string RepositoryFile(string path) => Path.Combine(s_repository, path);

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Packages);
        await _folder.WriteAsync(
            "NuGet.config", $"""<configuration><packageSources><add key="packed" value="{Packages}" /></packageSources></configuration>""");

        // Stops the search for build files of whatever lies above the temporary folder.
        await _folder.WriteAsync("Directory.Build.props", "<Project />");
        await _folder.WriteAsync("Directory.Build.targets", "<Project />");
        await _folder.WriteAsync(".editorconfig", "root = true\n");
        File.Copy(RepositoryFile("global.json"), _folder.At("global.json"));

        string together = await _folder.WriteAsync(
            "packages.proj", Traversal.Text(s_packages.Select(package => (RepositoryFile(package), "Pack"))));
        await PackAsync(together, Packages);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder.Root, recursive: true);
        return ValueTask.CompletedTask;
    }

    public ZipArchive Open(string package, string extension = "nupkg") =>
        ZipFile.OpenRead(FileOf(package, extension));

    internal string FileOf(string package, string extension = "nupkg") => Path.Combine(Packages, $"{package}.{Version}.{extension}");

    /// <summary>Packs a project into a folder, with all its intermediate files elsewhere than an ordinary build's.</summary>
    internal async Task PackAsync(string project, string target, bool anew = false)
    {
        string artifacts = _folder.At("artifacts");
        if (anew)
            Directory.Delete(artifacts, recursive: true);

        // The analyzers have looked at the same code when this assembly was built.
        Command pack = await Command.RunAsync(
            "dotnet",
            s_repository,
            UsersFolder.Quiet,
            "pack", project, "-c", "Release", "-o", target, "--artifacts-path", artifacts,
            $"-p:Version={Version}", "-p:RunAnalyzers=false");
        Assert.True(pack.ExitCode == 0, pack.Output);
    }

    internal Dictionary<string, string> Variables => _folder.Variables;

    internal string NewFolder(string name) => Directory.CreateDirectory(_folder.At(name)).FullName;

    internal string FolderOf(string name) => _folder.At(name);

    /// <summary>What the one build of all consumers said of this one.</summary>
    internal async Task<Command> BuildAsync(Consumer consumer) => (await _consumers.Value).Of(consumer);

    /// <summary>Builds a consumer with the others, without an error or a warning.</summary>
    internal async Task SucceedsAsync(Consumer consumer)
    {
        Command build = await BuildAsync(consumer);
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.DoesNotContain(": warning ", build.Output);
    }

    /// <summary>Builds a consumer with the others, and runs it to a good end.</summary>
    internal async Task<Command> RunAsync(Consumer consumer)
    {
        await SucceedsAsync(consumer);
        Command run = await Command.RunAsync("dotnet", FolderOf(consumer.Name), UsersFolder.Quiet, consumer.Program);
        Assert.True(run.ExitCode == 0, run.Output);
        return run;
    }

    /// <summary>Writes a user's project and runs <c>dotnet</c> on it alone.</summary>
    internal async Task<Command> DotnetAsync(string name, IReadOnlyDictionary<string, string> files, params string[] arguments)
    {
        await _folder.WriteAsync(name, files);
        return await _folder.DotnetAsync(name, [.. arguments, "-m:1"]);
    }
}

[CollectionDefinition(Name)]
public sealed class Packed : ICollectionFixture<PackageFixture>
{
    public const string Name = "packed";
}
