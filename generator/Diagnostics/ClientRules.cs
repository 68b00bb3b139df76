using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Generator.Diagnostics;

/// <summary>What can be wrong with a class marked <c>[OutreachBulkClient]</c>.</summary>
internal static class ClientRules
{
    public static readonly DiagnosticDescriptor NotPartial = Rule(
        DiagnosticIds.ClientNotPartial,
        "The client class is not partial",
        "'{0}' is marked [OutreachBulkClient] but is not partial, so nothing can be added to it. Declare it 'partial'.");

    public static readonly DiagnosticDescriptor Nested = Rule(
        DiagnosticIds.ClientNested,
        "The client class is nested",
        "'{0}' is marked [OutreachBulkClient] but is nested in another type. Generated types land in the namespace of the client class; "
            + "declare it directly in one.");

    public static readonly DiagnosticDescriptor Generic = Rule(
        DiagnosticIds.ClientGeneric,
        "The client class is generic",
        "'{0}' is marked [OutreachBulkClient] but has type parameters, which nothing generated could use. Remove them.");

    public static readonly DiagnosticDescriptor NotOrdinary = Rule(
        DiagnosticIds.ClientNotOrdinary,
        "The client class cannot be filled",
        "'{0}' is marked [OutreachBulkClient] but is {1}, so the generated constructors cannot be added to it. Declare it as an ordinary "
            + "class, such as 'public sealed partial class {0};'.");

    public static readonly DiagnosticDescriptor NameTaken = Rule(
        DiagnosticIds.ClientNameTaken,
        "The client class has the name of something generated",
        "'{0}' is marked [OutreachBulkClient] but '{1}' is also the name of something that is generated. Nothing was added to it. Rename "
            + "the class.");

    public static readonly DiagnosticDescriptor NamespaceShared = Rule(
        DiagnosticIds.ClientNamespaceShared,
        "The client's namespace holds a referenced project's client",
        "'{0}' is in the namespace '{1}', where the referenced '{2}' has generated types of the same names. Each use of one would be "
            + "ambiguous. Declare the class in another namespace, or use the referenced project's client.",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor MemberTaken = Rule(
        DiagnosticIds.ClientMemberTaken,
        "A member of the client class has the name of a generated one",
        "'{0}' declares '{1}', which is also generated into it, and the generated one was left out. Rename the member, or remove it.");

    private static DiagnosticDescriptor Rule(
        string id, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Error) =>
        new(id, title, message, "Outreach.Bulk.Client", severity, isEnabledByDefault: true, helpLinkUri: RulePages.Of(id));
}
