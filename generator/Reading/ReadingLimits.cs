namespace Outreach.Bulk.Generator.Reading;

/// <summary>
/// What a description may cost. The vendor's own document, the largest that is known, has 1.4 million characters, 75 000
/// nodes and is 16 deep. A stack frame per level is affordable at <see cref="Depth"/>; nothing may recurse deeper.
/// </summary>
internal static class ReadingLimits
{
    /// <summary>The most characters of a text.</summary>
    public const int Length = 16 * 1024 * 1024;

    /// <summary>The most nodes of a text, and of what is taken from it with references and aliases written out.</summary>
    public const int Nodes = 500_000;

    /// <summary>The deepest nesting.</summary>
    public const int Depth = 64;

    /// <summary>The most characters of a key. YAML allows a little more for a key on its own line.</summary>
    public const int KeyLength = 500;

    /// <summary>The most references that lead from one to the next.</summary>
    public const int References = 32;
}
