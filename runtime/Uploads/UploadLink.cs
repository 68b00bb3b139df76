using System.Text.Json;
using System.Text.Json.Serialization;
using Outreach.Bulk.Uploads;

namespace Outreach.Bulk;

/// <summary>
/// Where a file is uploaded to. Outreach shows it once, and whoever has it can upload: store it like a password.
/// </summary>
public sealed record UploadLink
{
    /// <summary>The presigned address, exactly as it came. A secret.</summary>
    public required string Address { get; init; }

    /// <summary>The name of the file in the storage. A secret.</summary>
    public required string StorageKey { get; init; }

    /// <summary>When the link was made, by the local clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the link expires, by the storage's clock; <see langword="null"/> when it does not tell.</summary>
    [JsonIgnore]
    public DateTimeOffset? ExpiresAt => PresignedAddress.TryParse(Address)?.ExpiresAt;

    /// <summary>Reads a link that was stored.</summary>
    /// <param name="json">What <see cref="ToJson"/> gave.</param>
    /// <returns>The link.</returns>
    /// <exception cref="JsonException">The text is no stored link.</exception>
    public static UploadLink FromJson(string json) => ImportStepContext.Read(json, ImportStepContext.Default.UploadLink);

    /// <summary>Writes the link as text, to be stored. The text is a secret.</summary>
    /// <returns>JSON.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, ImportStepContext.Default.UploadLink);

    /// <summary>Says when the link expires, never what it is.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"upload link, made {CreatedAt:O}, expires {ExpiresAt?.ToString("O") ?? "at an unknown time"}");
}
