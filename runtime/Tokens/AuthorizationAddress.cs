using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Outreach.Bulk.Tokens;

/// <summary>Where a user's browser is sent to log in.</summary>
internal static class AuthorizationAddress
{
    private const int ShortestVerifier = 43;
    private const int LongestVerifier = 128;

    public static Uri Of(OutreachTokenOptions options, string state, IEnumerable<string> scopes, string? codeVerifier)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(state);
        ArgumentNullException.ThrowIfNull(scopes);
        string scope = string.Join(' ', scopes);
        ArgumentException.ThrowIfNullOrWhiteSpace(scope, nameof(scopes));
        ThrowIfNoVerifier(codeVerifier);
        Uri redirect = options.RedirectUri ?? throw new InvalidOperationException(
            $"{nameof(OutreachTokenOptions)}.{nameof(OutreachTokenOptions.RedirectUri)} is not set. Set it to an address that the "
                + "application is registered with.");
        StringBuilder query = new();
        Add("client_id", options.ClientId);
        Add("redirect_uri", redirect.OriginalString);
        Add("response_type", "code");
        Add("scope", scope);
        Add("state", state);
        if (codeVerifier is not null)
        {
            Add("code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(codeVerifier))));
            Add("code_challenge_method", "S256");
        }

        return new($"{options.AuthorizationEndpoint}{query}");

        void Add(string name, string value) =>
            query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }

    /// <exception cref="ArgumentException">It is not a code verifier as RFC 7636 defines it.</exception>
    public static void ThrowIfNoVerifier(string? codeVerifier)
    {
        if (codeVerifier is not null
            && (codeVerifier.Length is < ShortestVerifier or > LongestVerifier
                || !codeVerifier.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~')))
        {
            throw new ArgumentException(
                $"A code verifier has {ShortestVerifier} to {LongestVerifier} letters (a to z), digits, hyphens, full stops, underscores "
                    + "or tildes.",
                nameof(codeVerifier));
        }
    }
}
