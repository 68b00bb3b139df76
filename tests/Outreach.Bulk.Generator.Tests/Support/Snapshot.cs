using System.Runtime.CompilerServices;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>A snapshot test: the text as verified, and everything else that must hold for it.</summary>
internal static class Snapshot
{
    public static Task Of(string description, string source = TestCompilation.Client, [CallerFilePath] string sourceFile = "") =>
        Verify(Checked(description, source).Driver, sourceFile);

    /// <summary>Only what must hold, for a test that looks at something else than the text.</summary>
    public static GeneratorRun Checked(string description, string source = TestCompilation.Client)
    {
        MemoryFile[] files = [new("openapi.yml", description)];
        GeneratorRun run = GeneratorRun.Of(files, source);
        Checks.HoldForEverySnapshot(run, files, [source]);
        return run;
    }
}
