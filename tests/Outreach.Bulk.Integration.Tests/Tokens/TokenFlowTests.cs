using Outreach.Bulk.Emulator;
using Outreach.Bulk.Tests.Support;
using Outreach.Bulk.Tests.Telemetry;

namespace Outreach.Bulk.Integration.Tests.Tokens;

/// <summary>From a login to a job that outlives many tokens, over HTTP.</summary>
public sealed class TokenFlowTests : IDisposable
{
    private static readonly string[] s_scopes = ["batches.read", "batches.write", "accounts.write", "accounts.read"];

    private readonly VirtualTime _time = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-tokens-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_login_brings_tokens_that_are_good_for_its_scopes(bool pkce)
    {
        await using OutreachEmulator emulator = await StartAsync(options => options.Pkce = pkce);
        await using OutreachTokens tokens = Tokens(emulator, initial: null);
        string? verifier = pkce ? new string('v', 43) : null;
        using HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });
        using HttpResponseMessage agreed = await browser.GetAsync(tokens.CreateAuthorizationAddress("a state", s_scopes, verifier), Stop);
        string[] answer = agreed.Headers.Location!.Query.TrimStart('?').Split('&');
        Assert.Equal("state=a%20state", answer[1]);
        await tokens.ExchangeCodeAsync(answer[0]["code=".Length..], verifier, Stop);

        OutreachClient client = Over(emulator, tokens);
        BatchOperation tagging = await client.Accounts.AddTagsAsync(new() { Filter = new() { Id = [1, 2] } }, new() { Tags = ["x"] }, Stop);
        (await tagging.WaitForCompletionAsync(cancellationToken: Stop)).EnsureAllSucceeded();
        OutreachApiException refused = await Assert.ThrowsAsync<OutreachApiException>(
            () => client.Prospects.AddTagsAsync(new() { Filter = new() { Id = 1 } }, new() { Tags = ["x"] }, Stop));
        Assert.Contains("prospects.write", refused.Message);
    }

    [Fact]
    public async Task A_batch_that_takes_a_night_is_waited_for_with_one_token_after_the_other()
    {
        await using OutreachEmulator emulator = await StartAsync(options => options.ItemsPerSecond = 0.01);
        await using OutreachTokens tokens = Tokens(emulator);
        OutreachClient client = Over(emulator, tokens);
        BatchOperation tagging = await client.Accounts.AddTagsAsync(
            new() { Filter = AccountFilter.Everything, Confirm = Confirm.Exactly(300) }, new() { Tags = ["x"] }, Stop);
        (await tagging.WaitForCompletionAsync(cancellationToken: Stop)).EnsureAllSucceeded();
        TimeSpan night = _time.GetUtcNow() - VirtualTime.Origin;
        Assert.InRange(night, TimeSpan.FromHours(8), TimeSpan.FromHours(9));
        Assert.InRange(TokenRequests(emulator), 5, 6);
        Assert.DoesNotContain(emulator.Requests, request => request.Status == 401);
    }

    [Fact]
    public async Task A_token_that_is_refused_before_its_end_is_replaced_and_the_action_sent_once_more()
    {
        await using OutreachEmulator emulator = await StartAsync();
        await using OutreachTokens tokens = Tokens(emulator);
        await tokens.GetAsync(default, Stop);
        _time.Advance(TimeSpan.FromMinutes(2));
        emulator.Faults.Add(new() { Path = path => path.StartsWith("/batches", StringComparison.Ordinal), Times = 1 }, EmulatorFault.Unauthorized());
        BatchOperation tagging = await Over(emulator, tokens).Accounts.AddTagsAsync(
            new() { Filter = new() { Id = [1, 2] } }, new() { Tags = ["x"] }, Stop);
        (await tagging.WaitForCompletionAsync(cancellationToken: Stop)).EnsureAllSucceeded();
        Assert.Single(emulator.PostedActions);
        Assert.Equal(2, TokenRequests(emulator));
    }

    [Fact]
    public async Task An_answer_that_was_lost_ends_the_login_and_says_so_to_all_who_wait()
    {
        await using OutreachEmulator emulator = await StartAsync();
        await using OutreachTokens tokens = Tokens(emulator);
        emulator.Faults.LoseResponse(HttpMethod.Post, path => path == "/oauth/token");
        OutreachTokenException lost = await Assert.ThrowsAsync<OutreachTokenException>(() => tokens.GetAsync(default, Stop).AsTask());
        Assert.True(lost.IsTransient);
        OutreachConnectionException ended = await Assert.ThrowsAsync<OutreachConnectionException>(
            () => Over(emulator, tokens).Batches.Attach(1).WaitForCompletionAsync(cancellationToken: Stop));
        Assert.True(Assert.IsType<OutreachTokenException>(ended.InnerException).IsLoginRequired);
        Assert.Contains("A refresh was begun at 2026-01-05 08:00:00Z whose answer was never stored", ended.Message);
        Assert.InRange(_time.GetUtcNow() - VirtualTime.Origin, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5));
        Assert.Equal(2, TokenRequests(emulator));
    }

    [Fact]
    public async Task A_token_endpoint_that_is_down_or_busy_for_a_while_ends_no_wait()
    {
        await using OutreachEmulator emulator = await StartAsync();
        await using OutreachTokens tokens = Tokens(emulator);
        OutreachClient client = Over(emulator, tokens);
        BatchOperation tagging = await client.Accounts.AddTagsAsync(new() { Filter = new() { Id = [1, 2] } }, new() { Tags = ["x"] }, Stop);
        _time.Advance(TimeSpan.FromHours(3));
        emulator.Faults
            .Add(new() { Path = IsToken, Times = 1 }, EmulatorFault.HtmlPage())
            .Add(new() { Path = IsToken, Times = 1 }, EmulatorFault.TooManyRequests(TimeSpan.FromMinutes(3)))
            .Add(new() { Path = IsToken, Times = 1 }, EmulatorFault.Reset)
            .Add(new() { Path = IsToken, Times = 1 }, EmulatorFault.Unavailable(TimeSpan.FromMinutes(2)));
        (await tagging.WaitForCompletionAsync(cancellationToken: Stop)).EnsureAllSucceeded();
        Assert.Equal(6, TokenRequests(emulator));
        static bool IsToken(string path) => path == "/oauth/token";
    }

    [Fact]
    public async Task Many_programs_over_one_file_stay_within_one_token_a_minute()
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachTokens[] programs = [.. Enumerable.Range(0, 8).Select(_ => Tokens(emulator))];
        string?[] rejected = new string?[programs.Length];
        for (int round = 0; round < 5; round++)
        {
            string[] given = await Task.WhenAll(programs.Select(
                (tokens, index) => tokens.GetAsync(new(rejected[index]), Stop).AsTask()));
            Assert.Single(given.Distinct());
            Array.Fill(rejected, given[0]);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        foreach (OutreachTokens tokens in programs)
            await tokens.DisposeAsync();
        Assert.Equal(5, TokenRequests(emulator));
        Assert.DoesNotContain(emulator.Requests, request => request.Status != 200);
    }

    [Theory]
    [InlineData(IdentityForm.Resource, true)]
    [InlineData(IdentityForm.Meta, true)]
    [InlineData(IdentityForm.Nothing, false)]
    [InlineData(IdentityForm.NotFound, false)]
    public async Task Who_a_token_is_can_be_asked(IdentityForm form, bool isKnown)
    {
        await using OutreachEmulator emulator = await StartAsync(options => options.Identity = form);
        await using OutreachTokens tokens = Tokens(emulator);
        OutreachIdentity identity = await Over(emulator, tokens).Connection.GetIdentityAsync(Stop);
        Assert.Equal(
            isKnown ? (1, "Emma Lator", "emma@emulator.example", "1", "Emulator") : (null, null, null, null, null),
            (identity.UserId, identity.UserName, identity.UserEmail, identity.OrgId, identity.OrgName));
    }

    private static int TokenRequests(OutreachEmulator emulator) =>
        emulator.Requests.Count(request => request.PathAndQuery == "/oauth/token");

    private Task<OutreachEmulator> StartAsync(Action<EmulatorOptions>? configure = null)
    {
        EmulatorOptions options = new() { Accounts = 300, Prospects = 10, TimeProvider = _time, RefreshToken = "planted-7c31" };
        configure?.Invoke(options);
        return OutreachEmulator.StartAsync(options, Stop);
    }

    private OutreachTokens Tokens(OutreachEmulator emulator, string? initial = "planted-7c31") => new(new()
    {
        ClientId = "emulator-client",
        ClientSecret = "emulator-client-secret",
        Store = OutreachTokenStore.File(Path.Combine(_folder, "tokens")),
        RedirectUri = new("https://localhost/callback"),
        InitialRefreshToken = initial,
        TokenEndpoint = emulator.TokenEndpoint,
        AuthorizationEndpoint = emulator.AuthorizationEndpoint,
        TimeProvider = _time,
        LoggerFactory = TelemetryWatch.LoggerFactory,
    });

    private OutreachClient Over(OutreachEmulator emulator, OutreachTokens tokens) =>
        Client.Over(emulator.BaseAddress, "", options => (options.AccessToken, options.TimeProvider) = (tokens.GetAsync, _time));
}
