using Microsoft.CodeAnalysis;
using Input = (Outreach.Bulk.Generator.Result<Outreach.Bulk.Generator.ApiModel> Model, Outreach.Bulk.Generator.EquatableArray<Outreach.Bulk.Generator.EmissionScope> Scopes);

namespace Outreach.Bulk.Generator;

/// <summary>The pipeline of the CSV files that <c>OutreachCsv</c> names: first record → header → mapping → text.</summary>
public sealed partial class OutreachBulkGenerator
{
    private static void AddHeaders(IncrementalGeneratorInitializationContext context, IncrementalValueProvider<Input> input)
    {
        IncrementalValueProvider<EquatableArray<HeaderSample>> samples = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (file, cancellation) => HeaderSample.TryCreate(file.Left, file.Right, cancellation))
            .WhereNotNull()
            .WithTrackingName(StepNames.HeaderFiles)
            .Collect()
            .Select(static (samples, _) => HeaderSample.Order(samples))
            .WithTrackingName(StepNames.Headers);

        IncrementalValueProvider<HeaderModels> models = input
            .Combine(samples)
            .Select(static (all, _) => all.Left.Model.Value is { } api ? HeaderModelBuilder.Build(api, all.Left.Scopes, all.Right) : new([], []))
            .WithTrackingName(StepNames.HeaderModels);

        context.RegisterSourceOutput(
            models.SelectMany(static (models, _) => models.Problems).WithTrackingName(StepNames.HeaderDiagnostics),
            static (context, problem) => context.ReportDiagnostic(problem.ToDiagnostic()));
        context.RegisterSourceOutput(
            models.SelectMany(static (models, _) => models.Units).WithTrackingName(StepNames.HeaderUnits),
            static (context, unit) => unit.AddTo(context, HeaderEmitter.Emit));
    }
}
