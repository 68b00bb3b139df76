using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Outreach.Bulk;

/// <summary>Tells what an answer means: a document, a refusal, or nothing that can be understood.</summary>
internal static class AnswerReader
{
    /// <summary>Whether the server may have acted although it did not say so: the answer comes from something between.</summary>
    public static bool LeavesOutcomeOpen(in ApiAnswer answer) => answer.Status switch
    {
        HttpStatusCode.ServiceUnavailable => false,
        >= HttpStatusCode.InternalServerError => true,
        _ => false,
    };

    public static T Read<T>(in ApiAnswer answer, JsonTypeInfo<T> type, Func<T, ErrorObject[]?> errors)
        where T : class
    {
        int status = (int)answer.Status;
        if (status is < 200 or > 299)
            throw Refusal(answer);

        T? document;
        try
        {
            document = JsonSerializer.Deserialize(answer.Body, type);
        }
        catch (JsonException exception)
        {
            throw Unreadable(answer, exception);
        }

        if (document is null)
            throw Unreadable(answer, null);
        return errors(document) is { Length: > 0 } reported
            ? throw Refusal(answer, [.. reported.Select(error => error.ToError())])
            : document;
    }

    public static OutreachBulkException Refusal(in ApiAnswer answer) =>
        (int)answer.Status is >= 300 and < 400
            ? new OutreachProtocolException(
                $"{answer.Request} was redirected ({(int)answer.Status}). No redirect is followed: check {nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.BaseAddress)}.")
            {
                Status = answer.Status,
                Request = answer.Request,
                RateLimit = answer.RateLimit,
            }
            : Refusal(answer, Errors(answer.Body));

    private static OutreachApiException Refusal(in ApiAnswer answer, IReadOnlyList<JsonApiError> errors)
    {
        string reasons = errors.Count == 0 ? "no reason given" : JsonApiError.Describe(errors);
        return new($"{answer.Request} was refused with {(int)answer.Status}: {reasons}{Hint(answer)}")
        {
            Status = answer.Status,
            Errors = errors,
            Request = answer.Request,
            RateLimit = answer.RateLimit,
        };
    }

    private static string Hint(in ApiAnswer answer) => answer.Status switch
    {
        HttpStatusCode.Unauthorized => ". The access token is missing, expired or not readable.",
        HttpStatusCode.Forbidden => ". The token lacks a scope, or the user's profile does not allow it.",
        HttpStatusCode.TooManyRequests => answer.RateLimit?.RetryAfter is { } wait ? $". Try again in {wait}." : ". Try again later.",
        _ => "",
    };

    private static OutreachProtocolException Unreadable(in ApiAnswer answer, Exception? cause) =>
        new($"{answer.Request} was answered with {(int)answer.Status} and {answer.Body.Length} bytes that are no JSON:API document. A proxy or a wrong base address may be in between.", cause)
        {
            Status = answer.Status,
            Request = answer.Request,
            RateLimit = answer.RateLimit,
        };

    private static IReadOnlyList<JsonApiError> Errors(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, JsonApiContext.Default.ErrorDocument)?.ToErrors() ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
