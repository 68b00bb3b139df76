namespace Outreach.Bulk.Generator.Tests;

/// <summary>Overlays, put together from entries.</summary>
internal static class OverlayText
{
    public const string Head = "overlay: 1.0.0\ninfo: { title: Ours, version: 1.0.0 }\nactions:\n";

    public static string Overlay(params string[] entries) => Head + string.Concat(entries);

    /// <summary>An entry of four lines; the first one of an overlay begins at line 4, its target at column 13.</summary>
    public static string Entry(string target, string update) =>
        $"  - target: {target}\n    description: The guide says so.\n    update: {update.ReplaceLineEndings("\n      ")}\n";

    public static string Post(string action) => $"$.paths['/batches/actions/{action}'].post";

    /// <summary>A description under a user's overlays.</summary>
    public static GeneratorRun Run(string description, params string[] overlays) => GeneratorRun.Of(
        [new("openapi.yml", description), .. overlays.Select((overlay, i) => MemoryFile.Overlay($"overlay{i + 1}.yml", overlay))]);

    /// <summary>The same, with all that must hold whatever is generated.</summary>
    public static GeneratorRun Checked(string description, params string[] overlays)
    {
        GeneratorRun run = Run(description, overlays);
        MemoryFile[] files =
        [
            new("openapi.yml", description), .. overlays.Select((overlay, i) => MemoryFile.Overlay($"overlay{i + 1}.yml", overlay)),
        ];
        Checks.HoldForEverySnapshot(run, files, [TestCompilation.Client]);
        return run;
    }

    public static string File(this GeneratorRun run, string name) => run.Files[$"Acme.Sales/{name}.g.cs"];
}
