using System.Runtime.CompilerServices;
using System.Text;
using DiffEngine;
using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Common;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>
/// Stands in for Verify.SourceGenerators, which the package registry this was written with does not have: same call, same
/// files (<c>Class.Method#Hint.g.verified.cs</c> beside the test, <c>.received.cs</c> on a mismatch). To use the package
/// instead, delete this file; <c>about</c> becomes its filter of sources.
/// </summary>
public static class Verifier
{
    private static readonly Encoding s_utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Compares what a driver generated and reported with the verified files.</summary>
    /// <param name="driver">The driver.</param>
    /// <param name="about">The files that the test is about, without <c>.g.cs</c>; null for all.</param>
    /// <param name="sourceFile">The test's file.</param>
    public static async Task Verify(GeneratorDriver driver, string[]? about = null, [CallerFilePath] string sourceFile = "")
    {
        string folder = Path.GetDirectoryName(sourceFile)!;
        string stem = $"{Path.GetFileNameWithoutExtension(sourceFile)}.{TestContext.Current.TestMethod!.MethodName}";
        Dictionary<string, string> received = Targets(driver.GetRunResult(), about, stem);
        List<string> mismatches = [];
        foreach ((string name, string text) in received)
        {
            if (!await Compare(Path.Combine(folder, name), text))
                mismatches.Add(name);
        }

        foreach (string verified in Directory.EnumerateFiles(folder, $"{stem}*.verified.*").Select(Path.GetFileName).OfType<string>())
        {
            if ((verified.StartsWith($"{stem}.", StringComparison.Ordinal) || verified.StartsWith($"{stem}#", StringComparison.Ordinal))
                && !received.Keys.Any(name => verified == name.Replace(".received.", ".verified.", StringComparison.Ordinal)))
            {
                mismatches.Add($"{verified} (no longer generated)");
            }
        }

        Assert.True(
            mismatches.Count == 0,
            $"Not as verified:\n{string.Join('\n', mismatches)}\nCompare each .received file with its .verified file; rename it to accept "
                + "it.");
    }

    private static Dictionary<string, string> Targets(GeneratorDriverRunResult result, string[]? about, string stem)
    {
        Assert.All(result.Results, generator => Assert.Null(generator.Exception));
        Dictionary<string, string> targets = result.Results
            .SelectMany(generator => generator.GeneratedSources)
            .Where(source => about is null || about.Contains(Path.GetFileName(source.HintName)[..^".g.cs".Length]))
            .OrderBy(source => source.HintName, StringComparer.Ordinal)
            .ToDictionary(
                source => $"{stem}#{Path.GetFileNameWithoutExtension(source.HintName)}.received.cs",
                source => $"//HintName: {source.HintName}\n{source.SourceText}");
        Assert.True(about is null || about.Length == targets.Count, "A file that the test is about was not generated.");
        if (!result.Diagnostics.IsEmpty)
            targets.Add($"{stem}.received.txt", Describe(result.Diagnostics));
        return targets;
    }

    private static string Describe(IEnumerable<Diagnostic> diagnostics)
    {
        StringBuilder text = new("{\n  Diagnostics: [\n");
        text.AppendJoin(",\n", diagnostics.Select(diagnostic =>
            "    {\n"
            + (diagnostic.Location == Location.None ? "" : $"      Location: {diagnostic.Location.GetLineSpan()},\n")
            + $"      Message: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)},\n"
            + $"      Severity: {diagnostic.Severity},\n"
            + $"      Descriptor: {diagnostic.Id}\n"
            + "    }"));
        return text.Append("\n  ]\n}").ToString();
    }

    private static async Task<bool> Compare(string received, string text)
    {
        text = text.Replace(
            $"{GeneratorVersion.Name} {GeneratorVersion.Text}", $"{GeneratorVersion.Name} {{version}}", StringComparison.Ordinal)
            .Replace($"\"{GeneratorVersion.Text}\")]", "\"{version}\")]", StringComparison.Ordinal);
        string verified = received.Replace(".received.", ".verified.", StringComparison.Ordinal);
        if (File.Exists(verified) && Normalize(await File.ReadAllTextAsync(verified)) == Normalize(text))
        {
            File.Delete(received);
            return true;
        }

        await File.WriteAllTextAsync(received, text, s_utf8);
        if (!BuildServerDetector.Detected)
            await DiffRunner.LaunchAsync(received, verified, s_utf8);
        return false;
    }

    // Verify compares without regard to the checkout's line ends and to a last line end.
    private static string Normalize(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');
}
