namespace Outreach.Bulk.Generator.Overlays;

/// <summary>
/// What an entry of an overlay mends: a JSONPath (RFC 9535) of names, indexes, wildcards and lists of them. There are no
/// descendants, slices or filters: an entry must say what it means, and what a step can cost must be known.
/// </summary>
internal sealed class OverlayTarget(IReadOnlyList<OverlayStep> steps)
{
    public IReadOnlyList<OverlayStep> Steps { get; } = steps;

    public bool IsRoot => Steps.Count == 0;
}

/// <summary>One step of a target: from a map to its members, or from a list to its items.</summary>
internal sealed class OverlayStep(bool isAny, IEnumerable<string> names, IEnumerable<int> indexes)
{
    private readonly HashSet<string> _names = new(names, StringComparer.Ordinal);
    private readonly HashSet<int> _indexes = [.. indexes];

    public static OverlayStep Any { get; } = new(isAny: true, [], []);

    public static OverlayStep Of(string name) => new(isAny: false, [name], []);

    public bool Selects(string name) => isAny || _names.Contains(name);

    public bool Selects(int index) => isAny || _indexes.Contains(index);
}
