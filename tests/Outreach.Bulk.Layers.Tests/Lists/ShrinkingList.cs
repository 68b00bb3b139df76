namespace Outreach.Bulk.Layers.Tests;

/// <summary>A checked-in list of what does not comply yet, one a line, beside the tests. It may only shrink.</summary>
internal sealed class ShrinkingList(string name)
{
    private readonly string[] _lines =
    [
        .. File.ReadLines(Path.Combine(Repository.Folder, "tests/Outreach.Bulk.Layers.Tests", name))
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#'),
    ];

    public bool Contains(string line) => _lines.Contains(line);

    /// <summary>The lines about one part: its name alone, or followed by a colon.</summary>
    public IReadOnlyList<string> Of(string part) =>
        [.. _lines.Where(line => line == part || line.StartsWith(part + ':', StringComparison.Ordinal))];

    /// <summary>Fails when the list still has what was put right.</summary>
    public void AssertNotLongerThan(string part, IEnumerable<string> today)
    {
        string[] over = [.. Of(part).Except(today)];
        string lines = over.Length == 1 ? "this line" : "these lines";
        Assert.True(
            over.Length == 0,
            $"{name} lists what is no longer so:\n  {string.Join("\n  ", over)}\nRemove {lines}: the list may only shrink.");
    }
}
