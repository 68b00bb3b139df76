namespace Outreach.Bulk.Emulator.OAuth;

/// <summary>
/// The scopes that a request needs, as far as they are published: none is for custom objects, batch items, and what tells about an
/// organisation.
/// </summary>
internal static class RequiredScopes
{
    public static string[] Of(string method, string path)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (method, parts) switch
        {
            ("POST", ["batches", "actions", string action]) => ["batches.read", "batches.write", .. TargetOf(action)],
            ("POST", ["batches", ..]) => ["batches.write"],
            (_, ["batches", ..]) => ["batches.read"],
            ("POST", ["imports", ..]) => ["imports.write"],
            (_, ["imports", ..]) => ["imports.read"],
            ("GET", [("accounts" or "prospects") and string records, ..]) => [$"{records}.read"],
            _ => [],
        };
    }

    private static string[] TargetOf(string action) =>
        action.StartsWith("account", StringComparison.Ordinal) ? ["accounts.write"]
        : action.StartsWith("prospect", StringComparison.Ordinal) ? ["prospects.write"]
        : [];
}
