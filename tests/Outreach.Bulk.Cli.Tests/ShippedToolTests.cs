using System.Diagnostics;
using System.Runtime.InteropServices;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>The two forms in which the tool is shipped say the same as the build that all other tests run.</summary>
public sealed class ShippedToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-shipped-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_native_build_publishes_without_a_warning_and_says_the_same()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && ToolProcess.HasProgram("clang") && File.Exists("/usr/include/zlib.h"),
            "No native toolchain: publishing with PublishAot needs clang and zlib's headers.");
        string rid = $"linux-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
        string said = await DotnetAsync(
            "publish", Path.Combine(ToolProcess.Repository, "cli"), "-c", "Release", "-r", rid, "-p:Native=true", "-p:PackAsTool=false",
            "-p:RunAnalyzers=false", "-p:NativeDebugSymbols=false",
            "--artifacts-path", Path.Combine(_folder, "artifacts"), "-o", Path.Combine(_folder, "native"));
        Assert.DoesNotContain("warning", said);
        await SaysTheSameAsync(Path.Combine(_folder, "native", "outreach-bulk"));
    }

    [Fact]
    public async Task The_package_installs_as_a_tool_and_says_the_same()
    {
        string feed = Path.Combine(_folder, "feed");
        await DotnetAsync(
            "pack", Path.Combine(ToolProcess.Repository, "cli"), "-c", Configuration, "--no-build", "-p:Version=0.1.0-shipped", "-o", feed);
        await DotnetAsync(
            "tool", "install", "Outreach.Bulk.Cli", "--version", "0.1.0-shipped", "--source", feed, "--tool-path",
            Path.Combine(_folder, "tools"));
        await SaysTheSameAsync(Path.Combine(_folder, "tools", OperatingSystem.IsWindows() ? "outreach-bulk.exe" : "outreach-bulk"));
    }

    private static string Configuration => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(ToolProcess.Program)))!;

    private async Task SaysTheSameAsync(string executable)
    {
        foreach ((bool json, string method) in ((bool, string)[])
            [(false, nameof(MainFlowTests.What_is_said_in_words)), (true, nameof(MainFlowTests.What_is_said_as_events))])
        {
            await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(MainFlow.Options);
            ToolProcess tool = new(emulator, Directory.CreateDirectory(Path.Combine(_folder, method)).FullName) { Executable = executable };
            string said = await MainFlow.RunAsync(emulator, tool.RunAsync, json);
            TextVerifier.Verify(
                said, method, Path.Combine(ToolProcess.Repository, "tests/Outreach.Bulk.Cli.Tests/Commands/MainFlowTests.cs"));
        }
    }

    private async Task<string> DotnetAsync(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
        return output;
    }
}
