using System.Collections.Frozen;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json;

namespace Outreach.Bulk;

/// <summary>What became of one record of a batch.</summary>
public sealed record BatchItem
{
    // Only the word for what failed is published. Other words are no proof that an item has not, but for these.
    private static readonly FrozenSet<string> s_goodStates = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "finished", "success", "succeeded", "successful", "complete", "completed", "done", "ok", "processed");

    /// <summary>The item's id. It is not the record's id, which the API gives only inside <see cref="Data"/>.</summary>
    public required long Id { get; init; }

    /// <summary>The batch it belongs to.</summary>
    public long? BatchId { get; init; }

    /// <summary>The server's word for its state; <c>error</c> is the only one that is published.</summary>
    public string? State { get; init; }

    /// <summary>Whether it failed.</summary>
    public bool? Failed { get; init; }

    /// <summary>Why it failed, up to 767 characters.</summary>
    public string? Info { get; init; }

    /// <summary>What was asked for the record; a text whose form is not published, most likely JSON.</summary>
    public string? Data { get; init; }

    /// <summary>When the item was created.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Attributes that this library does not know, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> OtherAttributes { get; init; } =
        ReadOnlyDictionary<string, JsonElement>.Empty;

    internal const string ErrorState = "error";

    /// <summary>Whether it failed, or the server says nothing that speaks against it.</summary>
    internal bool MayHaveFailed => Failed ?? !(State is not null && s_goodStates.Contains(State));

    /// <summary>Names the item and its state; neither data nor reason, which hold values.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"batch item {Id}, {State ?? (Failed == true ? "failed" : "(no state)")}");
}
