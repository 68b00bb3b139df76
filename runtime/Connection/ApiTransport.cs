using System.Net;
using System.Net.Http.Headers;

namespace Outreach.Bulk;

/// <summary>One answer, read to its end.</summary>
internal readonly record struct ApiAnswer(HttpStatusCode Status, byte[] Body, RateLimit? RateLimit, RequestSummary Request);

/// <summary>
/// Sends requests and reads answers to their end. What an answer means is <see cref="AnswerReader"/>'s to say; what is
/// thrown here says whether anything can have happened.
/// </summary>
internal sealed class ApiTransport : IDisposable
{
    private static readonly MediaTypeWithQualityHeaderValue s_accept = new(MediaTypes.JsonApi);

    private readonly OutreachBulkOptions _options;
    private readonly Func<HttpClient> _clients;
    private readonly TokenSource _tokens;
    private readonly CancellationTokenSource _lifetime = new();
    private readonly CancellationToken _disposed;

    public ApiTransport(OutreachBulkOptions options, Func<HttpClient> clients)
    {
        _options = options;
        _clients = clients;
        _tokens = new(options.AccessToken!);
        _disposed = _lifetime.Token;
    }

    /// <summary>Sends a request that changes nothing, or that may be repeated after a look.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">The address.</param>
    /// <param name="body">The body; empty for a read, and never for a POST, which .NET resends when a reused connection closes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OutreachConnectionException">No answer came.</exception>
    public async Task<ApiAnswer> SendAsync(HttpMethod method, Uri target, byte[] body, CancellationToken cancellationToken)
    {
        SendAttempt attempt = new(method, target, body, acts: false);
        ApiAnswer answer = await SendMarkedAsync(attempt, cancellationToken).ConfigureAwait(false);
        return answer.Status == HttpStatusCode.Unauthorized
            ? await SendMarkedAsync(attempt, cancellationToken).ConfigureAwait(false)
            : answer;
    }

    /// <summary>Sends a POST that acts, once.</summary>
    /// <param name="attempt">The POST, and the memory of its send; says afterwards whether the request left.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<ApiAnswer> SendOnceAsync(SendAttempt attempt, CancellationToken cancellationToken) =>
        SendMarkedAsync(attempt, cancellationToken);

    public void Dispose()
    {
        _lifetime.Cancel();
        _lifetime.Dispose();
    }

    private async Task<ApiAnswer> SendMarkedAsync(SendAttempt attempt, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, typeof(OutreachBulkConnection));
        RequestSummary summary = new(attempt.Method.Method, attempt.Target.AbsolutePath);
        HttpClient client = _clients();
        string? token = null;
        using CancellationTokenSource deadline = new(_options.RequestTimeout, _options.TimeProvider);
        using CancellationTokenSource any = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token, _disposed);
        try
        {
            token = await _tokens.GetAsync(summary, any.Token).ConfigureAwait(false);
            using HttpResponseMessage response = await client
                .SendAsync(Request(attempt, token), HttpCompletionOption.ResponseHeadersRead, any.Token)
                .ConfigureAwait(false);
            byte[] answer = response.Content is BufferedContent buffered
                ? buffered.Bytes
                : await response.Content.ReadAsByteArrayAsync(any.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                _tokens.Reject(token);
            return new(response.StatusCode, answer, RateLimit.Read(response.Headers, _options.TimeProvider.GetUtcNow()), summary);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (exception is not OutreachBulkException && _disposed.IsCancellationRequested)
        {
            throw new ObjectDisposedException($"{summary} was given up: its {nameof(OutreachBulkConnection)} was disposed.", exception);
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested)
        {
            string waitedFor = token is null ? $", with {nameof(OutreachBulkOptions.AccessToken)} not answering" : "";
            throw new OutreachConnectionException(
                $"{summary} took longer than {nameof(OutreachBulkOptions.RequestTimeout)} ({_options.RequestTimeout}){waitedFor}.", exception) { Request = summary };
        }
        catch (Exception exception) when (exception is not OutreachBulkException)
        {
            throw new OutreachConnectionException($"{summary} got no answer: {exception.Message}", exception) { Request = summary };
        }
    }

    private static HttpRequestMessage Request(SendAttempt attempt, string token)
    {
        HttpRequestMessage request = new(attempt.Method, attempt.Target);
        request.Options.Set(SendAttempt.Key, attempt);
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.Accept.Add(s_accept);

        // Reads need the media type too; .NET lets only content carry it, so a read carries an empty one.
        request.Content = new RequestBody(attempt.Body);
        return request;
    }
}
