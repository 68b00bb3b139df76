using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Outreach.Bulk.Generator.CsvRows;
using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>A project with a client and row types, and what is said of them.</summary>
internal static class Rows
{
    private const string More =
        "        anything: {}\n        custom1: { type: string }\n        touchedAt: { type: string, format: date-time }\n";

    /// <summary>An import of accounts, one of prospects, and a field of every kind.</summary>
    public static string DescriptionText { get; } = With(
        Account.Replace("properties:\n        createdAt", $"properties:\n{More}        createdAt", StringComparison.Ordinal)
        + "\n    prospect: { type: object, properties: { firstName: { type: string }, name: { type: string } } }",
        Action("accountAddTags", null),
        Import("accountsImport"),
        Import("prospectsImport"));

    public static string Row(string body, string model = "Account") =>
        $$"""
        #pragma warning disable CS1591
        using System;
        using System.Collections.Generic;
        using Outreach.Bulk;

        namespace Acme.Sales;

        [OutreachCsvRow(Model = "{{model}}")]
        public sealed partial record AccountRow
        {
            {{body}}
        }
        """;

    public static GeneratorRun Run(params string[] sources) => GeneratorRun.Of(
        DescriptionText, [TestCompilation.Client, .. sources.Select(source => $"#pragma warning disable CS1591\n{source}")]);

    /// <summary>What the analyzer of rows says, in the order of the text.</summary>
    public static Task<Diagnostic[]> AnalyzeAsync(GeneratorRun run) => AnalyzeAsync(run.Output);

    public static async Task<Diagnostic[]> AnalyzeAsync(Compilation compilation, params MemoryFile[] files)
    {
        AnalyzerOptions options = new(
            [.. files is [] ? [new MemoryFile("openapi.yml", DescriptionText)] : files, MemoryFile.PackedOverlay(ModelsOverlay)],
            new MarkedFiles());
        ImmutableArray<Diagnostic> problems = await compilation
            .WithAnalyzers(
                [new CsvRowAnalyzer()],
                new CompilationWithAnalyzersOptions(
                    options,
                    onAnalyzerException: (exception, _, _) => throw exception,
                    concurrentAnalysis: false,
                    logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. problems.OrderBy(problem => problem.Location.SourceSpan.Start)];
    }

    /// <summary>The source a diagnostic stands at.</summary>
    public static string At(Diagnostic problem) =>
        problem.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(problem.Location.SourceSpan);

    private static string Import(string name) => Action(
            name,
            "{ properties: { storageKey: { type: string }, mappings: { type: object }, recordCount: { type: integer }, dupeMethod: { "
                + "type: string } } }")
        .Replace("/batches/actions/", "/imports/actions/", StringComparison.Ordinal);
}
