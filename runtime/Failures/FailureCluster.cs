using System.Text.RegularExpressions;

namespace Outreach.Bulk;

/// <summary>Failed items whose reasons differ in nothing but values.</summary>
public sealed partial class FailureCluster
{
    private const int MostExamples = 3;

    private FailureCluster(string pattern, IReadOnlyCollection<BatchItem> items)
    {
        Pattern = pattern;
        Count = items.Count;
        Examples = [.. items.DistinctBy(item => item.Info).Take(MostExamples)];
    }

    /// <summary>The reason, with an ellipsis for each number, mail address and quoted text. Empty when the server gave none.</summary>
    public string Pattern { get; }

    /// <summary>How many failed items there are, matched to rows or not.</summary>
    public int Count { get; }

    /// <summary>Up to three of them, with different reasons where there are any.</summary>
    public IReadOnlyList<BatchItem> Examples { get; }

    /// <summary>Gives count and pattern.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => FormattableString.Invariant($"{Count} × {(Pattern.Length > 0 ? Pattern : "(no reason given)")}");

    /// <summary>The most frequent first.</summary>
    internal static IReadOnlyList<FailureCluster> Of(IEnumerable<BatchItem> items) =>
        [.. items
            .GroupBy(item => Values().Replace(item.Info ?? "", "…"), StringComparer.Ordinal)
            .Select(group => new FailureCluster(group.Key, [.. group]))
            .OrderByDescending(cluster => cluster.Count)
            .ThenBy(cluster => cluster.Pattern, StringComparer.Ordinal)];

    [GeneratedRegex("""\B'[^']*'\B|"[^"]*"|[^\s@]+@[^\s@]+|\d+""", RegexOptions.CultureInvariant)]
    private static partial Regex Values();
}
