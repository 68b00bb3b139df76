using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Bulk.Tokens;

/// <summary>The text of an entry in a store: JSON, with its version.</summary>
internal static class TokenText
{
    private const string VersionMember = "outreachTokens";
    private const int Version = 1;

    // What stands where bytes were no text.
    private const char NoText = '\uFFFD';

    public static string Write(TokenEntry entry) => JsonSerializer.Serialize(
        new TokenDocument
        {
            Version = Version,
            ClientId = entry.ClientId,
            RefreshToken = entry.RefreshToken,
            AccessToken = entry.AccessToken,
            ObtainedAt = entry.ObtainedAt,
            ExpiresAt = entry.ExpiresAt,
            Scope = entry.Scope,
            RefreshBegunAt = entry.RefreshBegunAt,
            RequestedAt = entry.RequestedAt,
        },
        TokenJsonContext.Default.TokenDocument);

    /// <exception cref="InvalidDataException">The text holds no entry that can be used; the message says what to do.</exception>
    public static TokenEntry Read(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return VersionOf(json.RootElement) switch
            {
                null => throw Unusable("It holds something else than tokens of this library. Name another store."),
                > Version and { } newer => throw Unusable(FormattableString.Invariant(
                    $"It was written by a newer version of this library (format {newer}; this one reads {Version}). Use that version.")),
                _ => Read(json.RootElement.Deserialize(TokenJsonContext.Default.TokenDocument)!),
            };
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // The cause would quote the text.
            throw Damaged();
        }
    }

    private static TokenEntry Read(TokenDocument document)
    {
        if (string.IsNullOrWhiteSpace(document.ClientId)
            || string.IsNullOrWhiteSpace(document.RefreshToken)
            || document.RefreshToken.Contains(NoText, StringComparison.Ordinal)
            || (document.AccessToken is not null && !(IsToken(document.AccessToken) && document.ExpiresAt is not null)))
        {
            throw Damaged();
        }

        return new()
        {
            ClientId = document.ClientId,
            RefreshToken = document.RefreshToken,
            AccessToken = document.AccessToken,
            ObtainedAt = document.ObtainedAt,
            ExpiresAt = document.ExpiresAt,
            Scope = document.Scope,
            RefreshBegunAt = document.RefreshBegunAt,
            RequestedAt = document.RequestedAt,
        };
    }

    /// <summary>Whether a text may be a token: visible ASCII characters and no white space.</summary>
    public static bool IsToken([NotNullWhen(true)] string? text) =>
        !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static int? VersionOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty(VersionMember, out JsonElement version)
        && version.ValueKind == JsonValueKind.Number
        && version.TryGetInt32(out int number)
        && number > 0
            ? number
            : null;

    private static InvalidDataException Damaged() =>
        Unusable("It is damaged: its tokens cannot be read. Restore it, or remove it and log in again.");

    private static InvalidDataException Unusable(string what) => new(what);

    /// <summary>An entry as it is written. A member that is new is a new version.</summary>
    internal sealed class TokenDocument
    {
        [JsonPropertyName(VersionMember)]
        public int Version { get; set; }

        public string? ClientId { get; set; }

        public string? RefreshToken { get; set; }

        public string? AccessToken { get; set; }

        public DateTimeOffset? ObtainedAt { get; set; }

        public DateTimeOffset? ExpiresAt { get; set; }

        public string? Scope { get; set; }

        public DateTimeOffset? RefreshBegunAt { get; set; }

        public DateTimeOffset? RequestedAt { get; set; }
    }
}
