namespace Outreach.Bulk.Emulator.OAuth;

/// <summary>What a token is good for.</summary>
/// <param name="Scopes">The scopes; null for all.</param>
internal sealed record AccessGrant(IReadOnlyList<string>? Scopes)
{
    public static AccessGrant Everything { get; } = new((IReadOnlyList<string>?)null);

    /// <summary>As answers write it.</summary>
    public string Text => string.Join(' ', Scopes ?? ["batches.all", "imports.all", "accounts.all", "prospects.all"]);

    /// <summary>Levels do not add up: <c>write</c> is no <c>read</c>, and <c>all</c> is each.</summary>
    public bool Allows(string scope) =>
        Scopes is null || Scopes.Contains(scope) || Scopes.Contains(string.Concat(scope.AsSpan(0, scope.IndexOf('.') + 1), "all"));
}
