namespace Outreach.Bulk.Imports;

/// <summary>How batches show that they belong to an import.</summary>
internal static class ImportContext
{
    public const string Type = "Import";

    public static bool IsOf(Batch batch) => string.Equals(batch.ContextType, Type, StringComparison.OrdinalIgnoreCase);
}
