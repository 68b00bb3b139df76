using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator;

/// <summary>
/// Reports what is wrong with the header of a CSV file, at its line and column. An analyzer does it and not the generator, for
/// the reasons of <see cref="DescriptionAnalyzer"/>.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HeaderAnalyzer : DiagnosticAnalyzer
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
        if (HeaderFile.TryCreate(context.AdditionalFile, context.Options.AnalyzerConfigOptionsProvider, context.CancellationToken) is not { } file)
            return;
        HeaderReading reading = HeaderReading.Of(file.Text);
        foreach (SpecProblem problem in reading.Problems)
            context.ReportDiagnostic(Diagnostic.Create(problem.Rule, Place(problem.Span), problem.Others.Select(Place), [.. problem.Arguments]));

        Location Place(TextSpan span) => reading.PlaceOf(file.Path, span).ToLocation();
    }
}
