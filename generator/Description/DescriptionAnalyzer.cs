using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator;

/// <summary>
/// Reports what is wrong with a description, at its line and column. An analyzer does it and not the generator, so that an
/// editor shows it in the file while it is typed, and the pipeline holds no places.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DescriptionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. DescriptionRules.Positioned];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterAdditionalFileAction(Analyze);
    }

    // The packed description is ours, and its tests show that there is nothing to say about it.
    private static void Analyze(AdditionalFileAnalysisContext context)
    {
        if (DescriptionFile.TryCreate(context.AdditionalFile, context.Options.AnalyzerConfigOptionsProvider, context.CancellationToken) is not { IsDefault: false } file)
            return;
        foreach (SpecProblem problem in DescriptionReading.Of(file.Text, context.CancellationToken).Problems)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                problem.Rule,
                Place(problem.Span),
                problem.Others.Select(Place),
                [.. problem.Arguments]));
        }

        Location Place(TextSpan span) => FilePlace.Of(file.Path, file.Text, span).ToLocation();
    }
}
