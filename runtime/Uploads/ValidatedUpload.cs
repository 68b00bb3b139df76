using System.Text.Json;
using Outreach.Bulk.Uploads;

namespace Outreach.Bulk;

/// <summary>
/// A file in the storage whose hash, count and header the server has confirmed. Store it before the import is started: its
/// <see cref="UploadedFile.FileName"/> finds the import again. It holds a storage key: store it like a password.
/// </summary>
public sealed record ValidatedUpload
{
    /// <summary>The file.</summary>
    public required UploadedFile File { get; init; }

    /// <summary>When it was validated, by the local clock.</summary>
    public required DateTimeOffset ValidatedAt { get; init; }

    /// <summary>Reads a validated upload that was stored.</summary>
    /// <param name="json">What <see cref="ToJson"/> gave.</param>
    /// <returns>The validated upload.</returns>
    /// <exception cref="JsonException">The text is no stored upload.</exception>
    public static ValidatedUpload FromJson(string json) => ImportStepContext.Read(json, ImportStepContext.Default.ValidatedUpload);

    /// <summary>Writes the validated upload as text, to be stored. The text is a secret.</summary>
    /// <returns>JSON.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, ImportStepContext.Default.ValidatedUpload);

    /// <summary>Names the file and its size.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => FormattableString.Invariant($"{File}, validated {ValidatedAt:O}");
}
