using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.OAuth;

namespace Outreach.Bulk.Emulator.Hosting;

/// <summary>What every request must pass before it is worked on: token, budget, media type, scopes.</summary>
internal sealed class RequestValidator(TokenRegistry tokens, RateLimiter rateLimiter)
{
    public const string MediaType = "application/vnd.api+json";

    /// <summary>The refusal, or null to let it in.</summary>
    public ApiResponse? Validate(string method, string path, IReadOnlyDictionary<string, string> headers)
    {
        const string bearer = "Bearer ";
        string authorization = headers.GetValueOrDefault("Authorization", "");
        string token = authorization.StartsWith(bearer, StringComparison.Ordinal) ? authorization[bearer.Length..] : "";
        if (tokens.Find(token) is not { } grant)
        {
            return new ApiResponse(401, new JsonObject
            {
                ["error"] = "invalid_token", ["description"] = "The access token is missing or could not be decoded.",
            });
        }

        if (!rateLimiter.TryAcquire())
        {
            ApiException refusal = new(429, "rateLimitExceeded", "Rate Limit Exceeded", "The hourly budget of requests is spent.");
            return refusal.ToResponse() with { Headers = [.. rateLimiter.Headers(rejected: true)] };
        }

        string mediaType = headers.GetValueOrDefault("Content-Type", "").Split(';')[0].Trim();
        if (!mediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
        {
            ApiException refusal = new(415, "unsupportedMediaType", "Unsupported Media Type", $"Content-Type must be {MediaType}.");
            return refusal.ToResponse();
        }

        if (Array.Find(RequiredScopes.Of(method, path), scope => !grant.Allows(scope)) is { } missing)
        {
            ApiException refusal = new(403, "unauthorizedOauthScope", "Unauthorized OAuth Scope", $"The token lacks the scope {missing}.");
            return refusal.ToResponse();
        }

        return null;
    }
}
