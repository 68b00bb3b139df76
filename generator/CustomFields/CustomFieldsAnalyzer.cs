using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.SavedAnswers;

namespace Outreach.Bulk.Generator.CustomFields;

/// <summary>Reports what is wrong with a saved answer that can be read, and with its labels beside the names of the description.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CustomFieldsAnalyzer : AdditionalFileAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. CustomFieldRules.Positioned];

    private protected override IEnumerable<Diagnostic> Analyze(
        AdditionalText additionalFile, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (SavedAnswerFile.TryCreate(additionalFile, options.AnalyzerConfigOptionsProvider, cancellationToken) is not { } file)
            return [];
        IEnumerable<PlacedProblem> problems = file.Kind == SavedAnswerKind.Schema
            ? SchemaProblems(file, options, cancellationToken)
            : TypesProblems(file, options, cancellationToken);
        return problems.Where(problem => !problem.IsFatal).Take(PlacedProblems.Most).Select(problem => problem.ToDiagnostic(span => file.PlaceOf(span).ToLocation()));
    }

    private static IEnumerable<PlacedProblem> TypesProblems(
        SavedAnswerFile file, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        TypesDocument types = TypesDocument.Of(file.Text, cancellationToken);
        return file.Kind == SavedAnswerKind.Types && types.Fatal is null
            ? types.Problems.Concat(NameProblems(types, options, cancellationToken))
            : types.Problems;
    }

    private static IEnumerable<PlacedProblem> SchemaProblems(
        SavedAnswerFile file, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        SchemaDocument schema = SchemaDocument.Of(file.Text, file.Objects, cancellationToken);
        return ProjectModel.Named(options, cancellationToken) is not { } named
            ? schema.Problems
            : schema.Problems.Concat(CustomObjectsBuilder.Build(named, schema.Objects, cancellationToken).Problems
                .Select(problem => problem.At(schema.Places))
                .OrderBy(problem => problem.Span.Start));
    }

    // What a label may be called is up to the description as well.
    private static IEnumerable<PlacedProblem> NameProblems(
        TypesDocument types, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (ProjectModel.Named(options, cancellationToken) is not { } named)
            return [];
        SavedAnswerFile? former = options.AdditionalFiles
            .Select(file => SavedAnswerFile.TryCreate(file, options.AnalyzerConfigOptionsProvider, cancellationToken))
            .OfType<SavedAnswerFile>()
            .FirstOrDefault(file => file.Kind == SavedAnswerKind.TypesLock);
        return CustomFieldsBuilder
            .Build(
                named.Model,
                types.Resources,
                former is null ? [] : TypesDocument.Of(former.Text, cancellationToken).Resources,
                named.HasOnlyLabelled)
            .Problems
            .Select(problem => problem.At(types.Places))
            .OrderBy(problem => problem.Span.Start);
    }
}
