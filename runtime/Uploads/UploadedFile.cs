using System.Text.Json;
using Outreach.Bulk.Uploads;

namespace Outreach.Bulk;

/// <summary>
/// A file in the storage: what was counted and computed while it was sent. It holds a storage key: store it like a password.
/// </summary>
public sealed record UploadedFile
{
    /// <summary>The name of the file in the storage. A secret.</summary>
    public required string StorageKey { get; init; }

    /// <summary>The name under which the file is imported, unique to this upload.</summary>
    public required string FileName { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>How many records it has, the header not counted.</summary>
    public required long RecordCount { get; init; }

    /// <summary>Its header's cells.</summary>
    public required IReadOnlyList<string> Header { get; init; }

    /// <summary>Its hash, as it is sent.</summary>
    public required string Hash { get; init; }

    /// <summary>How the hash was made: algorithm, source of the key, encoding.</summary>
    public required string HashKind { get; init; }

    /// <summary>When the upload ended, by the local clock.</summary>
    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>Reads an upload that was stored.</summary>
    /// <param name="json">What <see cref="ToJson"/> gave.</param>
    /// <returns>The upload.</returns>
    /// <exception cref="JsonException">The text is no stored upload.</exception>
    public static UploadedFile FromJson(string json) => ImportStepContext.Read(json, ImportStepContext.Default.UploadedFile);

    /// <summary>Writes the upload as text, to be stored. The text is a secret.</summary>
    /// <returns>JSON.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, ImportStepContext.Default.UploadedFile);

    /// <summary>Names the file and its size.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"{FileName}, {RecordCount} records, {Length} bytes, uploaded {UploadedAt:O}");
}
