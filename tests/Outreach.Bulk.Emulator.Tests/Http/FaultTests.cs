using System.Net;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Http;

public sealed class FaultTests
{
    [Fact]
    public async Task A_lost_answer_means_the_work_is_done_and_nobody_told()
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults.LoseAnswer(HttpMethod.Post, path => path == "/batches/actions/accountsDestroyAll");
        await Assert.ThrowsAsync<HttpRequestException>(() => local.ActAsync("accountsDestroyAll", Local.Ids(1)));
        Assert.Null(local.Account(1));
        Assert.Single((await local.GetAsync("batches?filter[action]=destroy_all")).List);
    }

    [Fact]
    public async Task A_reset_means_nothing_was_done()
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults.Reset(HttpMethod.Post, _ => true);
        await Assert.ThrowsAsync<HttpRequestException>(() => local.ActAsync("accountsDestroyAll", Local.Ids(1)));
        Assert.NotNull(local.Account(1));
        Assert.Null(local.Emulator.Requests.Single().Status);
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
        local.Emulator.Faults.Answer(HttpMethod.Post, _ => true, status, headers, body);
        using HttpResponseMessage response = await local.Client.SendAsync(
            local.Request(HttpMethod.Post, $"batches/actions/accountsDestroyAll?{Local.Ids(1)}"));
        Assert.Equal((status, body), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        if (header == "Content-Type") Assert.Equal(value, response.Content.Headers.ContentType!.ToString());
        else if (header is not null) Assert.Equal(value, response.Headers.NonValidated[header].ToString());
        Assert.NotNull(local.Account(1));
    }

    [Fact]
    public async Task A_cut_answer_ends_before_its_length()
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults.CutAnswer(HttpMethod.Get, path => path == "/accounts/1");
        using HttpResponseMessage response = await local.Client.SendAsync(
            local.Request(HttpMethod.Get, "accounts/1"), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_held_answer_waits_for_its_release_though_the_work_is_done()
    {
        await using Local local = await Local.StartAsync();
        var release = new TaskCompletionSource();
        local.Emulator.Faults.Hold(HttpMethod.Post, _ => true, release.Task);
        Task<Reply> posting = local.ActAsync("accountsDestroyAll", Local.Ids(1));
        while (local.Account(1) is not null) await Task.Yield();
        Assert.False(posting.IsCompleted);
        release.SetResult();
        Assert.Equal(200, (await posting).Status);
    }

    [Fact]
    public async Task Faults_strike_in_order_as_often_as_told_and_only_what_they_match()
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults
            .Answer(HttpMethod.Get, path => path == "/accounts/1", 429, body: "{}", times: 2)
            .Answer(HttpMethod.Get, path => path == "/accounts/1", 503, body: "{}");
        Assert.Equal(200, (await local.GetAsync("accounts/2")).Status);
        List<int> statuses = [];
        for (int i = 0; i < 4; i++) statuses.Add((await local.GetAsync("accounts/1?fields[account]=name")).Status);
        Assert.Equal([429, 429, 503, 200], statuses);
        Assert.Equal(0, local.Emulator.Faults.Waiting);
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
