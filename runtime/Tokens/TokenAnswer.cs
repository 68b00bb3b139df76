using System.Text.Json.Serialization;
using Outreach.Bulk.Protocol;

namespace Outreach.Bulk.Tokens;

/// <summary>What became of the refresh token that a request was sent with.</summary>
internal enum TokenOutcome
{
    /// <summary>It was replaced, and the new one is here.</summary>
    Issued,

    /// <summary>It is as it was: the request never left, so another may be sent at once.</summary>
    NotSent,

    /// <summary>It is as it was: the server said no.</summary>
    Refused,

    /// <summary>It may have been replaced by one that nobody has.</summary>
    Unknown,
}

/// <summary>How a token request ended.</summary>
/// <param name="Outcome">What became of the refresh token.</param>
/// <param name="Issued">The new tokens; null without any.</param>
/// <param name="Failure">Why there are none; null with some.</param>
internal sealed record TokenAnswer(TokenOutcome Outcome, TokenAnswerDocument? Issued, OutreachTokenException? Failure)
{
    public static TokenAnswer Of(TokenAnswerDocument issued) => new(TokenOutcome.Issued, issued, null);

    /// <summary>Whether the server knows no such refresh token or code.</summary>
    public bool IsInvalidGrant => Outcome == TokenOutcome.Refused && Failure!.Errors.Any(error => error.Id == "invalid_grant");

    public override string ToString() => Outcome.ToString();
}

/// <summary>The answer to a token request. Not a record: its text would be the tokens.</summary>
internal sealed class TokenAnswerDocument
{
    // What the documents say where an answer does not.
    private const long DefaultLifetime = 7_200;

    [JsonPropertyName("access_token")]
    [JsonConverter(typeof(TolerantStringConverter))]
    public string? AccessToken { get; set; }

    [JsonPropertyName("refresh_token")]
    [JsonConverter(typeof(TolerantStringConverter))]
    public string? RefreshToken { get; set; }

    [JsonPropertyName("expires_in")]
    [JsonConverter(typeof(TolerantInt64Converter))]
    public long? ExpiresIn { get; set; }

    [JsonPropertyName("token_type")]
    [JsonConverter(typeof(TolerantStringConverter))]
    public string? TokenType { get; set; }

    [JsonConverter(typeof(TolerantStringConverter))]
    public string? Scope { get; set; }

    public bool HasToken => TokenText.IsToken(AccessToken) && (TokenType is null or { Length: 0 } || IsBearer);

    private bool IsBearer => TokenType!.Equals("Bearer", StringComparison.OrdinalIgnoreCase);

    /// <summary>What is stored of it.</summary>
    /// <param name="clientId">The application.</param>
    /// <param name="refreshToken">The refresh token that stays where the answer brings no other.</param>
    /// <param name="sentAt">When it was asked for: from then on the server may have counted.</param>
    public TokenEntry ToEntry(string clientId, string refreshToken, DateTimeOffset sentAt) => new()
    {
        ClientId = clientId,
        RefreshToken = string.IsNullOrWhiteSpace(RefreshToken) ? refreshToken : RefreshToken,
        AccessToken = AccessToken,
        ObtainedAt = sentAt,
        ExpiresAt = sentAt + TimeSpan.FromSeconds(ExpiresIn is > 0 and <= int.MaxValue and { } seconds ? seconds : DefaultLifetime),
        Scope = Scope,
        RequestedAt = sentAt,
    };
}
