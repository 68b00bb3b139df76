using System.Security.Cryptography;

namespace Outreach.Bulk.Emulator.OAuth;

/// <summary>Codes and tokens that were handed out, and when they end.</summary>
internal sealed class TokenRegistry
{
    // Unpublished; RFC 6749 recommends at most as much.
    private static readonly TimeSpan s_codeLifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_minute = TimeSpan.FromSeconds(60);

    private readonly EmulatorOptions _options;
    private readonly Dictionary<string, (IssuedCode Code, DateTimeOffset Ends)> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (AccessGrant Grant, DateTimeOffset Ends)> _refreshTokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (AccessGrant Grant, DateTimeOffset Ends)> _accessTokens = new(StringComparer.Ordinal);
    private DateTimeOffset? _issuedAt;

    public TokenRegistry(EmulatorOptions options)
    {
        _options = options;
        _refreshTokens[options.RefreshToken] = (AccessGrant.Everything, Now + options.RefreshTokenLifetime);
    }

    private DateTimeOffset Now => _options.TimeProvider.GetUtcNow();

    /// <summary>What a token is good for; null when it is good for nothing.</summary>
    public AccessGrant? Find(string accessToken)
    {
        bool isKnown = _options.AcceptToken?.Invoke(accessToken) ?? accessToken == _options.AccessToken;
        return isKnown ? AccessGrant.Everything : Live(_accessTokens, accessToken);
    }

    public string IssueCode(IssuedCode code)
    {
        string text = NewText();
        _codes[text] = (code, Now + s_codeLifetime);
        return text;
    }

    /// <summary>Takes a code, which is gone then.</summary>
    public IssuedCode? TakeCode(string code) => _codes.Remove(code, out (IssuedCode Code, DateTimeOffset Ends) found) && Now < found.Ends
        ? found.Code
        : null;

    public AccessGrant? FindRefreshToken(string refreshToken) => Live(_refreshTokens, refreshToken);

    public bool IsTooSoon => _options.OneTokenAMinute && Now - _issuedAt < s_minute;

    /// <summary>Hands out an access token and a refresh token, and ends the one that they were handed out for.</summary>
    public (string AccessToken, string RefreshToken) Issue(AccessGrant grant, string? replaced)
    {
        if (replaced is not null)
            _refreshTokens.Remove(replaced);
        (string access, string refresh) = (NewText(), NewText());
        _accessTokens[access] = (grant, Now + _options.AccessTokenLifetime);
        _refreshTokens[refresh] = (grant, Now + _options.RefreshTokenLifetime);
        _issuedAt = Now;
        return (access, refresh);
    }

    private AccessGrant? Live(Dictionary<string, (AccessGrant Grant, DateTimeOffset Ends)> tokens, string token)
    {
        if (!tokens.TryGetValue(token, out (AccessGrant Grant, DateTimeOffset Ends) found))
            return null;
        if (Now < found.Ends)
            return found.Grant;
        tokens.Remove(token);
        return null;
    }

    private static string NewText() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    /// <summary>What a code was given for.</summary>
    internal sealed record IssuedCode(AccessGrant Grant, string RedirectUri, string? Challenge);
}
