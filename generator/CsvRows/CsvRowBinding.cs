using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.CsvRows;

/// <summary>
/// Which property of a row fills which field, and what is wrong with it: in one place for the generator, which emits what is
/// right, and the analyzer, which reports the rest.
/// </summary>
internal sealed class CsvRowBinding
{
    private readonly List<CsvRowColumn> _columns = [];
    private readonly List<CsvRowProblem> _problems = [];
    private bool _isUnclear;

    private CsvRowBinding()
    {
    }

    /// <summary>The import that takes the rows; null when there is none.</summary>
    public ImportModel? Import { get; private set; }

    public IReadOnlyList<CsvRowColumn> Columns => _columns;

    public IReadOnlyList<CsvRowProblem> Problems => _problems;

    /// <summary>Whether it can be emitted.</summary>
    public bool IsComplete => _problems.Count == 0 && !_isUnclear;

    public static CsvRowBinding Of(CsvRowType row, ApiModel api)
    {
        CsvRowBinding binding = new() { Import = api.Imports.FirstOrDefault(import => NameOf(import) == row.Resource) };
        if (binding.Import is null)
            binding.Add(RowRules.NoImport, null, row.Name, row.Resource, Existing(api));
        else
            binding.Bind(row, api.Fields.First(fields => fields.Resource == binding.Import.Resource));
        return binding;
    }

    private void Bind(CsvRowType row, FieldsModel fields)
    {
        foreach (CsvRowProperty property in row.Properties)
        {
            string name = property.Field ?? property.Header;
            if (property.Unreadable is { } why)
                Add(RowRules.Unreadable, property, property.Header, why);
            else if (fields.Fields.FirstOrDefault(field => field.Name == name) is { } field)
                Bind(property, field, fields);
            else if (property.Field is null)
                Add(RowRules.NoField, property, property.Header, row.Resource, Like(name, fields), fields.TypeName);
            else
                _isUnclear = true;
        }

        if (row.Properties.Count == 0)
            Add(RowRules.NotOrdinary, null, row.Name, "without a public property, and so without a column");
        foreach (IGrouping<string, CsvRowColumn> same in _columns.GroupBy(column => column.Field).Where(same => same.Count() > 1).ToArray())
        {
            CsvRowColumn second = same.ElementAt(1);
            Add(
                RowRules.FieldTwice,
                second.Property,
                second.Property.Header,
                $"{fields.TypeName}.{same.Key}",
                same.First().Property.Header);
        }
    }

    private void Bind(CsvRowProperty property, PropertyModel field, FieldsModel fields)
    {
        string name = $"{fields.TypeName}.{field.Name}";
        if (field.Attribute.IsReadOnly)
            Add(RowRules.ReadOnly, property, property.Header, name);
        else if (!Takes(field, property.Type) && !TakesChoice(field, property, fields))
            Add(RowRules.WrongType, property, property.Header, property.TypeName, name, Wanted(field));
        else
            _columns.Add(new(property, fields.Fields.First(each => !each.IsAlias && each.Attribute.Name == field.Attribute.Name).Name));
    }

    private void Add(DiagnosticDescriptor rule, CsvRowProperty? property, params string[] arguments) =>
        _problems.Add(new(rule, property?.Header, arguments));

    private static string NameOf(ImportModel import) => Identifier.Pascal(import.Resource) ?? "";

    private static string Existing(ApiModel api) => api.Imports.Count == 0
        ? "The description has none at all. Add one to it"
        : $"The description has one for {string.Join(" and for ", api.Imports.Select(import => $"'{NameOf(import)}'").Distinct())}. Name "
            + "one of these";

    private static string Like(string name, FieldsModel fields) =>
        fields.Fields.Select(field => field.Name)
            .FirstOrDefault(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase)) is { } like
            ? $" ('{like}' is one)"
            : "";

    // By whichever of its names the field is meant: the options come with its label.
    private static bool TakesChoice(PropertyModel field, CsvRowProperty property, FieldsModel fields) =>
        property.Choice.Length > 0
        && fields.Fields.Any(each =>
            each.Attribute.Name == field.Attribute.Name
            && each.ChoiceType == property.Choice
            && property.Type == (each.Attribute.IsList ? CellType.ChoiceList : CellType.Choice));

    private static bool Takes(PropertyModel field, CellType type) =>
        field.Attribute.IsList ? type == CellType.TextList : field.Attribute.Type switch
    {
        _ when IsCustom(field) => type is not (CellType.None or CellType.TextList or CellType.Choice or CellType.ChoiceList),
        WireType.Integer => type == CellType.Integer,
        WireType.Number or WireType.Decimal => type is CellType.Number or CellType.Integer,
        WireType.Boolean => type == CellType.Boolean,
        WireType.Date => type == CellType.Date,
        WireType.Instant => type == CellType.Instant,
        WireType.LocalTime => type is CellType.Instant or CellType.Text,
        _ => type == CellType.Text,
    };

    private static string Wanted(PropertyModel field) => (field.Attribute.IsList, field.ChoiceType.Length > 0) switch
    {
        (true, true) => $"a list of {field.ChoiceType} or of strings, such as IReadOnlyList<{field.ChoiceType}>",
        (true, false) => "a list of strings, such as IReadOnlyList<string>",
        (false, true) => $"{field.ChoiceType} or string",
        _ => WantedValue(field),
    };

    private static string WantedValue(PropertyModel field) => field.Attribute.Type switch
    {
        _ when IsCustom(field) => "string, or a number, bool, DateOnly or DateTimeOffset if it is one",
        WireType.Integer => "int, long or another integer type",
        WireType.Number or WireType.Decimal => "decimal, double, float or an integer type",
        WireType.Boolean => "bool",
        WireType.Date => "DateOnly",
        WireType.Instant => "DateTimeOffset or DateTime",
        WireType.LocalTime => "DateTimeOffset, DateTime or string",
        _ => "string",
    };

    // What a custom field holds is for each organisation to say; the description calls all of them text. A label's name comes
    // with the type.
    private static bool IsCustom(PropertyModel field) =>
        field.Attribute.Type == WireType.Any
        || (!field.IsAlias && CustomFieldName.Is(field.Attribute.Name));
}

/// <summary>A column that can be written.</summary>
/// <param name="Property">What fills it.</param>
/// <param name="Field">The field, by its name in the API in C#: a label's name may be obsolete, which is for the user's code to
/// hear.</param>
internal sealed record CsvRowColumn(CsvRowProperty Property, string Field);

/// <summary>Something wrong with a row.</summary>
/// <param name="Rule">The rule it breaks.</param>
/// <param name="Property">The property's plain name; null when it is about the type.</param>
/// <param name="Arguments">What the message names.</param>
internal sealed record CsvRowProblem(DiagnosticDescriptor Rule, string? Property, string[] Arguments);
