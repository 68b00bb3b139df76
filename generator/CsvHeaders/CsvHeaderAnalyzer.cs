using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.CsvHeaders;

/// <summary>Reports what is wrong with the header of a CSV file that has one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CsvHeaderAnalyzer : AdditionalFileAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. CsvRules.Positioned];

    private protected override IEnumerable<Diagnostic> Analyze(
        AdditionalText additionalFile, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (CsvHeaderFile.TryCreate(additionalFile, options.AnalyzerConfigOptionsProvider, cancellationToken) is not { } file)
            return [];
        CsvHeaderDocument header = CsvHeaderDocument.Of(file.Text);
        return header.Problems
            .Where(problem => problem != header.Fatal)
            .Select(problem => problem.ToDiagnostic(span => header.PlaceOf(file.Path, span).ToLocation()));
    }
}
