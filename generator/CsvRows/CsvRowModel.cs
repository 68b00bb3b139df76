using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.CsvRows;

/// <summary>A row's type to add to.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Name">Its name behind the namespace.</param>
/// <param name="QualifiedName">Its name as written anywhere.</param>
/// <param name="Declarations">How its parts begin, from the outermost type to itself.</param>
/// <param name="FieldTypes">The field enum of its model, in each namespace that has one.</param>
/// <param name="MappingType">The mapping of one of them: all map to the same.</param>
/// <param name="OptionNamespaces">Where the texts of pick lists' options are, if a column has options.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record CsvRowModel(
    string Namespace,
    string Name,
    string QualifiedName,
    EquatableArray<string> Declarations,
    EquatableArray<string> FieldTypes,
    string MappingType,
    EquatableArray<string> OptionNamespaces,
    EquatableArray<CsvRowModel.Column> Columns)
{
    /// <summary>What can be emitted of a row; null when something is wrong with it.</summary>
    public static CsvRowModel? TryCreate(CsvRowType row, ApiModel? api, EquatableArray<EmissionScope> scopes)
    {
        if (api is null)
            return null;
        CsvRowBinding binding = CsvRowBinding.Of(row, api);
        return binding is not { IsComplete: true, Import: { } import } || scopes.Count == 0
            ? null
            : new(
                row.Namespace,
                row.Name,
                row.QualifiedName,
                row.Declarations,
                scopes.Select(scope => scope.Prefix + import.FieldType).ToEquatableArray(),
                scopes[0].Prefix + import.MappingType,
                binding.Columns.Any(column => column.Property.Choice.Length > 0)
                    ? scopes.Select(scope => scope.Namespace).Where(name => name.Length > 0).ToEquatableArray()
                    : [],
                binding.Columns
                    .Select(column => new Column(
                        column.Property.Name,
                        column.Property.Header,
                        column.Property.Type,
                        $"{scopes[0].Prefix}{import.FieldType}.{column.Field}"))
                    .ToEquatableArray());
    }

    /// <summary>
    /// What is wrong with rows in a project without a client. There is no field to name either, which keeps the compiler from
    /// running the analyzer, so the generator reports it.
    /// </summary>
    public static DiagnosticInfo? ProblemWithoutClient(CsvRowType row, EquatableArray<EmissionScope> scopes) => scopes.Count > 0
        ? null
        : DiagnosticInfo.Create(
            RowRules.NoImport,
            place: null,
            row.Name,
            row.Resource,
            "No class of this project is marked [OutreachBulkClient], which fields and imports come with. Declare one here, or the rows "
                + "where it is");

    /// <summary>A column of the rows.</summary>
    /// <param name="Property">The property it is read from, as C# writes it.</param>
    /// <param name="Header">Its name.</param>
    /// <param name="Type">What it holds.</param>
    /// <param name="Field">The field it fills, as written anywhere.</param>
    internal sealed record Column(string Property, string Header, CellType Type, string Field);
}
