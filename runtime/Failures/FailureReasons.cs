using System.Text.RegularExpressions;

namespace Outreach.Bulk.Failures;

/// <summary>Failed items by their reasons, whatever values those name.</summary>
internal static partial class FailureReasons
{
    /// <summary>Groups items by reason, with an ellipsis for each value, the most frequent first.</summary>
    public static IReadOnlyList<IGrouping<string, BatchItem>> Group(IEnumerable<BatchItem> items) =>
        [.. items
            .GroupBy(item => Values().Replace(item.Info ?? "", "…"), StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)];

    [GeneratedRegex("""\B'[^']*'\B|"[^"]*"|[^\s@]+@[^\s@]+|\d+""", RegexOptions.CultureInvariant)]
    private static partial Regex Values();
}
