using System.Diagnostics;
using System.Reflection;

namespace Outreach.Bulk.Benchmarks.Compiling;

/// <summary>
/// Projects of a user, empty but for one class: one references the package, packed here, with all its defaults; one is the same without;
/// and one has in files what the generator emits into the first, and nothing for a generator to do. All are restored once.
/// </summary>
internal sealed class PackedProjects : IDisposable
{
    public const string With = "with";
    public const string Without = "without";
    public const string Written = "written";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("outreach-bulk-bench-");

    public static async Task<PackedProjects> CreateAsync()
    {
        PackedProjects projects = new();
        string version = FormattableString.Invariant($"0.1.0-bench.{DateTime.UtcNow.Ticks}");
        string root = typeof(PackedProjects).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "RepositoryRoot").Value!;
        await projects.RunAsync(
            root,
            "pack", "runtime", "-v:q", "-o", projects.PathOf("feed"), "--artifacts-path", projects.PathOf("artifacts"), $"-p:Version={version}");
        await projects.WriteAsync("NuGet.config", """<configuration><packageSources><add key="packed" value="feed" /></packageSources></configuration>""");
        await projects.WriteAsync("Directory.Build.props", "<Project />");
        await projects.WriteAsync("Directory.Build.targets", "<Project />");
        await projects.WriteAsync(".editorconfig", "root = true\n");
        foreach ((string name, string reference, string mark) in new[]
        {
            (With, $"""<PackageReference Include="Outreach.Bulk" Version="{version}" />""", "[Outreach.Bulk.OutreachBulkClient] "),
            (Without, "", ""),
            (Written, $"""<PackageReference Include="Outreach.Bulk" Version="{version}" ExcludeAssets="analyzers;build" />""", ""),
        })
        {
            await projects.WriteAsync($"{name}/Client.cs", $"{mark}public sealed partial class OutreachClient;");
            await projects.WriteAsync(
                $"{name}/{name}.csproj",
                $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <Nullable>enable</Nullable>
                  </PropertyGroup>
                  <ItemGroup>{reference}</ItemGroup>
                </Project>
                """);
            await projects.RunAsync(projects.PathOf(name), "restore", "-v:q");
        }

        await projects.BuildAsync(
            With, "-p:EmitCompilerGeneratedFiles=true", $"-p:CompilerGeneratedFilesOutputPath={projects.PathOf(Path.Combine(Written, "emitted"))}");
        return projects;
    }

    /// <summary>Builds all of a project anew and gives back what was printed.</summary>
    public Task<string> BuildAsync(string project, params string[] arguments) =>
        RunAsync(PathOf(project), ["build", "--no-restore", "--no-incremental", "-v:q", .. arguments]);

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private async Task WriteAsync(string name, string text)
    {
        string path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
    }

    private async Task<string> RunAsync(string directory, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { WorkingDirectory = directory, RedirectStandardOutput = true };

        // What the SDK that runs this program sets for its children must not reach a user's build.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        start.Environment["NUGET_FALLBACK_PACKAGES"] = packages;
        start.Environment["NUGET_PACKAGES"] = PathOf("restored");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(output);
    }
}
