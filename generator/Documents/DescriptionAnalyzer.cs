using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Documents;

/// <summary>
/// Reports what is wrong with a description or an overlay, at its line and column. An analyzer does it and not the generator, so that an
/// editor shows it in the file while it is typed, and the pipeline holds no places.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DescriptionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        .. DescriptionRules.Positioned, .. OverlayRules.All,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterAdditionalFileAction(Analyze);
    }

    // The packed files are ours, and tests show that there is nothing to say about them. But a user's overlay may do something to
    // the packed description, and then it is said there.
    private static void Analyze(AdditionalFileAnalysisContext context)
    {
        if (
            DescriptionFile.TryCreate(
                context.AdditionalFile, context.Options.AnalyzerConfigOptionsProvider, context.CancellationToken) is not { } file
            || file is { IsDefault: true, IsOverlay: true }
            || DescriptionSources.Of(context.Options, context.CancellationToken) is not { ArePacked: false } sources)
        {
            return;
        }

        foreach (PlacedProblem problem in DescriptionDocument.Of(sources, context.CancellationToken).Problems)
        {
            if (!sources.FileOf(problem.Span).Equals(file))
                continue;
            context.ReportDiagnostic(Diagnostic.Create(
                problem.Rule,
                sources.PlaceOf(problem.Span).ToLocation(),
                problem.Others.Select(place => sources.PlaceOf(place).ToLocation()),
                [.. problem.Arguments]));
        }
    }
}
