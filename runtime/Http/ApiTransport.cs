using System.Net;
using System.Net.Http.Headers;
using Outreach.Bulk.Primitives;
using Outreach.Bulk.Protocol;
using Outreach.Bulk.Telemetry;

namespace Outreach.Bulk.Http;

/// <summary>
/// Sends requests and reads answers to their end. What an answer means is <see cref="AnswerReader"/>'s to say; what is
/// thrown here says whether anything can have happened.
/// </summary>
internal sealed class ApiTransport : IDisposable
{
    private static readonly Action<object?> s_cancel = static deadline => ((CancellationTokenSource)deadline!).Cancel();

    private readonly OutreachBulkOptions _options;
    private readonly RequestBudget _budget;
    private readonly Func<HttpClient> _clients;
    private readonly TokenSource _tokens;
    private readonly CancellationTokenSource _lifetime = new();
    private readonly CancellationToken _disposed;
    private readonly DeadlinePool _deadlines;
    private readonly string _userAgent;
    private Authorization? _authorization;

    public ApiTransport(OutreachBulkOptions options, RequestBudget budget, Func<HttpClient> clients)
    {
        _options = options;
        _budget = budget;
        _clients = clients;
        _tokens = new(options.AccessToken!);
        _userAgent = UserAgent.Of(options);
        _disposed = _lifetime.Token;
        _deadlines = new(options.RequestTimeout, options.TimeProvider);
        Clock = new(options.TimeProvider);
    }

    /// <summary>What the answers show of the server's clock.</summary>
    public ServerClock Clock { get; }

    /// <summary>Sends a request that changes nothing, or that may be repeated after a look.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">The address.</param>
    /// <param name="body">The body; where it is empty, .NET sends the request again when a reused connection closes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OutreachConnectionException">No answer came.</exception>
    public async Task<ApiAnswer> SendAsync(HttpMethod method, Uri target, byte[] body, CancellationToken cancellationToken)
    {
        bool isBare = method == HttpMethod.Get && _options.Protocol.BareReads;
        SendAttempt attempt = new(method, target, isBare ? null : body, acts: false);
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
        DisposedConnection.ThrowIf(_disposed.IsCancellationRequested);
        HttpClient client = _clients();
        long turn = await _budget.EnterAsync(cancellationToken, _disposed).ConfigureAwait(false);
        await LeaveAsync(attempt, turn, cancellationToken).ConfigureAwait(false);
        HttpStatusCode? status = null;
        RateLimit? limit = null;
        string? token = null;
        CancellationTokenSource deadline = _deadlines.Start();
        CancellationTokenRegistration givingUp = cancellationToken.UnsafeRegister(s_cancel, deadline);
        CancellationTokenRegistration disposing = _disposed.UnsafeRegister(s_cancel, deadline);
        try
        {
            token = attempt.Token = await _tokens.GetAsync(attempt, deadline.Token).ConfigureAwait(false);
            if (token == attempt.RefusedToken)
                return new(HttpStatusCode.Unauthorized, [], null, attempt.Method, attempt.Target);
            using HttpResponseMessage response = await client
                .SendAsync(Request(attempt, token, client), HttpCompletionOption.ResponseHeadersRead, deadline.Token)
                .ConfigureAwait(false);
            status = response.StatusCode;
            Clock.Hear(response.Headers, attempt.LeftAt);
            limit = RateLimit.Read(response.Headers, _options.TimeProvider.GetUtcNow());
            byte[] answer = response.Content is BufferedContent buffered
                ? buffered.Bytes
                : await AnswerBody.ReadAsync(response.Content, deadline.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                _tokens.Reject(token);
            return new(response.StatusCode, answer, limit, attempt.Method, attempt.Target);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (exception is not OutreachBulkException && _disposed.IsCancellationRequested)
        {
            throw DisposedConnection.GivenUp(attempt.Summary, exception);
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested)
        {
            string summary = attempt.Summary;
            string waitedFor = token is null ? $", with {nameof(OutreachBulkOptions.AccessToken)} not answering" : "";
            throw new OutreachConnectionException(
                $"{summary} took longer than {nameof(OutreachBulkOptions.RequestTimeout)} ({_options.RequestTimeout}){waitedFor}.",
                exception)
            {
                Request = summary,
            };
        }
        catch (Exception exception) when (exception is not OutreachBulkException)
        {
            string summary = attempt.Summary;
            throw new OutreachConnectionException(
                $"{summary} got no answer: {Sentence.End(exception.Message)}",
                exception) { Request = summary };
        }
        finally
        {
            // First: a cancellation that comes now must not reach a deadline that another request has taken.
            givingUp.Dispose();
            disposing.Dispose();
            _budget.Leave(turn, status, limit);
            if (OutreachBulkTelemetry.Requests.Enabled)
            {
                OutreachBulkTelemetry.Requests.Add(
                    1,
                    new(OutreachBulkTelemetry.MethodTag, attempt.Method.Method),
                    new(OutreachBulkTelemetry.StatusTag, (int?)status ?? 0));
            }

            _deadlines.Return(deadline);
        }
    }

    private async ValueTask LeaveAsync(SendAttempt attempt, long turn, CancellationToken cancellationToken)
    {
        attempt.LeftAt = Clock.Now();
        attempt.LeftAtTimestamp = _options.TimeProvider.GetTimestamp();
        if (attempt.Leaving is null)
            return;
        try
        {
            await attempt.Leaving(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _budget.Leave(turn, null, null);
            throw;
        }
    }

    private HttpRequestMessage Request(SendAttempt attempt, string token, HttpClient client)
    {
        HttpRequestMessage request = new(attempt.Method, attempt.Target);
        request.Options.Set(SendAttempt.Key, attempt);
        request.Headers.TryAddWithoutValidation("Authorization", HeaderFor(token));
        request.Headers.TryAddWithoutValidation("Accept", MediaTypes.JsonApi);
        UserAgent.Add(request, client, _userAgent);

        // Reads need the media type too; .NET lets only content carry it, so a read carries an empty one.
        request.Content = attempt.NewContent();
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
