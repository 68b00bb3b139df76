using System.Collections.ObjectModel;
using System.Text.Json;

namespace Outreach.Bulk;

/// <summary>A record that a filter selects, as it was when it was looked at.</summary>
public sealed record SampledRecord
{
    /// <summary>The record's id.</summary>
    public required long Id { get; init; }

    /// <summary>Its attributes, by their names in the API.</summary>
    public IReadOnlyDictionary<string, JsonElement> Attributes { get; init; } = ReadOnlyDictionary<string, JsonElement>.Empty;

    /// <summary>Names the record, never its values.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => FormattableString.Invariant($"record {Id}");
}
