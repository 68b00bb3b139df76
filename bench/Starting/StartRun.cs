using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Outreach.Bulk.Benchmarks.Measuring;

namespace Outreach.Bulk.Benchmarks.Starting;

/// <summary>How long the native tool takes to start, beside a native program that prints one line. They take turns.</summary>
internal static class StartRun
{
    private const int Rounds = 40;
    private const int WarmUp = 5;
    private const double Goal = 2;

    private static readonly string[][] s_commands = [["--help"], ["actions"]];

    public static async Task PrintAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("outreach-bulk-bench-");
        try
        {
            string root = typeof(StartRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(data => data.Key == "RepositoryRoot").Value!;
            string hello = await PublishHelloAsync(Path.Combine(folder.FullName, "hello"));
            string tool = Path.Combine(folder.FullName, "tool");
            await RunAsync(
                "dotnet",
                ["publish", Path.Combine(root, "cli"), "-c", "Release", "-r", "linux-x64", "-p:Native=true", "-p:PackAsTool=false", "-v:q",
                    "-o", tool]);
            foreach (string[] command in s_commands)
                await PrintAsync(hello, Path.Combine(tool, "outreach-bulk"), command);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task PrintAsync(string hello, string tool, string[] command)
    {
        List<double> hellos = [], tools = [];
        for (int round = -WarmUp; round < Rounds; round++)
        {
            double other = await RunAsync(hello, []);
            double own = await RunAsync(tool, command);
            if (round < 0)
                continue;
            hellos.Add(other);
            tools.Add(own);
        }

        double ratio = Medians.Of(tools) / Medians.Of(hellos);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"outreach-bulk {string.Join(' ', command)}, native: {ratio:0.00} of a native program that prints one line "
                + $"(goal {Goal:0.00}{(ratio <= Goal ? "" : ", missed")}; medians {Medians.Of(tools):0.0} to {Medians.Of(hellos):0.0} ms)"));
    }

    private static async Task<string> PublishHelloAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), "System.Console.WriteLine(\"Hello\");");
        await File.WriteAllTextAsync(Path.Combine(folder, "hello.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <PublishAot>true</PublishAot>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
            </Project>
            """);
        await RunAsync("dotnet", ["publish", folder, "-c", "Release", "-r", "linux-x64", "-v:q", "-o", Path.Combine(folder, "out")]);
        return Path.Combine(folder, "out", "hello");
    }

    /// <returns>How many milliseconds it took.</returns>
    private static async Task<double> RunAsync(string program, string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return process.ExitCode == 0 ? elapsed : throw new InvalidOperationException(output);
    }
}
