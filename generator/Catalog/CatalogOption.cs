using Microsoft.CodeAnalysis.Diagnostics;

namespace Outreach.Bulk.Generator.Catalog;

/// <summary>Whether the project asks for the description as data: its property <c>OutreachBulkCatalog</c>.</summary>
internal static class CatalogOption
{
    private const string Key = "build_property.OutreachBulkCatalog";

    public static bool IsOn(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue(Key, out string? value) && value.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);
}
