using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Outreach.Bulk.Benchmarks.Compiling;

/// <summary>
/// What the generator adds to a build: the time of the compiler's task for a small project, with the generator and without,
/// in turn, on a warm compiler server.
/// </summary>
internal static partial class CompilerRun
{
    private const int Rounds = 9;

    public static async Task PrintAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("outreach-bulk-bench-");
        try
        {
            await WriteProjectAsync(folder.FullName);
            await BuildAsync(folder.FullName, withGenerator: true, restore: true);
            await BuildAsync(folder.FullName, withGenerator: false);
            List<double> added = [], with = [], without = [];
            for (int round = 0; round < Rounds; round++)
            {
                with.Add(await BuildAsync(folder.FullName, withGenerator: true));
                without.Add(await BuildAsync(folder.FullName, withGenerator: false));
                added.Add(with[^1] - without[^1]);
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"compile a small project, warm server: the generator adds {Median(added):N0} ms "
                + $"({Median(with):N0} to {Median(without):N0} ms, {Median(with) / Median(without):0.00} of without)"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task WriteProjectAsync(string folder)
    {
        string own = AppContext.BaseDirectory;
        string[] analyzers = ["Outreach.Bulk.Generator", "Microsoft.OpenApi", "Microsoft.OpenApi.Readers", "SharpYaml", "YamlDotNet"];
        await File.WriteAllTextAsync(Path.Combine(folder, "openapi.yml"), EmbeddedDescription.Read());
        await File.WriteAllTextAsync(Path.Combine(folder, "overlay.yml"), EmbeddedDescription.ReadOverlay());
        await File.WriteAllTextAsync(Path.Combine(folder, "Directory.Build.props"), "<Project />");

        // Nothing of it depends on what is generated, so that it compiles either way.
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Client.cs"), "[Outreach.Bulk.OutreachBulkClient] public sealed partial class OutreachClient;");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "small.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup>
                <Reference Include="{Path.Combine(own, "Outreach.Bulk.dll")}" />
                <CompilerVisibleItemMetadata Include="AdditionalFiles" MetadataName="OutreachBulkSpec" />
                <CompilerVisibleItemMetadata Include="AdditionalFiles" MetadataName="OutreachBulkOverlay" />
                <AdditionalFiles Include="openapi.yml" OutreachBulkSpec="default" />
                <AdditionalFiles Include="overlay.yml" OutreachBulkOverlay="default" />
              </ItemGroup>
              <ItemGroup Condition="'$(WithGenerator)' == 'true'">
                {string.Concat(analyzers.Select(name => $"""<Analyzer Include="{Path.Combine(own, name)}.dll" />"""))}
              </ItemGroup>
            </Project>
            """);
    }

    private static async Task<double> BuildAsync(string folder, bool withGenerator, bool restore = false)
    {
        ProcessStartInfo start = new("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true };
        string[] arguments =
        [
            "build",
            "-v:q",
            "-clp:PerformanceSummary",
            "--no-incremental",
            "-p:UseSharedCompilation=true",
            $"-p:WithGenerator={withGenerator}",
            .. restore ? [] : new[] { "--no-restore" },
        ];
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && CscTask.Match(output) is { Success: true } match
            ? double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException(output);
    }

    [GeneratedRegex(@"(\d+) ms +Csc +\d+ calls")]
    private static partial Regex CscTask { get; }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
