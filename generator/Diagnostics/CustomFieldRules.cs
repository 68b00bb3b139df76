using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Generator.Diagnostics;

/// <summary>
/// What can be wrong with the saved answers that name an organisation's custom fields, and with the choice among these. An error
/// about an answer means that nothing of the file was taken.
/// </summary>
internal static class CustomFieldRules
{
    public static readonly DiagnosticDescriptor Unreadable = Error(
        DiagnosticIds.UnreadableSavedAnswer,
        "A saved answer cannot be read",
        "The saved answer of {0} cannot be read: {1}. Nothing of it was taken. Save it again, or correct its path in the project file.");

    public static readonly DiagnosticDescriptor UnsupportedShape = Warning(
        DiagnosticIds.UnsupportedAnswerShape,
        "A part of a saved answer has another shape than expected",
        "{0} has another shape than expected and was left out. Use its name in the API, and report the shape to this project.");

    public static readonly DiagnosticDescriptor UnknownType = Warning(
        DiagnosticIds.UnknownFieldType,
        "The type of a field is not known",
        "The type of {0} is not known: {1}. Its name takes text. If that is not what the field takes, use an update of this package.");

    public static readonly DiagnosticDescriptor LabelTaken = Warning(
        DiagnosticIds.LabelTaken,
        "A label is the name of something else",
        "The name of the label '{0}' belongs to {1}, so '{2}' of '{3}' is called '{4}'. Rename the label in Outreach and save the answer "
            + "again, or use that name.");

    public static readonly DiagnosticDescriptor LabelUnreadable = Warning(
        DiagnosticIds.LabelUnreadable,
        "A label has no C# form",
        "No name was made of the label '{0}' of '{1}' of '{2}': {3}. Rename the label in Outreach and save the answer again, or use the "
            + "field's name in the API.");

    public static readonly DiagnosticDescriptor OptionLeftOut = Warning(
        DiagnosticIds.OptionLeftOut,
        "An option has no C# name of its own",
        "No member of '{0}' was generated for {1}: {2}. Rename the option in Outreach and save the answer again, or set the field by its "
            + "name in the API, as text.");

    public static readonly DiagnosticDescriptor UnknownField = Warning(
        DiagnosticIds.UnknownCustomField,
        "A field is not in the description",
        "The description has no attribute '{0}' of '{1}', so nothing was generated for its label '{2}'. Use a description that has it.");

    public static readonly DiagnosticDescriptor LabelChanged = Warning(
        DiagnosticIds.LabelChanged,
        "A label has changed",
        "The label of '{0}' of '{1}' was '{2}' and is {3}. {4}. When no code uses the old name, make OutreachTypesLock a copy of this "
            + "file.");

    public static readonly DiagnosticDescriptor NoObjects = Warning(
        DiagnosticIds.NoCustomObjects,
        "No custom object was found in the schema",
        "No definition of this schema names a path below /customObjects. Name the custom objects in the project file: "
            + "Objects=\"vehicle;contract\" in OutreachSchema.");

    public static readonly DiagnosticDescriptor ObjectMissing = Warning(
        DiagnosticIds.CustomObjectMissing,
        "A custom object is not in the schema",
        "The schema has no definition '{0}'. Correct Objects in OutreachSchema, or save the schema again with the token of a user who may "
            + "see the object.");

    public static readonly DiagnosticDescriptor ObjectName = Warning(
        DiagnosticIds.CustomObjectName,
        "A name of a custom object cannot be had",
        "{0}. Use the actions of CustomObjects, which take every object by its name in the API.");

    public static readonly DiagnosticDescriptor Several = Error(
        DiagnosticIds.SeveralSavedAnswers,
        "There are several saved answers of one kind",
        "There are several {0} files: {1}. None was taken. Keep one, that of the organisation this project is for.");

    public static readonly DiagnosticDescriptor UnknownChoice = Error(
        DiagnosticIds.UnknownCustomFieldsChoice,
        "CustomFields has an unknown value",
        "CustomFields of this OutreachBulkSpec is '{0}', so all custom fields were generated. Write 'All', which is the default, or "
            + "'Labelled', which leaves out those that no label names.");

    /// <summary>The rules about places in a file, which its analyzer reports.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Positioned { get; } =
        [
            UnsupportedShape, UnknownType, LabelTaken, LabelUnreadable, OptionLeftOut, UnknownField, LabelChanged,
            NoObjects, ObjectMissing, ObjectName,
        ];

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Rule(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Rule(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "Outreach.Bulk.CustomFields", severity, isEnabledByDefault: true, helpLinkUri: RulePages.Of(id));
}
