using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Http;

/// <summary>Logins and tokens over HTTP, as far as Outreach documents them.</summary>
public sealed class OAuthTests
{
    private const string Callback = "https://localhost/callback";
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    [Fact]
    public async Task A_user_who_is_sent_to_log_in_comes_back_with_a_code_that_becomes_tokens_once()
    {
        await using Local local = await Local.StartAsync();
        Uri back = await AuthorizeAsync(local, "scope=accounts.read%20batches.read&state=a%26b");
        Assert.StartsWith(Callback + "?code=", back.OriginalString, StringComparison.Ordinal);
        Assert.EndsWith("&state=a%26b", back.OriginalString, StringComparison.Ordinal);
        Reply tokens = await ExchangeAsync(local, CodeOf(back));
        Assert.Equal(200, tokens.Status);
        Assert.Equal(("Bearer", 7_200, "accounts.read batches.read"),
            ((string)tokens.Body!["token_type"]!, (int)tokens.Body["expires_in"]!, (string)tokens.Body["scope"]!));
        Assert.Equal(local.Clock.GetUtcNow().ToUnixTimeSeconds(), (long)tokens.Body["created_at"]!);
        local.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((400, "invalid_grant"), Error(await ExchangeAsync(local, CodeOf(back))));
    }

    [Fact]
    public async Task A_refresh_token_is_replaced_at_each_use_and_the_old_one_is_refused()
    {
        await using Local local = await Local.StartAsync();
        Reply first = await RefreshAsync(local, "emulator-refresh-token");
        Assert.Equal((400, "invalid_grant"), Error(await RefreshAsync(local, "emulator-refresh-token")));
        local.Clock.Advance(TimeSpan.FromMinutes(1));
        Reply second = await RefreshAsync(local, (string)first.Body!["refresh_token"]!);
        Assert.Equal(200, second.Status);
        Assert.NotEqual((string)first.Body["access_token"]!, (string)second.Body!["access_token"]!);
    }

    [Theory]
    [InlineData(59, 429)]
    [InlineData(60, 200)]
    public async Task One_token_is_handed_out_in_a_minute_and_a_refresh_token_is_not_used_up_by_the_refusal(int seconds, int status)
    {
        await using Local local = await Local.StartAsync();
        string refreshToken = (string)(await RefreshAsync(local, "emulator-refresh-token")).Body!["refresh_token"]!;
        local.Clock.Advance(TimeSpan.FromSeconds(seconds));
        Reply next = await RefreshAsync(local, refreshToken);
        Assert.Equal(status, next.Status);
        if (status == 429)
            Assert.Equal("rateLimitExceeded", next.ErrorId);
        local.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(status == 429 ? 200 : 400, (await RefreshAsync(local, refreshToken)).Status);
    }

    [Fact]
    public async Task More_than_one_token_a_minute_can_be_allowed()
    {
        await using Local local = await Local.StartAsync(options => options.OneTokenAMinute = false);
        Reply first = await RefreshAsync(local, "emulator-refresh-token");
        Assert.Equal(200, (await RefreshAsync(local, (string)first.Body!["refresh_token"]!)).Status);
    }

