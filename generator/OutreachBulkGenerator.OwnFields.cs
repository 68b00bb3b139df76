using Microsoft.CodeAnalysis;
using Input = (Outreach.Bulk.Generator.Result<Outreach.Bulk.Generator.ApiModel> Model, Outreach.Bulk.Generator.EquatableArray<Outreach.Bulk.Generator.EmissionScope> Scopes);

namespace Outreach.Bulk.Generator;

/// <summary>The pipeline of the saved answers that name an organisation's own fields: they add to the model.</summary>
public sealed partial class OutreachBulkGenerator
{
    private static IncrementalValueProvider<EquatableArray<OwnSample>> OwnSamples(IncrementalGeneratorInitializationContext context) =>
        context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (file, cancellation) => OwnSample.TryCreate(file.Left, file.Right, cancellation))
            .WhereNotNull()
            .WithTrackingName(StepNames.OwnFiles)
            .Collect()
            .Select(static (samples, _) => OwnSample.Order(samples))
            .WithTrackingName(StepNames.OwnSamples);

    private static IncrementalValueProvider<Result<ApiDescription>> AddOwnObjects(
        IncrementalValueProvider<Result<ApiDescription>> description, IncrementalValueProvider<EquatableArray<OwnSample>> samples) =>
        description
            .Combine(samples)
            .Select(static (all, cancellation) => all.Left.Value is { } value ? new(OwnSample.Extend(value, all.Right, cancellation), all.Left.Diagnostics) : all.Left)
            .WithTrackingName(StepNames.OwnDescription);

    private static IncrementalValueProvider<Result<ApiModel>> AddOwnFields(
        IncrementalValueProvider<Result<ApiModel>> model, IncrementalValueProvider<EquatableArray<OwnSample>> samples) =>
        model
            .Combine(samples)
            .Select(static (all, _) => all.Left.Value is { } api && all.Right.Count > 0 ? OwnSample.AddTo(api, all.Right) : all.Left)
            .WithTrackingName(StepNames.OwnModel);

    private static IEnumerable<FileUnit<ChoiceModel>> Choices(Input input, CancellationToken cancellationToken) =>
        input.Model.Value is not { } api
            ? []
            : input.Scopes.SelectMany(_ => api.Choices, (scope, choice) => new FileUnit<ChoiceModel>(scope, FileOrigin.OfTypes, choice));
}
