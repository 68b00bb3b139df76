using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Protocol;

/// <summary>Tells what an answer means: a document, a refusal, or nothing that can be understood.</summary>
internal static class AnswerReader
{
    /// <summary>
    /// Whether the answer says that nothing was done. Statuses that a proxy sends in a server's place, after a request may
    /// have reached it, say so only in JSON:API's own form.
    /// </summary>
    public static bool IsRefusal(HttpStatusCode status, byte[] body) => status switch
    {
        < HttpStatusCode.MultipleChoices or HttpStatusCode.RequestTimeout or HttpStatusCode.ServiceUnavailable =>
            ErrorsOf(body) is { IsRefusal: true },
        >= HttpStatusCode.InternalServerError => false,
        _ => true,
    };

    /// <summary>
    /// Whether the answer is a 401 in the API's own form or its gateway's. Both look at the token before anything is done; a page
    /// may come from something that a request passed on its way out as well as on its way in.
    /// </summary>
    public static bool IsRefusalOfToken(HttpStatusCode status, byte[] body) =>
        status == HttpStatusCode.Unauthorized && ErrorsOf(body) is { IsRefusalOfAnyForm: true };

    /// <summary>Reads one resource, which errors beside it do not outweigh: it exists.</summary>
    public static Resource<T> ReadResource<T>(in ApiAnswer answer, JsonTypeInfo<Document<T>> type)
    {
        Document<T> document = Read(answer, type);
        if (document.Data is [{ Id: not null } resource])
            return resource;
        ThrowIfRefused(answer, document.Errors);
        throw WithoutData(answer);
    }

    /// <summary>Reads what an answer says of something that has no id.</summary>
    public static T ReadAttributes<T>(in ApiAnswer answer, JsonTypeInfo<Document<T>> type)
        where T : class
    {
        Document<T> document = Read(answer, type);
        ThrowIfRefused(answer, document.Errors);
        return document.Data is [{ Attributes: { } attributes }] ? attributes : throw WithoutData(answer);
    }

    /// <summary>Reads a page, which errors beside it make incomplete.</summary>
    public static Document<T> ReadPage<T>(in ApiAnswer answer, JsonTypeInfo<Document<T>> type)
    {
        Document<T> document = Read(answer, type);
        ThrowIfRefused(answer, document.Errors);
        return document.Data is not null ? document : throw WithoutData(answer);
    }

    /// <summary>Reads a document of whatever form.</summary>
    public static JsonElement ReadAny(in ApiAnswer answer)
    {
        if ((int)answer.Status is < 200 or > 299)
            throw Refusal(answer);
        try
        {
            return JsonSerializer.Deserialize(ReadableJson.From(answer.Body), JsonApiContext.Default.JsonElement);
        }
        catch (JsonException exception)
        {
            throw Unreadable(answer, exception);
        }
    }

    /// <summary>The body of an answer that is no refusal, as it came.</summary>
    public static byte[] ReadBody(in ApiAnswer answer) => (int)answer.Status is >= 200 and <= 299 ? answer.Body : throw Refusal(answer);

    /// <summary>An error about an answer that does not fit the request.</summary>
    public static OutreachConnectionException Unexpected(in ApiAnswer answer, string message, Exception? cause = null) =>
        new(message, cause)
    {
        Status = answer.Status,
        Request = answer.Request,
        RetryAfter = answer.RateLimit?.RetryAfter,
    };

    private static Document<T> Read<T>(in ApiAnswer answer, JsonTypeInfo<Document<T>> type)
    {
        if ((int)answer.Status is < 200 or > 299)
            throw Refusal(answer);
        try
        {
            return JsonSerializer.Deserialize(ReadableJson.From(answer.Body), type) ?? throw Unreadable(answer, null);
        }
        catch (JsonException exception)
        {
            throw Unreadable(answer, exception);
        }
    }

    private static void ThrowIfRefused(in ApiAnswer answer, ErrorObject[]? errors)
    {
        if (ErrorObject.ToErrors(errors) is { Count: > 0 } reported)
            throw Refusal(answer, reported);
    }

    private static OutreachBulkException Refusal(in ApiAnswer answer) =>
        (int)answer.Status is >= 300 and < 400
            ? Unexpected(
                answer,
                $"{answer.Request} was redirected ({(int)answer.Status}). No redirect is followed: check OutreachBulkOptions.BaseAddress.")
            : Refusal(answer, ErrorsOf(answer.Body)?.ToErrors() ?? []);

    private static OutreachApiException Refusal(in ApiAnswer answer, IReadOnlyList<JsonApiError> errors)
    {
        string text = AnswerText.Start(answer.Body);
        string hint = Hint(answer, errors);
        return new(Refusal(answer.Request, answer.Status, errors, text, hint))
        {
            AnswerText = text,
            Hint = hint,
            IsFromBetween = errors.Count == 0 && !AnswerText.IsJson(answer.Body),
            Status = answer.Status,
            Errors = errors,
            Request = answer.Request,
            RetryAfter = answer.RateLimit?.RetryAfter,
        };
    }

    /// <summary>The message of a refusal.</summary>
    public static string Refusal(string request, HttpStatusCode? status, IReadOnlyList<JsonApiError> errors, string text, string hint)
    {
        string reasons = errors.Count == 0 ? AnswerText.Describe(text) : JsonApiError.Describe(errors);
        return $"{request} was refused with {(int?)status}: {Sentence.End(reasons)}{hint}";
    }

    private static string Hint(in ApiAnswer answer, IReadOnlyList<JsonApiError> errors) => answer.Status switch
    {
        HttpStatusCode.BadRequest or HttpStatusCode.LengthRequired when errors.Count == 0 && answer.Method == HttpMethod.Get =>
            " Where a gateway refuses the Content-Length of a read, ProtocolOptions.BareReads leaves it out.",
        HttpStatusCode.Unauthorized => " The access token is missing, expired or not readable.",
        HttpStatusCode.Forbidden => " The token lacks a scope, or the user's profile does not allow it.",
        HttpStatusCode.TooManyRequests => answer.RateLimit?.RetryAfter is { } wait ? $" Try again in {wait}." : " Try again later.",
        _ => "",
    };

    private static OutreachConnectionException Unreadable(in ApiAnswer answer, Exception? cause) => Unexpected(
        answer,
        $"{answer.Request} was answered with {(int)answer.Status} and {answer.Body.Length} bytes that are no JSON:API document: "
            + $"{Sentence.End(AnswerText.Describe(AnswerText.Start(answer.Body)))} A proxy or a wrong base address may be in between.",
        cause);

    private static OutreachConnectionException WithoutData(in ApiAnswer answer) =>
        Unexpected(answer, $"{answer.Request} was answered with {(int)answer.Status} and a document without data.");

    private static ErrorDocument? ErrorsOf(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(ReadableJson.From(body), JsonApiContext.Default.ErrorDocument);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
