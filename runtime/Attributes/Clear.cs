namespace Outreach.Bulk;

/// <summary>
/// The word for "clear this attribute on every selected record". Nothing else clears: an attribute that is assigned
/// <see langword="null"/> throws, so that one empty cell upstream cannot wipe a column.
/// </summary>
/// <example><code>new() { Industry = Clear.Value }</code></example>
public sealed class Clear
{
    private Clear()
    {
    }

    /// <summary>Clears the attribute it is assigned to. It is sent as JSON <c>null</c>.</summary>
    public static Clear Value { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "(clear)";
}
