using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Outreach.Bulk.Generator.Diagnostics;

/// <summary>
/// Where a rule is explained: a page of the documentation, named after its id. Where the package lies only the build knows, so a
/// diagnostic gets its link when it is reported, and all are reported by this.
/// </summary>
internal static class RulePages
{
    /// <summary>The property that holds the folder of the pages on this machine.</summary>
    public const string FolderKey = "build_property.OutreachBulkRulePages";

    // Relative to the root of the repository and of the package alike, which both hold the pages.
    public static string Of(string id) => $"docs/rules/{id}.md";

    /// <summary>The folder of the pages; empty where the build does not tell it.</summary>
    public static string FolderIn(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue(FolderKey, out string? folder) ? folder : "";

    public static void Report(this OperationAnalysisContext context, Diagnostic diagnostic) =>
        context.ReportDiagnostic(diagnostic.LinkedTo(FolderIn(context.Options.AnalyzerConfigOptionsProvider)));

    public static void Report(this SymbolAnalysisContext context, Diagnostic diagnostic) =>
        context.ReportDiagnostic(diagnostic.LinkedTo(FolderIn(context.Options.AnalyzerConfigOptionsProvider)));

    public static void Report(this AdditionalFileAnalysisContext context, Diagnostic diagnostic) =>
        context.ReportDiagnostic(diagnostic.LinkedTo(FolderIn(context.Options.AnalyzerConfigOptionsProvider)));

    public static void Report(this SourceProductionContext context, Diagnostic diagnostic, string folder) =>
        context.ReportDiagnostic(diagnostic.LinkedTo(folder));

    private static Diagnostic LinkedTo(this Diagnostic diagnostic, string folder)
    {
        DiagnosticDescriptor rule = diagnostic.Descriptor;
        return folder.Length > 0 && Uri.TryCreate($"{folder}{rule.Id}.md", UriKind.Absolute, out Uri page)
            ? Diagnostic.Create(
                rule.Id,
                rule.Category,
                diagnostic.GetMessage(CultureInfo.InvariantCulture),
                diagnostic.Severity,
                rule.DefaultSeverity,
                rule.IsEnabledByDefault,
                diagnostic.WarningLevel,
                rule.Title,
                rule.Description,
                page.AbsoluteUri,
                diagnostic.Location,
                diagnostic.AdditionalLocations,
                rule.CustomTags,
                diagnostic.Properties)
            : diagnostic;
    }
}
