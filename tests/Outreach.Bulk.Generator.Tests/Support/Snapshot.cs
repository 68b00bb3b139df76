using System.Runtime.CompilerServices;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>A snapshot test: the text as verified, and everything else that must hold for it.</summary>
internal static class Snapshot
{
    /// <param name="description">The description.</param>
    /// <param name="source">The project's code.</param>
    /// <param name="problem">What the analyzer says of the description, as a build prints it; null when there is nothing to say.</param>
    /// <param name="overlay">The packed overlay.</param>
    /// <param name="about">The files that the test is about, without <c>.g.cs</c>; null for all. What holds for every snapshot,
    /// holds for all.</param>
    /// <param name="sourceFile">The test's file.</param>
    public static Task Of(
        string description,
        string source = TestCompilation.Client,
        string? problem = null,
        string overlay = Descriptions.ModelsOverlay,
        string[]? about = null,
        [CallerFilePath] string sourceFile = "")
    {
        GeneratorRun run = Checked(description, source, overlay);
        Assert.Equal(problem is null ? [] : [problem], run.Problems.Select(each => each.ToString()));
        return Verify(run.Driver, about, sourceFile);
    }

    /// <summary>Only what must hold, for a test that looks at something else than the text.</summary>
    public static GeneratorRun Checked(
        string description, string source = TestCompilation.Client, string overlay = Descriptions.ModelsOverlay)
    {
        MemoryFile[] files = [new("openapi.yml", description), MemoryFile.PackedOverlay(overlay)];
        GeneratorRun run = GeneratorRun.Of(files, source);
        Checks.HoldForEverySnapshot(run, files, [source]);
        return run;
    }
}
