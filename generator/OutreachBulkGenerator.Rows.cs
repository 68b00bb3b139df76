using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Input = (Outreach.Bulk.Generator.Result<Outreach.Bulk.Generator.ApiModel> Model, Outreach.Bulk.Generator.EquatableArray<Outreach.Bulk.Generator.EmissionScope> Scopes);

namespace Outreach.Bulk.Generator;

/// <summary>The pipeline of the types marked <c>[OutreachCsvRow]</c>: type → columns → another part of it, each by itself.</summary>
public sealed partial class OutreachBulkGenerator
{
    private static void AddRows(
        IncrementalGeneratorInitializationContext context, IncrementalValueProvider<EquatableArray<EmissionScope>> scopes, IncrementalValueProvider<Input> input)
    {
        IncrementalValuesProvider<CsvRowType> rows = context.SyntaxProvider
            .ForAttributeWithMetadataName(CsvRowReader.AttributeName, static (node, _) => node is TypeDeclarationSyntax, CsvRowReader.TryRead)
            .WhereNotNull()
            .WithTrackingName(StepNames.Rows);

        context.RegisterSourceOutput(
            rows.Combine(scopes).Select(RowWithoutClient).WhereNotNull().WithTrackingName(StepNames.RowDiagnostics),
            static (context, problem) => context.ReportDiagnostic(problem.ToDiagnostic()));
        context.RegisterSourceOutput(
            rows.Combine(input).Select(Row).WhereNotNull().WithTrackingName(StepNames.RowUnits),
            static (context, row) => row.AddTo(context));
    }

    private static CsvRowModel? Row((CsvRowType Row, Input Input) given, CancellationToken cancellationToken) =>
        given.Input.Model.Value is { } api ? CsvRowModel.TryCreate(given.Row, api, given.Input.Scopes) : null;

    // Without a client there is no field to name either, which keeps the compiler from running the analyzer.
    private static DiagnosticInfo? RowWithoutClient((CsvRowType Row, EquatableArray<EmissionScope> Scopes) given, CancellationToken cancellationToken) =>
        given.Scopes.Count > 0
            ? null
            : DiagnosticInfo.Create(
                RowRules.NoImport, place: null, given.Row.Name, given.Row.Model, "No class of this project is marked [OutreachBulkClient], which fields and imports come with. Declare one here, or the rows where it is");
}
