using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.CsvHeaders;

/// <summary>
/// Reports what is wrong with the header of a CSV file, at its line and column. An analyzer does it and not the generator, for
/// the reasons of <see cref="DescriptionAnalyzer"/>.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CsvHeaderAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. CsvRules.Positioned];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterAdditionalFileAction(Analyze);
    }

    private static void Analyze(AdditionalFileAnalysisContext context)
    {
        if (
            CsvHeaderFile.TryCreate(
                context.AdditionalFile, context.Options.AnalyzerConfigOptionsProvider, context.CancellationToken) is not { } file)
        {
            return;
        }

        CsvHeaderDocument header = CsvHeaderDocument.Of(file.Text);
        foreach (PlacedProblem problem in header.Problems)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                problem.Rule, Place(problem.Span), problem.Others.Select(Place), [.. problem.Arguments]));
        }

        Location Place(TextSpan span) => header.PlaceOf(file.Path, span).ToLocation();
    }
}
