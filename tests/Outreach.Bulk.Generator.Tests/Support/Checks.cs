using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What must hold for whatever was generated.</summary>
internal static class Checks
{
    /// <summary>
    /// No diagnostic of any kind, hidden ones aside, and none about null: generated files switch these off for users' builds only.
    /// </summary>
    public static void CompilesWithoutWarning(Compilation output)
    {
        ImmutableArray<Diagnostic> diagnostics = WithNullableWarnings(output).GetDiagnostics(TestContext.Current.CancellationToken);
        Assert.Empty(
            diagnostics.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).Select(diagnostic => diagnostic.ToString()));
    }

    private static Compilation WithNullableWarnings(Compilation output)
    {
        const string off = "#nullable disable warnings\n";
        foreach (SyntaxTree tree in output.SyntaxTrees)
        {
            string text = tree.GetText(TestContext.Current.CancellationToken).ToString();
            if (text.Contains(off, StringComparison.Ordinal))
            {
                SourceText withWarnings = SourceText.From(text.Replace(off, "#nullable enable warnings\n", StringComparison.Ordinal));
                output = output.ReplaceSyntaxTree(tree, tree.WithChangedText(withWarnings));
            }
        }

        return output;
    }

    /// <summary>Every step was answered from the cache or came to the same, and every output from the cache.</summary>
    public static void NothingWasDoneAgain(GeneratorRunResult result)
    {
        foreach (
            (
                string step,
                ImmutableArray<IncrementalGeneratorRunStep> runs) in result.TrackedSteps.Where(step =>
                    PipelineSteps.All.Contains(step.Key)))
        {
            Assert.All(runs.SelectMany(run => run.Outputs), output => Assert.True(
                output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                $"{step}: {output.Reason}, {output.Value}"));
        }

        OutputsAreCached(result);
    }

    public static void OutputsAreCached(GeneratorRunResult result) =>
        Assert.All(OutputReasons(result), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));

    public static IEnumerable<IncrementalStepRunReason> OutputReasons(GeneratorRunResult result) => result.TrackedOutputSteps
        .SelectMany(step => step.Value)
        .SelectMany(run => run.Outputs)
        .Select(output => output.Reason);

    /// <summary>All of it, for one run: what every snapshot proves beside its text.</summary>
    public static void HoldForEverySnapshot(GeneratorRun run, MemoryFile[] files, string[] sources)
    {
        NothingWasDoneAgain(run.Again().Result);
        NothingWasDoneAgain(run.AfterUnrelatedEdit().Result);
        ModelGraph.HoldsNoCompilerObjects(run.Result);
        foreach (LanguageVersion version in TestCompilation.LanguageVersions)
            CompilesWithoutWarning(GeneratorRun.Of(version, files, sources).Output);
    }
}
