using System.Net;
using System.Text.Json;
using Outreach.Bulk.Primitives;
using Outreach.Bulk.Protocol;

namespace Outreach.Bulk.Tokens;

/// <summary>
/// Decides what the answer to a token request means for the refresh token that was sent. In doubt it may have been replaced.
/// </summary>
internal static class TokenAnswerReader
{
    private const string OneAMinute = " Outreach hands out one token a minute for each user and application.";
    private const string NoToken = " and no access token. A proxy may be in between.";
    private const string LeftOut = "(left out, since it repeats what was sent)";
    private const string Between = " and no error of the API. A proxy may be in between.";

    /// <summary>Reads an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="secrets">What was sent and must not be shown: where the server repeats any of it, its words are left out.</param>
    public static TokenAnswer Read(in ApiAnswer answer, IReadOnlyList<string> secrets)
    {
        int status = (int)answer.Status;
        if (status is >= 200 and < 300)
        {
            return Tokens(answer.Body) is { HasToken: true } issued
                ? TokenAnswer.Of(issued)
                : new(TokenOutcome.Unknown, null, Failure(answer, [], mayPass: true, "answered", NoToken));
        }

        if (status is >= 300 and < 400)
        {
            return new(TokenOutcome.Unknown, null, Failure(
                answer, [], mayPass: false, "redirected", ". No redirect is followed: check OutreachTokenOptions.TokenEndpoint."));
        }

        IReadOnlyList<JsonApiError> errors = Errors(answer.Body, secrets);
        string reasons = errors.Count == 0 ? "." : ": " + Sentence.End(JsonApiError.Describe(errors));
        return answer.Status switch
        {
            HttpStatusCode.TooManyRequests =>
                new(TokenOutcome.Refused, null, Failure(answer, errors, mayPass: true, "refused", reasons + OneAMinute)),
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError =>
                new(TokenOutcome.Unknown, null, Failure(answer, errors, mayPass: true, "answered", reasons)),
            _ when errors.Count == 0 => new(TokenOutcome.Unknown, null, Failure(answer, errors, mayPass: true, "answered", Between)),
            _ => new(TokenOutcome.Refused, null, Failure(answer, errors, mayPass: false, "refused", reasons + Hint(errors))),
        };
    }

    private static OutreachTokenException Failure(
        in ApiAnswer answer, IReadOnlyList<JsonApiError> errors, bool mayPass, string was, string what) =>
        new(FormattableString.Invariant($"{answer.Request} was {was} with {(int)answer.Status}{what}"))
        {
            MayPass = mayPass,
            Status = answer.Status,
            Errors = errors,
            Request = answer.Request,
            RetryAfter = answer.RateLimit?.RetryAfter,
        };

    private static string Hint(IReadOnlyList<JsonApiError> errors) => errors[0].Id switch
    {
        "invalid_client" or "unauthorized_client" => " Check OutreachTokenOptions.ClientId and ClientSecret.",
        "invalid_request" => " OutreachTokenOptions.RedirectUri must be one that the application is registered with.",
        _ => "",
    };

    private static TokenAnswerDocument? Tokens(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(ReadableJson.From(body), TokenJsonContext.Default.TokenAnswerDocument);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IReadOnlyList<JsonApiError> Errors(byte[] body, IReadOnlyList<string> secrets)
    {
        try
        {
            ErrorDocument? document = JsonSerializer.Deserialize(ReadableJson.From(body), JsonApiContext.Default.ErrorDocument);
            return [.. (document?.ToErrors() ?? []).Select(error => WithoutSecrets(error, secrets))];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static JsonApiError WithoutSecrets(JsonApiError error, IReadOnlyList<string> secrets)
    {
        return new(Safe(error.Id), Safe(error.Title), Safe(error.Detail), Safe(error.Pointer));

        string? Safe(string? text) =>
            text is not null && secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)) ? LeftOut : text;
    }
}
