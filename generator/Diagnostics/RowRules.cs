using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Generator.Diagnostics;

/// <summary>What can be wrong with a type marked <c>[OutreachCsvRow]</c>.</summary>
internal static class RowRules
{
    public static readonly DiagnosticDescriptor NotPartial = Rule(
        DiagnosticIds.RowNotPartial,
        "The row type is not partial",
        "'{0}' is marked [OutreachCsvRow] but '{1}' is not partial, so nothing can be added to it. Declare '{1}' 'partial'.");

    public static readonly DiagnosticDescriptor NotOrdinary = Rule(
        DiagnosticIds.RowNotOrdinary,
        "The row type cannot be filled",
        "'{0}' is marked [OutreachCsvRow] but is {1}. Declare it as an ordinary type with public properties, such as 'public sealed "
            + "partial record {0}'.");

    public static readonly DiagnosticDescriptor NoImport = Rule(
        DiagnosticIds.RowWithoutImport,
        "The rows' model has no import",
        "'{0}' is marked [OutreachCsvRow(Model = \"{1}\")], and there is no import of '{1}'. {2}.");

    public static readonly DiagnosticDescriptor NoField = Rule(
        DiagnosticIds.RowPropertyWithoutField,
        "The property's name is not a field",
        "'{0}' is not the name of a field of '{1}'{2}. Mark it [OutreachField({3}.…)] with the field it fills, or [OutreachIgnore].");

    public static readonly DiagnosticDescriptor NotAField = Rule(
        DiagnosticIds.RowFieldNotNamed,
        "The attribute's argument is not a field itself",
        "'{0}' is marked [OutreachField({1})], which is not a member of this project's {2} by its own name. Write [OutreachField({2}.…)] "
            + "with the field's name: no constant, cast, or member of another enum.");

    public static readonly DiagnosticDescriptor WrongType = Rule(
        DiagnosticIds.RowPropertyType,
        "The property's type does not fit the field",
        "'{0}' is of the type {1}, and {2} takes {3}. Change the property's type, or mark another property with the field.");

    public static readonly DiagnosticDescriptor ReadOnly = Rule(
        DiagnosticIds.RowFieldReadOnly,
        "The property fills a field that is read-only",
        "'{0}' fills {1}, which the API does not let anyone write. Mark it [OutreachIgnore], or with another field.");

    public static readonly DiagnosticDescriptor FieldTwice = Rule(
        DiagnosticIds.RowFieldTwice,
        "Two properties fill the same field",
        "'{0}' fills {1}, and '{2}' does too. Mark one of them [OutreachIgnore], or with another field.");

    public static readonly DiagnosticDescriptor Unreadable = Rule(
        DiagnosticIds.RowPropertyUnreadable,
        "The property cannot be read from a row",
        "'{0}' {1}, so there is no value to write for a row. Declare it as an ordinary property with a getter, or mark it "
            + "[OutreachIgnore].");

    private static DiagnosticDescriptor Rule(string id, string title, string message) =>
        new(id, title, message, "Outreach.Bulk.Rows", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RulePages.Of(id));
}
