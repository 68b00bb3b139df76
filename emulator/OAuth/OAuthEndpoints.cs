using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.OAuth;

/// <summary>
/// Logins and tokens. A user who is sent to <c>/oauth/authorize</c> agrees at once, so that a test can log in; what is wrong with a
/// request is said as RFC 6749 has it.
/// </summary>
internal sealed partial class OAuthEndpoints(TokenRegistry tokens, EmulatorOptions options)
{
    public const string Root = "/oauth/";

    public static bool Owns(string target) => target.StartsWith(Root, StringComparison.Ordinal);

    public ApiResponse Handle(string method, string path, string query, string body)
    {
        try
        {
            return (method, path) switch
            {
                ("GET", Root + "authorize") => Authorize(QueryString.Parse(query)),
                ("POST", Root + "token") => Token(QueryString.Parse(body)),
                _ => ApiException.NotFound($"{method} {path}").ToResponse(),
            };
        }
        catch (OAuthException refusal)
        {
            return refusal.ToResponse();
        }
        catch (ApiException refusal)
        {
            return refusal.ToResponse();
        }
    }

    public static ApiResponse Json(int status, JsonObject body) =>
        new(status, body) { Headers = [new("Content-Type", "application/json")] };

    private ApiResponse Authorize(JsonObject query)
    {
        // What cannot be trusted is not redirected to.
        if (Text(query, "client_id") != options.ClientId)
            throw new OAuthException("invalid_client", "There is no such application.", 401);
        if (Text(query, "redirect_uri") is not { } redirect || !options.RedirectUris.Contains(redirect))
            throw new OAuthException("invalid_request", "The application is not registered with this redirect_uri.");
        string? state = Text(query, "state");
        if (Text(query, "response_type") != "code")
            return Back(redirect, state, "error=unsupported_response_type");
        string[] scopes = (Text(query, "scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (scopes.Length == 0 || !scopes.All(scope => Scope.IsMatch(scope)))
            return Back(redirect, state, "error=invalid_scope");
        string? challenge = options.Pkce ? Text(query, "code_challenge") : null;
        if (challenge is not null && Text(query, "code_challenge_method") != "S256")
            return Back(redirect, state, "error=invalid_request");
        return Back(redirect, state, $"code={tokens.IssueCode(new(new(scopes), redirect, challenge))}");
    }

    private ApiResponse Token(JsonObject form)
    {
        if (Text(form, "client_id") != options.ClientId || Text(form, "client_secret") != options.ClientSecret)
            throw new OAuthException("invalid_client", "There is no such application, or its secret is another one.", 401);
        return Text(form, "grant_type") switch
        {
            "authorization_code" => Exchange(form),
            "refresh_token" => Refresh(form),
            null => throw new OAuthException("invalid_request", "There is no grant_type."),
            _ => throw new OAuthException("unsupported_grant_type", "The grant_type is neither authorization_code nor refresh_token."),
        };
    }

    private ApiResponse Exchange(JsonObject form)
    {
        if (tokens.IsTooSoon)
            return TooSoon();
        TokenRegistry.IssuedCode? code = tokens.TakeCode(Text(form, "code") ?? "");
        if (code is null || code.RedirectUri != Text(form, "redirect_uri") || !Fits(code.Challenge, Text(form, "code_verifier")))
            throw InvalidGrant();
        return Issue(code.Grant, null);
    }

    private ApiResponse Refresh(JsonObject form)
    {
        string refreshToken = Text(form, "refresh_token") ?? "";
        AccessGrant grant = tokens.FindRefreshToken(refreshToken) ?? throw InvalidGrant();
        if (Text(form, "redirect_uri") is { } redirect && !options.RedirectUris.Contains(redirect))
            throw InvalidGrant();
        return tokens.IsTooSoon ? TooSoon() : Issue(grant, refreshToken);
    }

    private ApiResponse Issue(AccessGrant grant, string? replaced)
    {
        (string access, string refresh) = tokens.Issue(grant, replaced);
        return Json(200, new JsonObject
        {
            ["access_token"] = access,
            ["token_type"] = "Bearer",
            ["expires_in"] = (long)options.AccessTokenLifetime.TotalSeconds,
            ["refresh_token"] = refresh,
            ["scope"] = grant.Text,
            ["created_at"] = options.TimeProvider.GetUtcNow().ToUnixTimeSeconds(),
        });
    }

    private static ApiResponse TooSoon() =>
        new ApiException(429, "rateLimitExceeded", "Rate Limit Exceeded", "One token is handed out in 60 seconds.").ToResponse();

    private static OAuthException InvalidGrant() => new(
        "invalid_grant", "The grant is invalid, expired, used before, or was issued for another redirect_uri.");

    private static bool Fits(string? challenge, string? verifier) =>
        challenge is null
        || (verifier is not null && Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == challenge);

    private static ApiResponse Back(string redirect, string? state, string outcome)
    {
        string echo = state is null ? "" : $"&state={Uri.EscapeDataString(state)}";
        string separator = redirect.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        return new(302, null) { Headers = [new("Location", $"{redirect}{separator}{outcome}{echo}")] };
    }

    private static string? Text(JsonObject fields, string name) =>
        fields[name] is JsonValue value && (string)value! is { Length: > 0 } text ? text : null;

    [GeneratedRegex(@"^[A-Za-z]+\.(read|write|delete|all)$", RegexOptions.CultureInvariant)]
    private static partial Regex Scope { get; }
}
