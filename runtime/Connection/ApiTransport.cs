using System.Net;
using System.Net.Http.Headers;

namespace Outreach.Bulk;

/// <summary>One answer, read to its end.</summary>
internal readonly record struct ApiAnswer(HttpStatusCode Status, byte[] Body, RateLimit? RateLimit, RequestSummary Request);

/// <summary>
/// Sends requests and reads answers to their end. What an answer means is <see cref="AnswerReader"/>'s to say; what is
/// thrown here says whether anything can have happened.
/// </summary>
internal sealed class ApiTransport(OutreachBulkOptions options, TokenSource tokens, Func<HttpClient> clients)
{
    private static readonly MediaTypeWithQualityHeaderValue s_accept = new(MediaTypes.JsonApi);

    /// <summary>Sends a request that changes nothing, or that may be repeated after a look.</summary>
    /// <exception cref="OutreachConnectionException">No answer came.</exception>
    public async Task<ApiAnswer> SendAsync(HttpMethod method, Uri target, byte[]? body, CancellationToken cancellationToken)
    {
        SendAttempt attempt = new(acts: false, target);
        ApiAnswer answer = await SendMarkedAsync(method, attempt, body, cancellationToken).ConfigureAwait(false);
        return answer.Status == HttpStatusCode.Unauthorized
            ? await SendMarkedAsync(method, attempt, body, cancellationToken).ConfigureAwait(false)
            : answer;
    }

    /// <summary>Sends a POST that acts, once.</summary>
    /// <param name="attempt">The memory of the send; says afterwards whether the request left.</param>
    /// <param name="body">The body; never empty, since .NET resends a POST without one when a reused connection closes.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<ApiAnswer> SendOnceAsync(SendAttempt attempt, byte[] body, CancellationToken cancellationToken) =>
        SendMarkedAsync(HttpMethod.Post, attempt, body, cancellationToken);

    private async Task<ApiAnswer> SendMarkedAsync(
        HttpMethod method, SendAttempt attempt, byte[]? body, CancellationToken cancellationToken)
    {
        RequestSummary summary = new(method.Method, attempt.Target.AbsolutePath);
        string token = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        using CancellationTokenSource deadline = new(options.RequestTimeout, options.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            HttpRequestMessage request = Request(method, attempt, body, token);
            using HttpResponseMessage response = await clients()
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token)
                .ConfigureAwait(false);
            byte[] answer = response.Content is BufferedContent buffered
                ? buffered.Bytes
                : await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                tokens.Reject(token);
            return new(response.StatusCode, answer, RateLimit.Read(response.Headers, options.TimeProvider.GetUtcNow()), summary);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException exception)
        {
            throw new OutreachConnectionException(
                $"{summary} took longer than {nameof(OutreachBulkOptions.RequestTimeout)} ({options.RequestTimeout}).", exception) { Request = summary };
        }
        catch (Exception exception) when (exception is not OutreachBulkException)
        {
            throw new OutreachConnectionException($"{summary} got no answer: {exception.Message}", exception) { Request = summary };
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, SendAttempt attempt, byte[]? body, string token)
    {
        HttpRequestMessage request = new(method, attempt.Target);
        request.Options.Set(SendAttempt.Key, attempt);
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.Accept.Add(s_accept);

        // Reads need the media type too; .NET lets only content carry it, so a read carries an empty one.
        request.Content = new RequestBody(body ?? []);
        return request;
    }
}
