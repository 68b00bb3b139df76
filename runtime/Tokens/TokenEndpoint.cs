using System.Text;
using Outreach.Bulk.Http;
using Outreach.Bulk.Primitives;
using Outreach.Bulk.Protocol;

namespace Outreach.Bulk.Tokens;

/// <summary>
/// Token requests. Each leaves once, whatever handlers are above, and no redirect is followed. Neither a request nor an answer is ever
/// quoted: both hold secrets.
/// </summary>
internal sealed class TokenEndpoint : IDisposable
{
    public const string GrantType = "grant_type";

    private readonly OutreachTokenOptions _options;
    private readonly ServerClock _clock;
    private readonly HttpClient _client;

    /// <exception cref="InvalidOperationException">The options' handler is in use already and follows redirects.</exception>
    public TokenEndpoint(OutreachTokenOptions options)
    {
        _options = options;
        _clock = new(options.TimeProvider);
        HttpMessageHandler primary = options.Handler?.Invoke() ?? PrimaryHandler.Create();
        SendOnceHandler guard = new(options.TimeProvider, options.RequestTimeout);
        _client = new(GuardedHandler.Over(primary, guard, "sending a refresh token twice")) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Asks for tokens. Nobody can give up: what was sent may have replaced the refresh token.</summary>
    /// <param name="grant">The fields besides those of the application, among them the secret that is used up by it.</param>
    public async Task<TokenAnswer> AskAsync(params (string Name, string Value)[] grant)
    {
        string[] secrets = [_options.ClientSecret, .. grant.Where(field => field.Name != GrantType).Select(field => field.Value)];
        List<(string Name, string Value)> fields = [("client_id", _options.ClientId), ("client_secret", _options.ClientSecret), .. grant];
        if (_options.RedirectUri is { } redirect)
            fields.Add(("redirect_uri", redirect.OriginalString));
        SendAttempt attempt = new(HttpMethod.Post, _options.TokenEndpoint, Encoding.ASCII.GetBytes(Form(fields)), acts: true)
        {
            MediaType = MediaTypes.Form,
            LeftAt = _clock.Now(),
            LeftAtTimestamp = _options.TimeProvider.GetTimestamp(),
        };
        using CancellationTokenSource deadline = new(_options.RequestTimeout, _options.TimeProvider);
        try
        {
            using HttpRequestMessage request = Request(attempt);
            using HttpResponseMessage response = await _client.SendAsync(request, deadline.Token).ConfigureAwait(false);
            byte[] body = await AnswerBody.ReadAsync(response.Content, deadline.Token).ConfigureAwait(false);
            RateLimit? limit = RateLimit.Read(response.Headers, _options.TimeProvider.GetUtcNow());
            return TokenAnswerReader.Read(new(response.StatusCode, body, limit, attempt.Method, attempt.Target), secrets);
        }
        catch (Exception exception)
        {
            return Failed(attempt, exception);
        }
    }

    public void Dispose() => _client.Dispose();

    private static string Form(IEnumerable<(string Name, string Value)> fields) =>
        string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));

    private static HttpRequestMessage Request(SendAttempt attempt)
    {
        HttpRequestMessage request = new(attempt.Method, attempt.Target) { Content = attempt.NewContent() };
        request.Options.Set(SendAttempt.Key, attempt);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent.Library);
        return request;
    }

    private TokenAnswer Failed(SendAttempt attempt, Exception exception)
    {
        string what = exception is OperationCanceledException
            ? $"took longer than {nameof(OutreachTokenOptions)}.{nameof(OutreachTokenOptions.RequestTimeout)} ({_options.RequestTimeout})"
            : $"{(attempt.WasSent ? "got no answer" : "was not sent")}: {exception.Message}";
        return new(
            attempt.WasSent ? TokenOutcome.Unknown : TokenOutcome.NotSent,
            null,
            new(Sentence.End($"{attempt.Summary} {what}"), exception)
            {
                MayPass = exception is not OutreachBulkException { IsTransient: false },
                Request = attempt.Summary,
            });
    }
}
