namespace Outreach.Bulk.Generator.Identifiers;

/// <summary>
/// Who wants which C# name. One that several want goes to none: were it given to the first, a name could come to mean
/// something else when the description grows.
/// </summary>
internal sealed class NameClaims(StringComparer comparer)
{
    private readonly Dictionary<string, List<string>> _claims = new(comparer);

    public void Claim(string name, string claimant)
    {
        if (!_claims.TryGetValue(name, out List<string>? claimants))
            _claims.Add(name, claimants = []);
        claimants.Add(claimant);
    }

    public bool Has(string name) => _claims.ContainsKey(name);

    public bool IsContested(string name) => _claims[name].Count > 1;

    public IReadOnlyList<string> ClaimantsOf(string name) => _claims[name];

    /// <summary>The contested names, each with those who want it.</summary>
    public IEnumerable<(string Name, string[] Claimants)> Collisions() => _claims
        .Where(claim => claim.Value.Count > 1)
        .OrderBy(claim => claim.Key, StringComparer.Ordinal)
        .Select(claim => (claim.Key, claim.Value.ToArray()));
}
