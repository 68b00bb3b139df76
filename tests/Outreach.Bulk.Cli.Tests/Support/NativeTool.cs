using System.Runtime.InteropServices;

[assembly: AssemblyFixture(typeof(Outreach.Bulk.Cli.Tests.NativeTool))]

namespace Outreach.Bulk.Cli.Tests;

/// <summary>
/// The tool, natively compiled: once, by whoever asks first. All tests can run it, which starts in a fraction of the time and tries what
/// only native compilation changes.
/// </summary>
public sealed class NativeTool : IDisposable
{
    internal const string WhyNot = "No native toolchain: publishing with PublishAot needs clang and zlib's headers.";

    private static readonly string s_folder = Directory.CreateTempSubdirectory("outreach-native-").FullName;
    private static readonly Lazy<Task<(string, string)>> s_published = new(() => Task.Run(PublishAsync));

    /// <summary>Where it is, and what the SDK said. On threads of its own: tests block theirs until it is there.</summary>
    internal static Task<(string Path, string Said)> Published => s_published.Value;

    internal static bool CanBePublished { get; } =
        OperatingSystem.IsLinux() && ToolProcess.HasProgram("clang") && File.Exists("/usr/include/zlib.h");

    internal static bool IsWanted { get; } = CanBePublished && Environment.GetEnvironmentVariable("OUTREACH_BULK_TOOL") == "native";

    public void Dispose() => Directory.Delete(s_folder, recursive: true);

    private static async Task<(string Path, string Said)> PublishAsync()
    {
        string rid = $"linux-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
        string native = Path.Combine(s_folder, "native");
        string said = await Dotnet.RunAsync(
            s_folder, "publish", Path.Combine(ToolProcess.Repository, "cli"), "-c", "Release", "-r", rid, "-p:Native=true",
            "-p:PackAsTool=false", "-p:RunAnalyzers=false", "-p:NativeDebugSymbols=false", "--artifacts-path",
            Path.Combine(s_folder, "artifacts"), "-o", native);
        return (Path.Combine(native, "outreach-bulk"), said);
    }
}
