using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Outreach.Bulk.Generator.Catalog;
using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.CsvHeaders;
using Outreach.Bulk.Generator.CsvRows;
using Outreach.Bulk.Generator.CustomFields;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Documents;
using Outreach.Bulk.Generator.Emission;
using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Model;
using Outreach.Bulk.Generator.Naming;

namespace Outreach.Bulk.Generator;

/// <summary>
/// Fills classes marked <c>[OutreachBulkClient]</c> with typed bulk actions. This file is the pipeline and nothing else:
/// description text → description → model → text. Every arrow compares what it gets with what it had.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class OutreachBulkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Who asks: the client classes, and the namespaces they make us emit into.
        IncrementalValuesProvider<ClientDeclaration> clients = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ClientClass.AttributeName, static (node, _) => node is TypeDeclarationSyntax, ClientDeclaration.TryRead)
            .WhereNotNull()
            .WithTrackingName(PipelineSteps.ClientDeclarations);
        IncrementalValueProvider<EquatableArray<EmissionScope>> scopes = clients
            .Select(static (client, _) => client.Class)
            .WithTrackingName(PipelineSteps.Clients)
            .Collect()
            .Select(static (clients, _) => EmissionScope.Group(clients))
            .WithTrackingName(PipelineSteps.Scopes);

        // A program may ask for the description as data instead.
        IncrementalValueProvider<bool> catalog = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => CatalogOption.IsOn(options))
            .WithTrackingName(PipelineSteps.CatalogOption);

        // What they get: the description with its overlays, read once and named once, whoever asks.
        IncrementalValueProvider<Result<NamedDescription>> description = Marked(context, DescriptionFile.TryCreate, PipelineSteps.Files)
            .Collect()
            .Select(static (files, _) => files.ToEquatableArray())
            .Combine(scopes.Combine(catalog).Select(static (asked, _) => asked.Left.Count > 0 || asked.Right))
            .Select(static (files, _) => DescriptionChoice.Choose(files.Left, isWanted: files.Right))
            .WithTrackingName(PipelineSteps.Choice)
            .Select(DescriptionDocument.NamedOf)
            .WithTrackingName(PipelineSteps.Description);

        // And what an organisation added: its custom objects to the description, its custom fields to the model.
        IncrementalValueProvider<EquatableArray<SavedAnswer>> answers = Marked(
            context, SavedAnswer.TryCreate, PipelineSteps.SavedAnswerFiles)
            .Collect()
            .Select(static (answers, _) => SavedAnswer.Order(answers))
            .WithTrackingName(PipelineSteps.SavedAnswers);

        IncrementalValueProvider<Result<ApiModel>> model = description
            .Combine(answers)
            .Select(static (given, cancellation) => SavedAnswer.AddObjects(given.Left, given.Right, cancellation))
            .WithTrackingName(PipelineSteps.CustomObjects)
            .Combine(answers)
            .Select(static (given, _) => SavedAnswer.AddFields(given.Left, given.Right))
            .WithTrackingName(PipelineSteps.CustomFields);

        // What comes out: each file by itself, so that a change rewrites the files it touches and no other.
        IncrementalValueProvider<EmissionInput> input = model
            .Combine(scopes)
            .Select(static (given, _) => new EmissionInput(given.Left, given.Right))
            .WithTrackingName(PipelineSteps.Input);

        IncrementalValueProvider<EquatableArray<ClientNames>> names = clients
            .Select(static (client, _) => client.Names)
            .Collect()
            .Select(static (clients, _) => clients.ToEquatableArray())
            .WithTrackingName(PipelineSteps.ClientNames);

        Report(context, input.SelectMany(static (input, _) => input.Api.Diagnostics), PipelineSteps.Diagnostics);
        Report(
            context,
            input.Combine(clients.Collect()).SelectMany(static (given, _) => given.Left.Problems(given.Right)),
            PipelineSteps.ClientDiagnostics);
        Emit(context, input.SelectMany(static (input, _) => EmittedFiles.Actions(input)), PipelineSteps.ActionUnits, ActionEmitter.Emit);
        Emit(context, input.SelectMany(static (input, _) => EmittedFiles.Imports(input)), PipelineSteps.ImportUnits, ImportEmitter.Emit);
        Emit(context, input.SelectMany(static (input, _) => EmittedFiles.Upserts(input)), PipelineSteps.UpsertUnits, UpsertEmitter.Emit);
        Emit(context, input.SelectMany(static (input, _) => EmittedFiles.Filters(input)), PipelineSteps.FilterUnits, FilterEmitter.Emit);
        Emit(context, input.SelectMany(static (input, _) => EmittedFiles.Fields(input)), PipelineSteps.FieldUnits, FieldsEmitter.Emit);
        Emit(context, input.SelectMany(static (input, _) => EmittedFiles.Groups(input)), PipelineSteps.GroupUnits, GroupEmitter.Emit);
        Emit(context, input.SelectMany(static (input, _) => EmittedFiles.Choices(input)), PipelineSteps.ChoiceUnits, ChoiceEmitter.Emit);
        Emit(
            context,
            input.Combine(catalog).SelectMany(static (given, _) => CatalogEmitter.Units(given.Left, given.Right)),
            PipelineSteps.CatalogUnits,
            CatalogEmitter.Emit);
        Emit(
            context,
            input.Combine(names).SelectMany(static (given, _) => EmittedFiles.Clients(given.Left, given.Right)),
            PipelineSteps.ClientUnits,
            ClientEmitter.Emit);

        // The CSV files that OutreachCsv names: first record → header → mapping → text.
        IncrementalValueProvider<CsvHeaderModels> headers = input
            .Combine(Marked(context, CsvHeader.TryCreate, PipelineSteps.CsvHeaderFiles)
                .Collect()
                .Select(static (headers, _) => CsvHeader.Order(headers))
                .WithTrackingName(PipelineSteps.CsvHeaders))
            .Select(static (given, _) => CsvHeaderModelBuilder.Build(given.Left.Api.Value, given.Left.Scopes, given.Right))
            .WithTrackingName(PipelineSteps.CsvHeaderModels);

        Report(context, headers.SelectMany(static (headers, _) => headers.Problems), PipelineSteps.CsvHeaderDiagnostics);
        Emit(
            context,
            headers.SelectMany(static (headers, _) => EmittedFiles.CsvHeaders(headers)),
            PipelineSteps.CsvHeaderUnits,
            CsvHeaderEmitter.Emit);

        // The types marked [OutreachCsvRow]: type → columns → another part of it, each by itself.
        IncrementalValuesProvider<CsvRowType> rows = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                CsvRowParser.AttributeName, static (node, _) => node is TypeDeclarationSyntax, CsvRowParser.TryParse)
            .WhereNotNull()
            .WithTrackingName(PipelineSteps.CsvRows);

        Report(
            context,
            rows.Combine(scopes).Select(static (given, _) => CsvRowModel.ProblemWithoutClient(given.Left, given.Right)).WhereNotNull(),
            PipelineSteps.CsvRowDiagnostics);
        context.RegisterSourceOutput(
            rows.Combine(input)
                .Select(static (given, _) => CsvRowModel.TryCreate(given.Left, given.Right.Api.Value, given.Right.Scopes))
                .WhereNotNull()
                .WithTrackingName(PipelineSteps.CsvRowUnits),
            CsvRowEmitter.AddTo);
    }

    private static IncrementalValuesProvider<T> Marked<T>(
        IncrementalGeneratorInitializationContext context,
        Func<AdditionalText, AnalyzerConfigOptionsProvider, CancellationToken, T?> tryCreate,
        string step)
        where T : class => context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select((file, cancellation) => tryCreate(file.Left, file.Right, cancellation))
            .WhereNotNull()
            .WithTrackingName(step);

    private static void Report(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<DiagnosticInfo> problems, string step) =>
        context.RegisterSourceOutput(
            problems.WithTrackingName(step)
                .Combine(context.AnalyzerConfigOptionsProvider.Select(static (options, _) => RulePages.FolderIn(options))),
            static (context, given) => context.Report(given.Left.ToDiagnostic(), given.Right));

    private static void Emit<T>(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<FileUnit<T>> units,
        string step,
        Action<SourceWriter, FileUnit<T>> emit)
        where T : class, IEquatable<T> =>
        context.RegisterSourceOutput(units.WithTrackingName(step), (context, unit) => unit.AddTo(context, emit));
}
