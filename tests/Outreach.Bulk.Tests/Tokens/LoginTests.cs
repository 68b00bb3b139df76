namespace Outreach.Bulk.Tests.Tokens;

/// <summary>How the first tokens come into a store.</summary>
public class LoginTests
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private readonly TokenBench _bench = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_address_of_a_login_has_what_Outreach_documents_and_nothing_else()
    {
        await using OutreachTokens tokens = _bench.Program();
        Assert.Equal(
            "https://api.outreach.io/oauth/authorize?client_id=app&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&response_type=code"
                + "&scope=batches.read%20accounts.write&state=a%26b",
            tokens.CreateAuthorizationAddress("a&b", ["batches.read", "accounts.write"]).AbsoluteUri);
    }

    [Fact]
    public async Task With_a_verifier_a_login_has_its_challenge_and_the_exchange_the_verifier()
    {
        await using OutreachTokens tokens = _bench.Program();

        // The example of RFC 7636.
        Assert.EndsWith(
            "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256",
            tokens.CreateAuthorizationAddress("s", ["batches.read"], Verifier).AbsoluteUri,
            StringComparison.Ordinal);
        await tokens.ExchangeCodeAsync("code", Verifier, Stop);
        Assert.Equal(Verifier, Assert.Single(_bench.Server.Requests)["code_verifier"]);
    }

    [Fact]
    public async Task A_code_becomes_the_first_tokens_of_the_store()
    {
        await using OutreachTokens tokens = _bench.Program(initial: null);
        await tokens.ExchangeCodeAsync("the code", cancellationToken: Stop);
        Dictionary<string, string> request = Assert.Single(_bench.Server.Requests);
        Assert.Equal(
            ("authorization_code", "the code", "https://app.example/callback"),
            (request["grant_type"], request["code"], request["redirect_uri"]));
        Assert.False(request.ContainsKey("code_verifier"));
        Assert.Equal(("access-1", "refresh-1"), (_bench.Stored.AccessToken, _bench.Stored.RefreshToken));
        Assert.Equal("access-1", await tokens.GetAsync());
    }

    [Fact]
    public async Task A_code_that_is_refused_leaves_what_the_store_held()
    {
        await using OutreachTokens tokens = _bench.Program();
        await tokens.GetAsync();
        _bench.Server.Instead = TokenServer.InvalidGrant;
        OutreachTokenException error =
            await Assert.ThrowsAsync<OutreachTokenException>(() => tokens.ExchangeCodeAsync("code", cancellationToken: Stop));
        Assert.True(error.IsLoginRequired);
        Assert.Contains("The code was used before, is too old, or belongs to another RedirectUri. Log in again.", error.Message);
        Assert.Equal("access-1", await tokens.GetAsync());
    }

    [Fact]
    public async Task A_code_that_brings_no_refresh_token_stores_nothing()
    {
        _bench.Server.Instead = () => TokenServer.Json("""{"access_token":"a"}""");
        await using OutreachTokens tokens = _bench.Program();
        await Assert.ThrowsAsync<OutreachTokenException>(() => tokens.ExchangeCodeAsync("code", cancellationToken: Stop));
        Assert.Null(_bench.Disk.Text);
    }

    [Fact]
    public async Task An_exchange_whose_caller_gives_up_goes_on()
    {
        _bench.Server.Held = new();
        OutreachTokens tokens = _bench.Program();
        using CancellationTokenSource stop = new();
        Task login = tokens.ExchangeCodeAsync("code", cancellationToken: stop.Token);
        await _bench.Server.Acted.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => login);
        _bench.Server.Held.SetResult();
        await tokens.DisposeAsync();
        Assert.Equal("refresh-1", _bench.Stored.RefreshToken);
    }

    [Fact]
    public async Task A_refresh_token_from_elsewhere_takes_the_place_of_others()
    {
        await using OutreachTokens tokens = _bench.Program(initial: "stale");
        await tokens.FailAsync();
        await tokens.ImportRefreshTokenAsync("refresh-0", Stop);
        Assert.Equal("access-1", await tokens.GetAsync());
    }

    [Fact]
    public async Task An_answer_without_a_refresh_token_leaves_the_one_that_was_sent()
    {
        await using OutreachTokens tokens = _bench.Program();
        _bench.Server.Instead = () => TokenServer.Json("""{"access_token":"a"}""");
        Assert.Equal("a", await tokens.GetAsync());
        Assert.Equal("refresh-0", _bench.Stored.RefreshToken);
    }

    [Fact]
    public async Task What_cannot_be_meant_is_refused_before_anything_is_sent()
    {
        OutreachTokenOptions options = _bench.Options();
        await using OutreachTokens tokens = new(options);
        Assert.Throws<ArgumentException>(() => tokens.CreateAuthorizationAddress(" ", ["batches.read"]));
        Assert.Throws<ArgumentException>(() => tokens.CreateAuthorizationAddress("s", []));
        Assert.Throws<ArgumentException>(() => tokens.CreateAuthorizationAddress("s", ["batches.read"], "short"));
        await Assert.ThrowsAsync<ArgumentException>(() => tokens.ExchangeCodeAsync(""));
        await Assert.ThrowsAsync<ArgumentException>(() => tokens.ExchangeCodeAsync("code", new string('a', 129)));
        await Assert.ThrowsAsync<ArgumentException>(() => tokens.ImportRefreshTokenAsync(" "));
        await using OutreachTokens without = new(Copy(options, redirect: null));
        Assert.Contains(
            "RedirectUri", Assert.Throws<InvalidOperationException>(() => without.CreateAuthorizationAddress("s", ["x"])).Message);
        Assert.Empty(_bench.Server.Requests);
    }

    [Theory]
    [InlineData("ClientId")]
    [InlineData("ClientSecret")]
    [InlineData("InitialRefreshToken")]
    [InlineData("RedirectUri")]
    [InlineData("TokenEndpoint")]
    [InlineData("AuthorizationEndpoint")]
    [InlineData("RenewBefore")]
    [InlineData("RequestTimeout")]
    public void An_option_that_cannot_be_used_is_refused_by_its_name(string name)
    {
        OutreachTokenOptions options = new()
        {
            ClientId = name == "ClientId" ? " " : "app",
            ClientSecret = name == "ClientSecret" ? "" : "planted-7c31",
            Store = new MemoryStore(_bench.Disk),
            InitialRefreshToken = name == "InitialRefreshToken" ? "" : null,
            RedirectUri = name == "RedirectUri" ? new("callback", UriKind.Relative) : null,
            TokenEndpoint = new(name == "TokenEndpoint" ? "http://tokens.example/oauth/token" : "https://tokens.example/oauth/token"),
            AuthorizationEndpoint = new(name == "AuthorizationEndpoint" ? "https://a.example/?b" : "http://127.0.0.1:5000/oauth/authorize"),
            RenewBefore = name == "RenewBefore" ? TimeSpan.FromHours(2) : TimeSpan.Zero,
            RequestTimeout = name == "RequestTimeout" ? TimeSpan.Zero : TimeSpan.FromHours(1),
        };
        ArgumentException error = Assert.Throws<ArgumentException>(() => new OutreachTokens(options).Dispose());
        Assert.Contains($"OutreachTokenOptions.{name}", error.Message);
    }

    private static OutreachTokenOptions Copy(OutreachTokenOptions options, Uri? redirect) => new()
    {
        ClientId = options.ClientId,
        ClientSecret = options.ClientSecret,
        Store = options.Store,
        RedirectUri = redirect,
        Handler = options.Handler,
    };
}
