using Outreach.Bulk.Tests.Support;
using Outreach.Bulk.Tokens;

namespace Outreach.Bulk.Tests.Tokens;

/// <summary>Law 8: secrets stay in. What is planted here is searched for in all that the suite logs and throws, too.</summary>
public class TokenSecretTests
{
    private const string Planted = "planted-7c31-refresh";

    private readonly TokenBench _bench = new();

    [Theory]
    [InlineData(200, """{"access_token":"planted-7c31 access","refresh_token":"planted-7c31"}""")]
    [InlineData(200, "planted-7c31-refresh")]
    [InlineData(302, "planted-7c31-refresh")]
    [InlineData(400, """{"error":"invalid_grant","error_description":"No such token: planted-7c31-refresh."}""")]
    [InlineData(401, """{"error":"invalid_client","error_description":"Not planted-7c31-client!"}""")]
    [InlineData(400, "planted-7c31-refresh")]
    [InlineData(429, """{"errors":[{"id":"planted-7c31-refresh","title":"planted-7c31-client","detail":"planted-7c31-refresh"}]}""")]
    [InlineData(500, "planted-7c31-refresh")]
    public async Task No_error_repeats_what_was_sent_or_answered(int status, string body)
    {
        await using OutreachTokens tokens = _bench.Program(initial: Planted);
        _bench.Server.Instead = () => TokenServer.Json(body, status);
        OutreachTokenException error = await tokens.FailAsync();
        Assert.DoesNotContain("planted", error.ToString());
        Assert.DoesNotContain("planted", string.Join(' ', error.Errors));
        Assert.DoesNotContain("planted", (await tokens.FailAsync()).ToString());
    }

    [Fact]
    public async Task Nothing_prints_a_secret()
    {
        OutreachTokenOptions options = _bench.Options(initial: Planted);
        await using OutreachTokens tokens = new(options);
        TokenEntry entry = new() { ClientId = "app", RefreshToken = Planted, AccessToken = Planted };
        TokenAnswer answer = TokenAnswer.Of(new() { AccessToken = Planted, RefreshToken = Planted });
        Assert.All(
            [$"{options}", $"{tokens}", $"{entry}", $"{answer}", $"{answer.Issued}"],
            text => Assert.DoesNotContain("planted", text));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_says_what_to_check()
    {
        await using ScriptedServer elsewhere = new(_ => Reply.Json("{}"));
        await using ScriptedServer server = new(_ => Reply.Redirect($"{elsewhere.BaseAddress}oauth/token", 307));
        await using OutreachTokens tokens = new(Options(server, () => new SocketsHttpHandler()));
        OutreachTokenException error = await tokens.FailAsync();
        Assert.Contains("was redirected with 307. No redirect is followed: check OutreachTokenOptions.TokenEndpoint.", error.Message);
        Assert.False(error.IsTransient);
        Assert.Empty(elsewhere.Received);
    }

    [Fact]
    public async Task A_handler_that_repeats_requests_sends_the_refresh_token_once()
    {
        await using ScriptedServer server = new(_ => Reply.Json("""{"access_token":"a","refresh_token":"r"}"""));
        await using OutreachTokens tokens = new(Options(server, () => new TwiceHandler { InnerHandler = new SocketsHttpHandler() }));
        Assert.Equal("a", await tokens.GetAsync());
        Received request = Assert.Single(server.Received);
        Assert.Equal("application/x-www-form-urlencoded", request.Headers["Content-Type"]);
        Assert.StartsWith("Outreach.Bulk/", request.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal(
            $"client_id=app&client_secret={TokenBench.Secret}&grant_type=refresh_token&refresh_token=a%20%2B%26%C3%A9", request.Body);
    }

    [Fact]
    public async Task A_connection_that_closes_when_it_is_used_again_sees_the_refresh_token_once()
    {
        int requests = 0;
        await using ScriptedServer server = new(
            _ => ++requests == 1 ? Reply.Json("""{"access_token":"a","refresh_token":"r","expires_in":60}""") : Reply.Close);
        await using OutreachTokens tokens = new(Options(server, null));
        await tokens.GetAsync();
        _bench.Pass(2);
        Assert.Contains("got no answer", (await tokens.FailAsync()).Message);
        Assert.Equal(2, server.Received.Count);
    }

    private OutreachTokenOptions Options(ScriptedServer server, Func<HttpMessageHandler>? handler) => new()
    {
        ClientId = "app",
        ClientSecret = TokenBench.Secret,
        Store = new MemoryStore(_bench.Disk),
        InitialRefreshToken = "a +&é",
        TokenEndpoint = new(server.BaseAddress, "/oauth/token"),
        TimeProvider = _bench.Time,
        Handler = handler,
    };

    private sealed class TwiceHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await base.SendAsync(request, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
