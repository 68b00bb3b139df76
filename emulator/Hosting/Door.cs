using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Hosting;

/// <summary>What every request must pass before anybody looks at its path: token, budget, media type.</summary>
internal sealed class Door(EmulatorOptions options, RequestBudget budget)
{
    public const string MediaType = "application/vnd.api+json";

    /// <summary>Answers the refusal, or null to come in.</summary>
    public Answer? Refuse(IReadOnlyDictionary<string, string> headers)
    {
        if (headers.GetValueOrDefault("Authorization") != "Bearer " + options.AccessToken)
        {
            return new Answer(401, new JsonObject
            {
                ["error"] = "invalid_token", ["description"] = "The access token is missing or could not be decoded.",
            });
        }

        if (!budget.TrySpend())
        {
            var refusal = new ApiError(429, "rateLimitExceeded", "Rate Limit Exceeded", "The hourly budget of requests is spent.");
            return refusal.ToAnswer() with { Headers = [.. budget.Headers(refused: true)] };
        }

        string mediaType = headers.GetValueOrDefault("Content-Type", "").Split(';')[0].Trim();
        if (!mediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
            return new ApiError(415, "unsupportedMediaType", "Unsupported Media Type", $"Content-Type must be {MediaType}.").ToAnswer();
        return null;
    }
}
