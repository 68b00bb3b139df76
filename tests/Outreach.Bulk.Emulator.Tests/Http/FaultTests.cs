using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Http;

public sealed class FaultTests
{
    [Fact]
    public async Task A_lost_answer_means_the_work_is_done_and_nobody_told()
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults.LoseResponse(HttpMethod.Post, path => path == "/batches/actions/accountsDestroyAll");
        await Assert.ThrowsAsync<HttpRequestException>(() => local.ActAsync("accountsDestroyAll", Local.Ids(1)));
        Assert.Null(local.Account(1));
        Assert.Single((await local.GetAsync("batches?filter[action]=destroy_all")).List);
    }

    public static TheoryData<string, EmulatorFault> BeforeWork() => new()
    {
        { "", EmulatorFault.Reset },
        { "", EmulatorFault.ResetBeforeBody },
        { "502", EmulatorFault.HtmlPage() },
        { "401", EmulatorFault.Unauthorized() },
        { "401", EmulatorFault.Unauthorized(UnauthorizedForm.Gateway) },
        { "401", EmulatorFault.Unauthorized(UnauthorizedForm.Page) },
        { "200", EmulatorFault.HtmlPage(200) },
        { "429", EmulatorFault.TooManyRequests(TimeSpan.FromSeconds(30)) },
        { "503", EmulatorFault.Unavailable(TimeSpan.FromSeconds(30)) },
        { "200", EmulatorFault.TruncatedJson() },
        { "500", EmulatorFault.Respond(500) },
    };

    public static TheoryData<string, EmulatorFault> AfterWork() => new()
    {
        { "", EmulatorFault.LoseResponse },
        { "502", EmulatorFault.HtmlPage(afterWork: true) },
        { "200", EmulatorFault.TruncatedJson(afterWork: true) },
        { "500", EmulatorFault.Respond(500, afterWork: true) },
        { "200", EmulatorFault.IncompleteResponse() },
        { "200", EmulatorFault.IncompleteResponse(0) },
        { "200", EmulatorFault.DelayedResponse(TimeSpan.FromMilliseconds(1), TimeProvider.System) },
        { "200", EmulatorFault.SlowBody(3, TimeSpan.FromMilliseconds(1), TimeProvider.System) },
    };

    [Theory]
    [MemberData(nameof(BeforeWork), DisableDiscoveryEnumeration = true)]
    public async Task What_strikes_before_the_work_leaves_nothing_done(string status, EmulatorFault fault)
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults.Add(new() { Method = HttpMethod.Post }, fault);
        Assert.Equal(status, await StatusAsync(local));
        Assert.Empty((await local.GetAsync("batches")).List);
        Assert.NotNull(local.Account(1));
        Assert.Equal(status.Length == 0 ? null : int.Parse(status, CultureInfo.InvariantCulture), local.Emulator.Requests[0].Status);
    }

    [Theory]
    [MemberData(nameof(AfterWork), DisableDiscoveryEnumeration = true)]
    public async Task What_strikes_after_the_work_leaves_it_done_once(string status, EmulatorFault fault)
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults.Add(new() { Method = HttpMethod.Post }, fault);
        Assert.Equal(status, await StatusAsync(local));
        Assert.Single((await local.GetAsync("batches")).List);
        Assert.Null(local.Account(1));
    }

    private static async Task<string> StatusAsync(Local local)
    {
        try
        {
            using HttpResponseMessage response = await local.Client.SendAsync(
                local.Request(HttpMethod.Post, $"batches/actions/accountsDestroyAll?{Local.Ids(1)}"),
                HttpCompletionOption.ResponseHeadersRead);
            return ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    [Theory]
    [InlineData(RetryAfterFormat.None, "", "", "")]
    [InlineData(RetryAfterFormat.Seconds, "30", "1000000", "0")]
    [InlineData(RetryAfterFormat.Epoch, "1767600030", "1000000", "0")]
    [InlineData(RetryAfterFormat.HttpDate, "Mon, 05 Jan 2026 08:00:30 GMT", "1000000", "0")]
    [InlineData(RetryAfterFormat.Iso8601, "2026-01-05T08:00:30Z", "1000000", "0")]
    [InlineData(RetryAfterFormat.TwoValues, "30, 30", "1000000, 1000000", "0, 0")]
    public async Task A_refusal_tells_when_to_come_again_in_any_form(RetryAfterFormat form, string hint, string limit, string remaining)
    {
        TimeSpan wait = TimeSpan.FromSeconds(29.5);
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults
            .Add(new() { Times = 1 }, EmulatorFault.TooManyRequests(wait, form))
            .Add(new() { Times = 1 }, EmulatorFault.TooManyRequests(wait, form, retryAfterOnly: true))
            .Add(new() { Times = 1 }, EmulatorFault.Unavailable(wait, form));
        Assert.Equal("429 " + string.Join('|', hint, limit, remaining, hint), await RefusalAsync());
        Assert.Equal("429 " + string.Join('|', "", "", "", hint), await RefusalAsync());
        Assert.Equal("503 " + string.Join('|', "", "", "", hint), await RefusalAsync());

        async Task<string> RefusalAsync()
        {
            Reply reply = await local.GetAsync("accounts/1");
            string[] names = ["X-RateLimit-Reset", "X-RateLimit-Limit", "X-RateLimit-Remaining", "Retry-After"];
            return $"{reply.Status} " + string.Join('|', names.Select(name =>
                reply.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.ToString() : ""));
        }
    }

    [Fact]
    public async Task Truncated_json_is_whole_to_http_and_half_of_the_true_answer()
    {
        await using Local local = await Local.StartAsync();
        string whole = await TextAsync();
        local.Emulator.Faults.Add(new(), EmulatorFault.TruncatedJson(afterWork: true));
        Assert.Equal(whole[..(whole.Length / 2)], await TextAsync());

        async Task<string> TextAsync()
        {
            using HttpResponseMessage response = await local.Client.SendAsync(local.Request(HttpMethod.Get, "accounts/1"));
            return await response.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task A_slow_answer_comes_when_the_clock_says()
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults.Add(new(), EmulatorFault.DelayedResponse(TimeSpan.FromSeconds(10)));
        Task<Reply> getting = local.GetAsync("accounts/1");
        while (local.Emulator.Faults.Injected.Count == 0)
            await Task.Yield();
        Assert.False(getting.IsCompleted);
        while (!getting.IsCompleted)
        {
            local.Clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        Assert.Equal(200, (await getting).Status);
    }

    [Fact]
    public async Task A_dripping_answer_comes_piece_by_piece_and_whole()
    {
        await using Local local = await Local.StartAsync();
        string whole = (await local.GetAsync("accounts/1")).Body!.ToJsonString();
        local.Emulator.Faults.Add(new(), EmulatorFault.SlowBody(4, TimeSpan.FromSeconds(1)));
        DateTimeOffset start = local.Clock.GetUtcNow();
        Task<Reply> getting = local.GetAsync("accounts/1");
        while (!getting.IsCompleted)
        {
            local.Clock.Advance(TimeSpan.FromSeconds(0.5));
            await Task.Yield();
        }

        Assert.Equal(whole, (await getting).Body!.ToJsonString());
        Assert.True(local.Clock.GetUtcNow() - start >= TimeSpan.FromSeconds(4));
    }

    [Theory]
    [InlineData(200, "{\"errors\":[]}", null, null)]
    [InlineData(200, "{\"data\":{\"ty", null, null)]
    [InlineData(502, "<html>Bad Gateway</html>", "Content-Type", "text/html")]
    [InlineData(429, "", "Retry-After", "1767600000")]
    [InlineData(503, "{}", "Retry-After", "2026-01-05T09:00:00Z")]
    [InlineData(302, "", "Location", "https://elsewhere.example/")]
    public async Task A_canned_answer_comes_word_for_word_and_nothing_is_done(int status, string body, string? header, string? value)
    {
        await using Local local = await Local.StartAsync();
        Dictionary<string, string> headers = header is null ? [] : new() { [header] = value! };
        local.Emulator.Faults.Respond(HttpMethod.Post, _ => true, status, headers, body);
        using HttpResponseMessage response = await local.Client.SendAsync(
            local.Request(HttpMethod.Post, $"batches/actions/accountsDestroyAll?{Local.Ids(1)}"));
        Assert.Equal((status, body), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        if (header == "Content-Type")
            Assert.Equal(value, response.Content.Headers.ContentType!.ToString());
        else if (header is not null)
            Assert.Equal(value, response.Headers.NonValidated[header].ToString());
        Assert.NotNull(local.Account(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public async Task A_cut_answer_ends_before_its_length(double share)
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults.Add(new() { Path = path => path == "/accounts/1" }, EmulatorFault.IncompleteResponse(share));
        using HttpResponseMessage response = await local.Client.SendAsync(
            local.Request(HttpMethod.Get, "accounts/1"), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_held_answer_waits_for_its_release_though_the_work_is_done()
    {
        await using Local local = await Local.StartAsync();
        TaskCompletionSource release = new();
        local.Emulator.Faults.Add(new() { Method = HttpMethod.Post, Times = 1 }, EmulatorFault.Hold(release.Task));
        Task<Reply> posting = local.ActAsync("accountsDestroyAll", Local.Ids(1));
        while (local.Account(1) is not null)
            await Task.Yield();
        Assert.False(posting.IsCompleted);
        release.SetResult();
        Assert.Equal(200, (await posting).Status);
    }

    [Fact]
    public async Task Faults_strike_in_order_as_often_as_told_and_only_what_they_match()
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults
            .Respond(HttpMethod.Get, path => path == "/accounts/1", 429, body: "{}", times: 2)
            .Respond(HttpMethod.Get, path => path == "/accounts/1", 503, body: "{}");
        Assert.Equal(200, (await local.GetAsync("accounts/2")).Status);
        List<int> statuses = [];
        for (int i = 0; i < 4; i++)
            statuses.Add((await local.GetAsync("accounts/1?fields[account]=name")).Status);
        Assert.Equal([429, 429, 503, 200], statuses);
        Assert.Equal(0, local.Emulator.Faults.Remaining);
    }

    [Fact]
    public async Task Requests_are_recorded_as_they_were_on_the_wire()
    {
        await using Local local = await Local.StartAsync();
        await local.PostAsync("batches/actions/accountsDestroyAll?actionParams%5Bfilter%5D[id]=1", """{"data":{}}""");
        RecordedRequest request = Assert.Single(local.Emulator.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/api/v2/batches/actions/accountsDestroyAll?actionParams%5Bfilter%5D[id]=1", request.PathAndQuery);
        Assert.Equal(("""{"data":{}}""", 200), (request.Body, request.Status));
        Assert.Equal("Bearer " + local.Emulator.AccessToken, request.Headers["authorization"]);
        local.Emulator.ClearRequests();
        Assert.Empty(local.Emulator.Requests);
    }
}
