namespace Outreach.Bulk.Generator.Reading;

/// <summary>Some lines of a YAML text, the others left empty, so that a line and column mean the same in both.</summary>
/// <param name="text">The text that is left.</param>
/// <param name="whole">The whole text.</param>
/// <param name="starts">Where each line of the whole text begins.</param>
/// <param name="omitted">The lines of the keys whose values were left out.</param>
internal sealed class YamlExcerpt(string text, string whole, IReadOnlyList<int> starts, HashSet<int> omitted)
{
    /// <summary>The text that is left.</summary>
    public string Text { get; } = text;

    /// <summary>Whether the value of the key on a line was left out.</summary>
    public bool IsOmitted(int line) => omitted.Contains(line);

    /// <summary>Where a place of the excerpt is in the whole text.</summary>
    public int Offset(int line, int column) => Math.Min(starts[Math.Min(line, starts.Count - 1)] + column, whole.Length);
}
