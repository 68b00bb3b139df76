using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Outreach.Bulk.Generator;

/// <summary>
/// Fills classes marked <c>[OutreachBulkClient]</c> with typed bulk actions. This file is the pipeline and nothing else:
/// description text → description model → client model → text. Every arrow compares what it gets with what it had.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed partial class OutreachBulkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Who asks: the client classes, and the namespaces they make us emit into.
        IncrementalValueProvider<EquatableArray<EmissionScope>> scopes = context.SyntaxProvider
            .ForAttributeWithMetadataName(ClientClass.AttributeName, static (node, _) => node is TypeDeclarationSyntax, ClientClass.TryRead)
            .WhereNotNull()
            .WithTrackingName(StepNames.Clients)
            .Collect()
            .Select(static (clients, _) => EmissionScope.Group(clients))
            .WithTrackingName(StepNames.Scopes);

        // What they get: the description with its overlays, read once and named once, whoever asks.
        IncrementalValueProvider<Result<DescriptionSources>> choice = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (file, cancellation) => DescriptionFile.TryCreate(file.Left, file.Right, cancellation))
            .WhereNotNull()
            .WithTrackingName(StepNames.Files)
            .Collect()
            .Combine(scopes.Select(static (scopes, _) => scopes.Count > 0))
            .Select(static (files, _) => DescriptionChoice.Choose(files.Left, isWanted: files.Right))
            .WithTrackingName(StepNames.Choice);

        IncrementalValueProvider<Result<ApiDescription>> description = choice
            .Select(Describe)
            .WithTrackingName(StepNames.Description);

        // And what an organisation added: objects to the description, names of fields to the model.
        IncrementalValueProvider<EquatableArray<OwnSample>> own = OwnSamples(context);

        IncrementalValueProvider<Result<ApiModel>> model = AddOwnObjects(description, own)
            .Select(Name)
            .WithTrackingName(StepNames.Model);

        // What comes out: each file by itself, so that a change rewrites the files it touches and no other.
        IncrementalValueProvider<(Result<ApiModel> Model, EquatableArray<EmissionScope> Scopes)> input = AddOwnFields(model, own).Combine(scopes);
        context.RegisterSourceOutput(
            input.SelectMany(Diagnostics).WithTrackingName(StepNames.Diagnostics),
            static (context, problem) => context.ReportDiagnostic(problem.ToDiagnostic()));
        context.RegisterSourceOutput(
            input.SelectMany(Actions).WithTrackingName(StepNames.ActionUnits),
            static (context, unit) => unit.AddTo(context, ActionEmitter.Emit));
        context.RegisterSourceOutput(
            input.SelectMany(Imports).WithTrackingName(StepNames.ImportUnits),
            static (context, unit) => unit.AddTo(context, ImportEmitter.Emit));
        context.RegisterSourceOutput(
            input.SelectMany(Upserts).WithTrackingName(StepNames.UpsertUnits),
            static (context, unit) => unit.AddTo(context, UpsertEmitter.Emit));
        context.RegisterSourceOutput(
            input.SelectMany(Filters).WithTrackingName(StepNames.FilterUnits),
            static (context, unit) => unit.AddTo(context, FilterEmitter.Emit));
        context.RegisterSourceOutput(
            input.SelectMany(Fields).WithTrackingName(StepNames.FieldUnits),
            static (context, unit) => unit.AddTo(context, FieldsEmitter.Emit));
        context.RegisterSourceOutput(
            input.SelectMany(Groups).WithTrackingName(StepNames.GroupUnits),
            static (context, unit) => unit.AddTo(context, GroupEmitter.Emit));
        context.RegisterSourceOutput(
            input.SelectMany(Clients).WithTrackingName(StepNames.ClientUnits),
            static (context, unit) => unit.AddTo(context, ClientEmitter.Emit));
        context.RegisterSourceOutput(
            input.SelectMany(Choices).WithTrackingName(StepNames.ChoiceUnits),
            static (context, unit) => unit.AddTo(context, ChoiceEmitter.Emit));
        AddHeaders(context, input);
        AddRows(context, scopes, input);
    }
}
