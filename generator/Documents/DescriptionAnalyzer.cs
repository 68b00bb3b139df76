using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Documents;

/// <summary>Reports what is wrong with a description or an overlay, and leaves something of it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DescriptionAnalyzer : AdditionalFileAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        .. DescriptionRules.Positioned, .. OverlayRules.Positioned,
    ];

    // The packed files are ours, and tests show that there is nothing to say about them. But a user's overlay may do something to
    // the packed description, and then it is said there.
    private protected override IEnumerable<Diagnostic> Analyze(
        AdditionalText additionalFile, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (DescriptionFile.TryCreate(additionalFile, options.AnalyzerConfigOptionsProvider, cancellationToken) is not { } file
            || file is { IsDefault: true, IsOverlay: true }
            || DescriptionSources.Of(options, cancellationToken) is not { ArePacked: false } sources)
        {
            return [];
        }

        return DescriptionDocument.Of(sources, cancellationToken).Problems
            .Where(problem => !problem.IsFatal && sources.FileOf(problem.Span).Equals(file))
            .Select(problem => problem.ToDiagnostic(span => sources.PlaceOf(span).ToLocation()));
    }
}
