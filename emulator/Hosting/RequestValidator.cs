using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Hosting;

/// <summary>What every request must pass before anybody looks at its path: token, budget, media type.</summary>
internal sealed class RequestValidator(EmulatorOptions options, RateLimiter rateLimiter)
{
    public const string MediaType = "application/vnd.api+json";

    /// <summary>The refusal, or null to let it in.</summary>
    public ApiResponse? Validate(IReadOnlyDictionary<string, string> headers)
    {
        const string bearer = "Bearer ";
        string authorization = headers.GetValueOrDefault("Authorization", "");
        string token = authorization.StartsWith(bearer, StringComparison.Ordinal) ? authorization[bearer.Length..] : "";
        if (options.AcceptToken is { } accepts ? !accepts(token) : token != options.AccessToken)
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

        return null;
    }
}
