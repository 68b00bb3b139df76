using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Generator.Diagnostics;

/// <summary>What can be wrong with the mapping of a CSV file. An error is a mapping that is refused, whatever the file.</summary>
internal static class MappingRules
{
    public static readonly DiagnosticDescriptor ReadOnlyField = Rule(
        DiagnosticIds.ReadOnlyFieldMapped,
        "A read-only field is mapped",
        "'{0}' is read-only, so no column can fill it. Take the column out of the file, or leave it out of the mapping and set "
            + "AllowUnmappedHeaders.",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor RepeatedField = Rule(
        DiagnosticIds.FieldMappedTwice,
        "A field is mapped twice",
        "'{0}' is mapped from two columns, and one column can fill it. Remove one of the entries.",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor RepeatedHeader = Rule(
        DiagnosticIds.CsvHeaderMappedTwice,
        "A column is mapped twice",
        "The column '{0}' is mapped twice, and it can fill one field. Remove one of the entries.",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor OverwriteWithoutKey = Rule(
        DiagnosticIds.OverwriteWithoutKey,
        "An overwriting import maps no unique key",
        "The import overwrites records that exist, and no column is mapped to a key by which they are found ({0}): rows would become new "
            + "records. Map a column{1} to one of them.",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor UncheckedField = Rule(
        DiagnosticIds.UncheckedFieldKnown,
        "An attribute is mapped by name though it has a field",
        "'{0}' is '{1}'. Map the column to the field, which is checked.",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor UnmappedColumn = Rule(
        DiagnosticIds.ColumnUnmapped,
        "Columns of the mapping's file are not mapped",
        "The mapping leaves columns of its file out ({0}), and the import is refused. Map them, or set AllowUnmappedHeaders.",
        DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "Outreach.Bulk.Mapping", severity, isEnabledByDefault: true, helpLinkUri: RulePages.Of(id));
}