    [Fact]
    public async Task An_access_token_lives_two_hours_and_a_refresh_token_fourteen_days_of_the_emulators_clock()
    {
        await using Local local = await Local.StartAsync();
        Reply tokens = await RefreshAsync(local, "emulator-refresh-token");
        string access = (string)tokens.Body!["access_token"]!;
        local.Clock.Advance(TimeSpan.FromSeconds(7_199));
        Assert.Equal(200, (await AskAsync(local, HttpMethod.Get, "accounts", access)).Status);
        local.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await AskAsync(local, HttpMethod.Get, "accounts", access)).Status);
        local.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal((400, "invalid_grant"), Error(await RefreshAsync(local, (string)tokens.Body["refresh_token"]!)));
    }

    [Theory]
    [InlineData("accounts.read", "GET", "accounts", null)]
    [InlineData("accounts.all", "GET", "accounts/1", null)]
    [InlineData("accounts.write", "GET", "accounts", "accounts.read")]
    [InlineData("prospects.all", "GET", "accounts", "accounts.read")]
    [InlineData("batches.read batches.write accounts.write", "POST", "batches/actions/accountAddTags?actionParams[filter][id][]=1", null)]
    [InlineData("batches.all prospects.all", "POST", "batches/actions/accountAddTags?actionParams[filter][id][]=1", "accounts.write")]
    [InlineData("batches.write accounts.write", "POST", "batches/actions/accountAddTags?actionParams[filter][id][]=1", "batches.read")]
    [InlineData("batches.read", "GET", "batches", null)]
    [InlineData("batches.read", "POST", "batches/1/actions/confirm", "batches.write")]
    [InlineData("imports.read", "POST", "imports/actions/generateUploadLink", "imports.write")]
    [InlineData("imports.all", "POST", "imports/actions/generateUploadLink", null)]
    [InlineData("imports.write", "GET", "imports/1", "imports.read")]
    public async Task A_token_is_good_for_the_scopes_that_were_granted(string scopes, string method, string path, string? missing)
    {
        await using Local local = await Local.StartAsync();
        Uri back = await AuthorizeAsync(local, $"scope={Uri.EscapeDataString(scopes)}&state=s");
        string access = (string)(await ExchangeAsync(local, CodeOf(back))).Body!["access_token"]!;
        Reply answer = await AskAsync(local, new(method), path, access, """{"data":{"attributes":{"tags":["x"]}}}""");
        Assert.Equal(missing is null ? 200 : 403, answer.Status);
        if (missing is not null)
            Assert.Contains(missing, (string)answer.Body!["errors"]![0]!["detail"]!);
    }

    [Theory]
    [InlineData("client_id=other", 401, "invalid_client")]
    [InlineData("redirect_uri=https%3A%2F%2Felsewhere.example%2F", 400, "invalid_request")]
    public async Task Whoever_cannot_be_trusted_is_not_redirected_to(string change, int status, string error)
    {
        await using Local local = await Local.StartAsync();
        Assert.Equal((status, error), Error(await local.SendAsync(Authorize(local, $"scope=accounts.read&state=s&{change}"))));
    }

    [Theory]
    [InlineData("scope=accounts.read&response_type=token", "unsupported_response_type")]
    [InlineData("scope=", "invalid_scope")]
    [InlineData("scope=accounts.everything", "invalid_scope")]
    public async Task Other_mistakes_come_back_to_the_application(string change, string error)
    {
        await using Local local = await Local.StartAsync();
        Assert.Equal($"{Callback}?error={error}&state=s", (await AuthorizeAsync(local, $"state=s&{change}")).OriginalString);
    }

    [Theory]
    [InlineData("client_secret=wrong", 401, "invalid_client")]
    [InlineData("client_id=other", 401, "invalid_client")]
    [InlineData("grant_type=password", 400, "unsupported_grant_type")]
    [InlineData("grant_type=", 400, "invalid_request")]
    [InlineData("redirect_uri=https%3A%2F%2Felsewhere.example%2F", 400, "invalid_grant")]
    [InlineData("refresh_token=", 400, "invalid_grant")]
    public async Task What_is_wrong_with_a_refresh_is_said_in_OAuths_words(string change, int status, string error)
    {
        await using Local local = await Local.StartAsync();
        Assert.Equal((status, error), Error(await RefreshAsync(local, "emulator-refresh-token", $"&{change}")));
    }

    [Theory]
    [InlineData(false, null, 200)]
    [InlineData(true, null, 400)]
    [InlineData(true, "other", 400)]
    [InlineData(true, Verifier, 200)]
    public async Task With_PKCE_a_code_needs_its_verifier(bool pkce, string? verifier, int status)
    {
        await using Local local = await Local.StartAsync(options => options.Pkce = pkce);
        Uri back = await AuthorizeAsync(
            local,
            "scope=accounts.read&state=s&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256");
        Assert.Equal(status, (await ExchangeAsync(local, CodeOf(back), verifier is null ? "" : $"&code_verifier={verifier}")).Status);
    }

    [Fact]
    public async Task An_answer_of_the_token_endpoint_can_be_lost_after_it_has_acted()
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults.LoseResponse(HttpMethod.Post, path => path == "/oauth/token");
        await Assert.ThrowsAsync<HttpRequestException>(() => RefreshAsync(local, "emulator-refresh-token"));
        Assert.Equal((400, "invalid_grant"), Error(await RefreshAsync(local, "emulator-refresh-token")));
    }

    [Fact]
    public async Task Recorded_requests_hold_no_secret_of_a_login()
    {
        await using Local local = await Local.StartAsync();
        await RefreshAsync(local, "emulator-refresh-token");
        await ExchangeAsync(local, "some-code", "&code_verifier=some-verifier");
        Assert.Equal(
            ["client_id=emulator-client&client_secret=***&grant_type=refresh_token&refresh_token=***",
                "client_id=emulator-client&client_secret=***&grant_type=authorization_code&code=***"
                    + "&redirect_uri=https%3A%2F%2Flocalhost%2Fcallback&code_verifier=***"],
            local.Emulator.Requests.Select(request => request.Body));
    }

    [Theory]
    [InlineData(IdentityForm.Resource, 200, "emma@emulator.example")]
    [InlineData(IdentityForm.Meta, 200, "emma@emulator.example")]
    [InlineData(IdentityForm.Nothing, 200, null)]
    [InlineData(IdentityForm.NotFound, 404, null)]
    public async Task The_root_says_who_a_token_is_in_the_form_that_was_chosen(IdentityForm form, int status, string? email)
    {
        await using Local local = await Local.StartAsync(options => options.Identity = form);
        Reply root = await local.SendAsync(Root(local, local.Emulator.AccessToken));
        Assert.Equal(status, root.Status);
        if (email is not null)
            Assert.Contains(email, root.Body!.ToJsonString());
        Assert.Equal(401, (await local.SendAsync(Root(local, "other"))).Status);
    }

    private static HttpRequestMessage Root(Local local, string token)
    {
        HttpRequestMessage request = local.Request(HttpMethod.Get, "");
        request.RequestUri = new(local.Emulator.BaseAddress.AbsoluteUri.TrimEnd('/'));
        request.Headers.Authorization = new("Bearer", token);
        return request;
    }

    private static (int Status, string? Error) Error(Reply reply) => (reply.Status, (string?)(reply.Body as JsonObject)?["error"]);

    private static string CodeOf(Uri back) => back.Query.Split("code=")[1].Split('&')[0];

    private static HttpRequestMessage Authorize(Local local, string query) => new(
        HttpMethod.Get,
        new Uri($"{local.Emulator.AuthorizationEndpoint}?client_id=emulator-client&redirect_uri={Uri.EscapeDataString(Callback)}"
            + $"&response_type=code&{query}"));

    private static async Task<Uri> AuthorizeAsync(Local local, string query)
    {
        using HttpResponseMessage response = await local.Client.SendAsync(Authorize(local, query));
        Assert.Equal(302, (int)response.StatusCode);
        return response.Headers.Location!;
    }

    private static Task<Reply> ExchangeAsync(Local local, string code, string more = "") => PostAsync(
        local, $"grant_type=authorization_code&code={code}&redirect_uri={Uri.EscapeDataString(Callback)}{more}");

    private static Task<Reply> RefreshAsync(Local local, string refreshToken, string more = "") =>
        PostAsync(local, $"grant_type=refresh_token&refresh_token={refreshToken}{more}");

    // A field that is given twice has its last value.
    private static Task<Reply> PostAsync(Local local, string fields) => local.SendAsync(new(HttpMethod.Post, local.Emulator.TokenEndpoint)
    {
        Content = new StringContent(
            $"client_id=emulator-client&client_secret=emulator-client-secret&{fields}",
            new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded")),
    });

    private static Task<Reply> AskAsync(Local local, HttpMethod method, string path, string token, string body = "")
    {
        HttpRequestMessage request = local.Request(method, path, body);
        request.Headers.Authorization = new("Bearer", token);
        return local.SendAsync(request);
    }
}
