using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Generator;

/// <summary>What can be wrong with a description. Each message ends with the remedy.</summary>
internal static class DescriptionRules
{
    public static readonly DiagnosticDescriptor Unreadable = Rule(
        DiagnosticIds.UnreadableDescription,
        "The description cannot be read",
        "'{0}' is not an OpenAPI 3.0 description: {1}. Nothing was generated. Give an OpenAPI 3.0 document, as YAML or JSON.",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor Empty = Rule(
        DiagnosticIds.EmptyDescription,
        "The description is empty",
        "'{0}' is empty or could not be opened. Nothing was generated. Fill it, or remove it from OutreachBulkSpec to use the description that comes with the package.",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor NoBulkActions = Rule(
        DiagnosticIds.NoBulkActions,
        "The description has no bulk actions",
        "'{0}' has no POST operation below /batches/actions/. Nothing was generated. Give a description that has bulk actions, or remove it from OutreachBulkSpec to use the one that comes with the package.",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor Several = Rule(
        DiagnosticIds.SeveralDescriptions,
        "There are several descriptions",
        "OutreachBulkSpec names several descriptions: {0}. Nothing was generated. Leave one of them; a project has one description.",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor Missing = Rule(
        DiagnosticIds.MissingDescription,
        "There is no description",
        "The project has an [OutreachBulkClient] class but no description. Nothing was generated. Add <OutreachBulkSpec Include=\"my-openapi.yml\" /> to the project, or let it use the one that comes with the package.",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor UnknownPrefix = Rule(
        DiagnosticIds.UnknownPrefix,
        "The action's model is not known",
        "The action '{0}' begins with no known model; its first word was taken for one, so it is '{1}.{2}'. There is nothing to do if that is right.",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor NameCollision = Rule(
        DiagnosticIds.NameCollision,
        "Names collide",
        "{0} would all be called '{1}' in C#. None of them was generated, so that the name cannot come to mean another. Rename all but one in the description.",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor NoIdentifier = Rule(
        DiagnosticIds.NoIdentifier,
        "A name has no C# form",
        "{0} has no letter or digit to make a C# name of. It was left out. Rename it in the description.",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor UnknownModel = Rule(
        DiagnosticIds.UnknownModel,
        "x-outreach-fields-of names no schema",
        "The action '{0}' takes the fields of '{1}', but the description has no such schema. Its attributes are taken by name. Add the schema '{1}', or correct x-outreach-fields-of.",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor NumberCollision = Rule(
        DiagnosticIds.NumberCollision,
        "Fields share a number",
        "{0} of '{1}' would have the same number in its enum of fields, since numbers are made of names. They were left out of it. Rename all but one in the description.",
        DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "Outreach.Bulk.Description", severity, isEnabledByDefault: true);
}
