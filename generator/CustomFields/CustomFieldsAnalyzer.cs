using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.SavedAnswers;

namespace Outreach.Bulk.Generator.CustomFields;

/// <summary>
/// Reports what is wrong with a saved answer, and with its labels beside the names of the description, at line and column. An
/// analyzer does it and not the generator, for the reasons of <see cref="DescriptionAnalyzer"/>.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CustomFieldsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. CustomFieldRules.Positioned];

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
            SavedAnswerFile.TryCreate(
                context.AdditionalFile, context.Options.AnalyzerConfigOptionsProvider, context.CancellationToken) is not { } file)
        {
            return;
        }

        IEnumerable<PlacedProblem> problems = file.Kind == SavedAnswerKind.Schema
            ? SchemaProblems(file, context.Options, context.CancellationToken)
            : TypesProblems(file, context.Options, context.CancellationToken);
        foreach (PlacedProblem problem in problems.Take(PlacedProblems.Most))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                problem.Rule, Place(problem.Span), problem.Others.Select(Place), [.. problem.Arguments]));
        }

        Location Place(TextSpan span) => file.PlaceOf(span).ToLocation();
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
                former is null ? [] : TypesDocument.Of(former.Text, cancellationToken).Resources)
            .Problems
            .Select(problem => problem.At(types.Places))
            .OrderBy(problem => problem.Span.Start);
    }
}
