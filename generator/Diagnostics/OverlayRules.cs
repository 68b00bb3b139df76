using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Generator.Diagnostics;

/// <summary>What can be wrong with an overlay. Each message ends with the remedy.</summary>
internal static class OverlayRules
{
    public static readonly DiagnosticDescriptor Unreadable = Rule(
        DiagnosticIds.UnreadableOverlay,
        "The overlay cannot be read",
        "The overlay cannot be read: {0}. Nothing was generated, since without it names and effects may be others. Mend it here; it must "
            + "be an OpenAPI Overlay 1.0.0 document, as YAML or JSON.",
        DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor Unmatched = Rule(
        DiagnosticIds.UnmatchedOverlayEntry,
        "An entry of the overlay matches nothing",
        "The entry '{0}' matches nothing in the description, so it changed nothing. Correct its target, or remove the entry if what it "
            + "mended is no more.");

    public static readonly DiagnosticDescriptor NoReason = Rule(
        DiagnosticIds.OverlayEntryWithoutReason,
        "An entry of the overlay gives no reason",
        "The entry '{0}' gives no reason. Say in its description what it mends and how that is known.");

    public static readonly DiagnosticDescriptor UnsupportedEntry = Rule(
        DiagnosticIds.UnsupportedOverlayEntry,
        "An entry of the overlay cannot be laid over the description",
        "{0}; expected is {1}. {2}. Correct it here.");

    /// <summary>The rules about places in an overlay, which its analyzer reports.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Positioned { get; } = [Unmatched, NoReason, UnsupportedEntry];

    private static DiagnosticDescriptor Rule(
        string id, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Warning) =>
        new(id, title, message, "Outreach.Bulk.Description", severity, isEnabledByDefault: true, helpLinkUri: RulePages.Of(id));
}
