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
        Assert.SkipUnless(NativeTool.CanBePublished, NativeTool.WhyNot);
        (string path, string said) = await NativeTool.Published;
        Assert.DoesNotContain("warning", said);
        await SaysTheSameAsync(path);
    }

    [Fact]
    public async Task The_package_installs_as_a_tool_and_says_the_same()
    {
        string feed = Path.Combine(_folder, "feed");
        await Dotnet.RunAsync(
            _folder, "pack", Path.Combine(ToolProcess.Repository, "cli"), "-c", Configuration, "--no-build", "-p:Version=0.1.0-shipped", "-o",
            feed);
        await Dotnet.RunAsync(
            _folder, "tool", "install", "Outreach.Bulk.Cli", "--version", "0.1.0-shipped", "--source", feed, "--tool-path",
            Path.Combine(_folder, "tools"));
        await SaysTheSameAsync(Path.Combine(_folder, "tools", OperatingSystem.IsWindows() ? "outreach-bulk.exe" : "outreach-bulk"));
    }

    private static string Configuration => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(ToolProcess.Built)))!;

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
}
