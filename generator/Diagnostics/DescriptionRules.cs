using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Generator.Diagnostics;

/// <summary>
/// What can be wrong with a description. Each message ends with the remedy. An error means that nothing was generated, a
/// warning that something was left out, which the message names.
/// </summary>
internal static class DescriptionRules
{
    public static readonly DiagnosticDescriptor Unreadable = Error(
        DiagnosticIds.UnreadableDescription,
        "The description cannot be read",
        "The description cannot be read: {0}. Nothing was generated. Mend it here; it must be an OpenAPI 3.0 document, as YAML or JSON.");

    public static readonly DiagnosticDescriptor Empty = Error(
        DiagnosticIds.EmptyDescription,
        "The description is empty",
        "The description is empty, or there is no such file. Nothing was generated. Correct the path in OutreachBulkSpec or fill the "
            + "file; without OutreachBulkSpec the description that comes with the package is used.");

    public static readonly DiagnosticDescriptor NoBulkActions = Error(
        DiagnosticIds.NoBulkActions,
        "The description has no bulk actions",
        "The description has no POST operation below /batches/actions/ ({0}). Nothing was generated. Give one that has bulk actions; "
            + "without OutreachBulkSpec the one that comes with the package is used.");

    public static readonly DiagnosticDescriptor Several = Error(
        DiagnosticIds.SeveralDescriptions,
        "There are several descriptions",
        "OutreachBulkSpec names several descriptions: {0}. Nothing was generated. Leave one of them; a project has one description.");

    public static readonly DiagnosticDescriptor Missing = Error(
        DiagnosticIds.MissingDescription,
        "There is no description",
        "The project has an [OutreachBulkClient] class but no description. Nothing was generated. Reference the package Outreach.Bulk "
            + "from this project itself (a project that uses it does not pass it on), or add <OutreachBulkSpec Include=\"my-openapi.yml\" "
            + "/>, the path of a file.");

    public static readonly DiagnosticDescriptor UnknownPrefix = Rule(
        DiagnosticIds.UnknownPrefix,
        "The action's model is not known",
        "{0} begins with no known model; its first word was taken for one, so it is '{1}.{2}'. There is nothing to do if "
            + "that is right.",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor NameCollision = Warning(
        DiagnosticIds.NameCollision,
        "Names collide",
        "{0} would all be called '{1}' in C#. None of them was generated, so that the name cannot come to mean another. Rename all but "
            + "one in the description.");

    public static readonly DiagnosticDescriptor NoIdentifier = Warning(
        DiagnosticIds.NoIdentifier,
        "A name has no C# form",
        "{0} has no letter or digit to make a C# name of. It was left out. Rename it in the description.");

    public static readonly DiagnosticDescriptor UnknownModel = Warning(
        DiagnosticIds.UnknownModel,
        "x-outreach-fields-of names no schema",
        "The action '{0}' takes the fields of '{1}', but the description has no such schema. Its attributes are taken by name. Add the "
            + "schema '{1}', or correct x-outreach-fields-of.");

    public static readonly DiagnosticDescriptor NumberCollision = Warning(
        DiagnosticIds.NumberCollision,
        "Fields share a number",
        "{0} of '{1}' would have the same number in its enum of fields, since numbers are made of names. They were left out of it. Rename "
            + "all but one in the description.");

    public static readonly DiagnosticDescriptor UnsupportedVersion = Error(
        DiagnosticIds.UnsupportedVersion,
        "The description is not OpenAPI 3.0",
        "The description is {0}. Nothing was generated. Give it as OpenAPI 3.0; most tools convert other versions to it.");

    public static readonly DiagnosticDescriptor BrokenReference = Warning(
        DiagnosticIds.BrokenReference,
        "A reference leads nowhere",
        "The reference '{0}' leads to nothing in this description. What it stands for was taken as any value. Add what is missing, or "
            + "correct the reference.");

    public static readonly DiagnosticDescriptor ExternalReference = Warning(
        DiagnosticIds.ExternalReference,
        "A reference leads out of the description",
        "The reference '{0}' leads out of this description. Other files and hosts are never read, so what it stands for was taken as any "
            + "value. Bundle the description into one document.");

    public static readonly DiagnosticDescriptor CyclicReference = Warning(
        DiagnosticIds.CyclicReference,
        "A reference leads back to itself",
        "The reference '{0}' leads from reference to reference and never to anything. What it stands for was taken as any value. Let one "
            + "of them lead to a schema.");

    public static readonly DiagnosticDescriptor UnsupportedShape = Warning(
        DiagnosticIds.UnsupportedShape,
        "A part of the description has another shape than expected",
        "{0}; expected is {1}. {2}. Correct it here.");

    public static readonly DiagnosticDescriptor LimitExceeded = Error(
        DiagnosticIds.LimitExceeded,
        "The description exceeds a limit",
        "The description is more than is read: {0}. Nothing was generated. Leave in it what concerns batches.");

    public static readonly DiagnosticDescriptor ImportWithoutModel = Warning(
        DiagnosticIds.ImportWithoutModel,
        "An import's model has no schema",
        "The import '{0}' is of '{1}', but the description has no such schema, so there are no fields to map to. It was left out. Add the "
            + "schema '{1}'.");

    public static readonly DiagnosticDescriptor NearMiss = Warning(
        DiagnosticIds.NearMiss,
        "An operation is nearly a bulk action or an import",
        "{0}. It was left out. {1}.");

    public static readonly DiagnosticDescriptor NoBadges = Warning(
        DiagnosticIds.NoBadges,
        "The vendor's document has no badges",
        "The description follows the vendor's document, which says with badges in its texts what can be filtered by and what is "
            + "read-only, but none of its models has a single one; a tool may have taken them out. So nothing can be filtered by, and "
            + "every field can be set. Give the document as it is published, or say readOnly and x-outreach-filterable in an overlay.");

    public static readonly DiagnosticDescriptor Place = Rule(
        DiagnosticIds.DescribedPlace,
        "Where something generated is described",
        "'{0}' is described at {1}",
        DiagnosticSeverity.Hidden);

    /// <summary>The rules about places in a description, which its analyzer reports. Errors are the generator's.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Positioned { get; } =
    [
        UnknownPrefix, NameCollision, NoIdentifier, UnknownModel, NumberCollision, BrokenReference, ExternalReference, CyclicReference,
        UnsupportedShape, ImportWithoutModel, NearMiss, NoBadges,
    ];

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Rule(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Rule(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "Outreach.Bulk.Description", severity, isEnabledByDefault: true, helpLinkUri: RulePages.Of(id));
}
