using System.IO.Compression;
using System.Reflection;

[assembly: CaptureConsole]

namespace Outreach.Bulk.Package.Tests;

/// <summary>
/// Packs both packages once, in a folder of its own, under a version no cache has seen, and builds users' projects that
/// restore them from there. Everything else comes from the machine's ordinary sources and package folder.
/// </summary>
public sealed class PackageFixture : IAsyncLifetime
{
    private static readonly string s_repository =
        typeof(PackageFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "RepositoryRoot").Value!;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"outreach-bulk-{Guid.NewGuid():n}");

    public string Version { get; } = FormattableString.Invariant($"0.1.0-test.{DateTime.UtcNow.Ticks}");

    public string Packages => Path.Combine(_folder, "packages");

    public static string RepositoryFile(string path) => Path.Combine(s_repository, path);

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Packages);
        foreach (string project in new[] { "runtime/Outreach.Bulk.csproj", "emulator/Outreach.Bulk.Emulator.csproj" })
            await PackAsync(project, Packages);
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "NuGet.config"),
            $"""<configuration><packageSources><add key="packed" value="{Packages}" /></packageSources></configuration>""");

        // Stops the search for build files of whatever lies above the temporary folder.
        await File.WriteAllTextAsync(Path.Combine(_folder, "Directory.Build.props"), "<Project />");
        await File.WriteAllTextAsync(Path.Combine(_folder, "Directory.Build.targets"), "<Project />");
        await File.WriteAllTextAsync(Path.Combine(_folder, ".editorconfig"), "root = true\n");
        File.Copy(RepositoryFile("global.json"), Path.Combine(_folder, "global.json"));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    public ZipArchive Open(string package, string extension = "nupkg") =>
        ZipFile.OpenRead(Path.Combine(Packages, $"{package}.{Version}.{extension}"));

    /// <summary>Packs a project into a folder, with all its intermediate files elsewhere than an ordinary build's.</summary>
    internal async Task PackAsync(string project, string target, bool anew = false)
    {
        string artifacts = Path.Combine(_folder, "artifacts");
        if (anew)
            Directory.Delete(artifacts, recursive: true);
        Command pack = await Command.RunAsync(
            "dotnet",
            s_repository,
            Quiet(),
            "pack", project, "-c", "Release", "-o", target, "-m:1", "--artifacts-path", artifacts, $"-p:Version={Version}");
        Assert.True(pack.ExitCode == 0, pack.Output);
    }

    internal string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    /// <summary>Writes a user's project and runs <c>dotnet</c> on it.</summary>
    internal async Task<Command> DotnetAsync(string name, IReadOnlyDictionary<string, string> files, params string[] arguments)
    {
        string folder = NewFolder(name);
        foreach ((string path, string text) in files)
        {
            string file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text.Replace("$VERSION$", Version, StringComparison.Ordinal));
        }

        string ordinary = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Dictionary<string, string> environment = new(Quiet())
        {
            ["NUGET_PACKAGES"] = Path.Combine(_folder, "restored"),
            ["NUGET_FALLBACK_PACKAGES"] = ordinary,
        };
        return await Command.RunAsync("dotnet", folder, environment, [.. arguments, "-m:1"]);
    }

    internal string FolderOf(string name) => Path.Combine(_folder, name);

    private static Dictionary<string, string> Quiet() => new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
    };
}

[CollectionDefinition(Name)]
public sealed class Packed : ICollectionFixture<PackageFixture>
{
    public const string Name = "packed";
}
