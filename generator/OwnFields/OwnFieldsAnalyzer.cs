using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator;

/// <summary>
/// Reports what is wrong with a saved answer, and with its labels beside the names of the description, at line and column. An
/// analyzer does it and not the generator, for the reasons of <see cref="DescriptionAnalyzer"/>.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OwnFieldsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. OwnFieldRules.Positioned];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterAdditionalFileAction(Analyze);
    }

    private static void Analyze(AdditionalFileAnalysisContext context)
    {
        if (OwnFile.TryCreate(context.AdditionalFile, context.Options.AnalyzerConfigOptionsProvider, context.CancellationToken) is not { } file)
            return;
        IEnumerable<SpecProblem> problems = file.Kind == OwnFileKind.Schema
            ? SchemaProblems(file, context.Options, context.CancellationToken)
            : TypesProblems(file, context.Options, context.CancellationToken);
        foreach (SpecProblem problem in problems.Take(ReadingLimits.Problems))
            context.ReportDiagnostic(Diagnostic.Create(problem.Rule, Place(problem.Span), problem.Others.Select(Place), [.. problem.Arguments]));

        Location Place(TextSpan span) => (file.Text is null ? FilePlace.StartOf(file.Path) : FilePlace.Of(file.Path, file.Text, span)).ToLocation();
    }

    private static IEnumerable<SpecProblem> TypesProblems(OwnFile file, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        TypesReading reading = TypesReading.Of(file.Text, cancellationToken);
        return file.Kind == OwnFileKind.Types && reading.Fatal is null
            ? reading.Problems.Concat(NameProblems(reading, options, cancellationToken))
            : reading.Problems;
    }

    private static IEnumerable<SpecProblem> SchemaProblems(OwnFile file, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        SchemaReading reading = SchemaReading.Of(file.Text, file.Objects, cancellationToken);
        if (ProjectModel.Description(options, cancellationToken) is not { } description)
            return reading.Problems;
        (ApiDescription extended, EquatableArray<ModelProblem> problems) = OwnObjectsBuilder.Build(description, reading.Objects, cancellationToken);
        return reading.Problems.Concat(problems
            .Concat(OwnObjectsBuilder.NameProblems(description, extended, cancellationToken))
            .Select(problem => problem.At(reading.Places))
            .OrderBy(problem => problem.Span.Start));
    }

    // What a label may be called is up to the description as well.
    private static IEnumerable<SpecProblem> NameProblems(TypesReading reading, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (ProjectModel.OfDescription(options, cancellationToken) is not { } api)
            return [];
        OwnFile? former = options.AdditionalFiles
            .Select(file => OwnFile.TryCreate(file, options.AnalyzerConfigOptionsProvider, cancellationToken))
            .OfType<OwnFile>()
            .FirstOrDefault(file => file.Kind == OwnFileKind.TypesLock);
        return OwnFieldsBuilder
            .Build(
                api,
                reading.Models,
                former is null ? [] : TypesReading.Of(former.Text, cancellationToken).Models)
            .Problems
            .Select(problem => problem.At(reading.Places))
            .OrderBy(problem => problem.Span.Start);
    }
}
