using System.Runtime.CompilerServices;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>A snapshot test: the text as verified, and everything else that must hold for it.</summary>
internal static class Snapshot
{
    public static Task Of(string description, [CallerFilePath] string sourceFile = "") =>
        Of(description, TestCompilation.Client, sourceFile);

    public static Task Of(string description, string source, [CallerFilePath] string sourceFile = "")
    {
        MemoryFile[] files = [new("openapi.yml", description)];
        GeneratorRun run = GeneratorRun.Of(files, source);
        Checks.HoldForEverySnapshot(run, files, [source]);
        return Verify(run.Driver, sourceFile);
    }
}
