using System.Net;
using System.Net.Http.Headers;

namespace Outreach.Bulk;

/// <summary>One answer, read to its end. What only errors tell is not made before there is one.</summary>
internal readonly record struct ApiAnswer(
    HttpStatusCode Status, byte[] Body, HttpResponseHeaders Headers, DateTimeOffset ReceivedAt, HttpMethod Method, Uri Target)
{
    public RateLimit? RateLimit => RateLimit.Read(Headers, ReceivedAt);

    public RequestSummary Request => new(Method.Method, Target.AbsolutePath);
}

/// <summary>
/// Sends requests and reads answers to their end. What an answer means is <see cref="AnswerReader"/>'s to say; what is
/// thrown here says whether anything can have happened.
/// </summary>
internal sealed class ApiTransport(OutreachBulkOptions options, TokenSource tokens, Func<HttpClient> clients)
{
    private readonly DeadlinePool _deadlines = new(options.RequestTimeout, options.TimeProvider);
    private Authorization? _authorization;

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
        string token = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        CancellationTokenSource deadline = _deadlines.Start();
        CancellationTokenRegistration givingUp = cancellationToken.UnsafeRegister(
            static deadline => ((CancellationTokenSource)deadline!).Cancel(), deadline);
        try
        {
            HttpRequestMessage request = Request(method, attempt, body, token);
            using HttpResponseMessage response = await clients()
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token)
                .ConfigureAwait(false);
            byte[] answer = response.Content is BufferedContent buffered
                ? buffered.Bytes
                : await AnswerBody.ReadAsync(response.Content, deadline.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                tokens.Reject(token);
            return new(response.StatusCode, answer, response.Headers, options.TimeProvider.GetUtcNow(), method, attempt.Target);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException exception)
        {
            RequestSummary summary = new(method.Method, attempt.Target.AbsolutePath);
            throw new OutreachConnectionException(
                $"{summary} took longer than {nameof(OutreachBulkOptions.RequestTimeout)} ({options.RequestTimeout}).", exception) { Request = summary };
        }
        catch (Exception exception) when (exception is not OutreachBulkException)
        {
            RequestSummary summary = new(method.Method, attempt.Target.AbsolutePath);
            throw new OutreachConnectionException($"{summary} got no answer: {exception.Message}", exception) { Request = summary };
        }
        finally
        {
            // First: a cancellation that comes now must not reach a deadline that another request has taken.
            givingUp.Dispose();
            _deadlines.Return(deadline);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, SendAttempt attempt, byte[]? body, string token)
    {
        HttpRequestMessage request = new(method, attempt.Target);
        request.Options.Set(SendAttempt.Key, attempt);
        request.Headers.TryAddWithoutValidation("Authorization", HeaderFor(token));
        request.Headers.TryAddWithoutValidation("Accept", MediaTypes.JsonApi);

        // Reads need the media type too; .NET lets only content carry it, so a read carries an empty one.
        request.Content = new RequestBody(body ?? []);
        return request;
    }

    // Validated and written once per token; the guard copies headers as text, so a typed one would be written twice more.
    private string HeaderFor(string token)
    {
        Authorization? known = Volatile.Read(ref _authorization);
        if (known?.Token != token)
        {
            known = new(token, new AuthenticationHeaderValue("Bearer", token).ToString());
            Volatile.Write(ref _authorization, known);
        }

        return known.Header;
    }

    // A class, so that token and header are read and replaced together. Not a record: its text would be the token.
    private sealed class Authorization(string token, string header)
    {
        public string Token { get; } = token;

        public string Header { get; } = header;
    }
}
