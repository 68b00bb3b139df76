namespace Outreach.Bulk.Emulator.Imports;

/// <summary>
/// One of the actions that start an import. <paramref name="Model"/> is the one whose records a CSV makes; null where
/// records are sent along, each with its type.
/// </summary>
internal sealed record ImportKind(string Action, string? Model, string? Shown)
{
    private static readonly string[] s_dupeMethods = ["skip", "missing", "overwrite"];

    public static IReadOnlyDictionary<string, ImportKind> All { get; } = ((ImportKind[])
    [
        new("accountsImport", "account", "ImportAccount::Csv"),
        new("prospectsImport", "prospect", "Import::Csv"),
        // No word for the kind of these two is published.
        new("bulkUpsert", null, null),
        new("customObjectBulkUpsert", null, null),
    ]).ToDictionary(kind => kind.Action, StringComparer.Ordinal);

    public string[] Attributes => Model is null
        ? ["records", "dupeMethod", "fileName"]
        : ["storageKey", "recordCount", "dupeMethod", "mappings", "fileName"];

    public string[] DupeMethods => Model is null ? [.. s_dupeMethods, "overwriteNoCreate"] : s_dupeMethods;
}
