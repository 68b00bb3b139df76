using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Outreach.Bulk.Emulator.Tests.Support;
using Outreach.Bulk.Emulator.Watching;

namespace Outreach.Bulk.Emulator.Tests.Watching;

/// <summary>Who gets the page, and what it may do.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task Embedded_the_emulator_has_no_page_unless_it_is_switched_on()
    {
        await using Local local = await Local.StartAsync();
        Assert.Null(local.Emulator.PageAddress);
        using HttpResponseMessage response = await local.Client.GetAsync(new Uri(local.Emulator.BaseAddress, "/"));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Single(local.Emulator.Requests);
    }

    [Fact]
    public async Task Switched_on_it_is_one_page_that_needs_nothing_from_elsewhere()
    {
        await using Local local = await Local.StartAsync(options => options.Page = true);
        Assert.Equal(new Uri(local.Emulator.BaseAddress, "/"), local.Emulator.PageAddress);
        using HttpResponseMessage response = await local.Client.GetAsync(local.Emulator.PageAddress);
        string page = await response.Content.ReadAsStringAsync();
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("<h1>Outreach emulator</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(" (src|action)=|url\\(|@import|//[a-z]", page);
    }

    [Fact]
    public async Task Only_the_page_s_own_script_runs_and_nobody_frames_it_or_reads_it_from_another_site()
    {
        await using Local local = await Local.StartAsync(options => options.Page = true);
        List<string> nonces = [];
        for (int i = 0; i < 2; i++)
        {
            using HttpResponseMessage response = await local.Client.GetAsync(local.Emulator.PageAddress);
            string page = await response.Content.ReadAsStringAsync();
            string nonce = Regex.Match(page, "<script nonce=\"([0-9a-f]{32})\">").Groups[1].Value;
            nonces.Add(nonce);
            Assert.Equal(
                $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src data:; connect-src 'self'; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
                response.Headers.GetValues("Content-Security-Policy").Single());
            Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.DoesNotMatch("style=|onclick|innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(", page);
        }

        Assert.NotEqual(nonces[0], nonces[1]);
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "evil.example:PORT")]
    [InlineData("Host", "127.0.0.1:1")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", null)]
    [InlineData("X-Page-Token", "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("X-Page-Token", null)]
    public async Task An_action_is_refused_unless_it_comes_from_the_page(string header, string? value)
    {
        await using Local local = await Local.StartAsync(options => (options.Page, options.ConfirmationThreshold) = (true, 0));
        Reply posted = await local.ActAsync("accountAddTags", Local.Ids(1), "\"tags\":[\"x\"]");
        using Watcher watcher = await Watcher.OpenAsync(local);
        using HttpRequestMessage request = watcher.Request(HttpMethod.Post, "/page/confirm", """{"batch":1,"count":1}""");
        Spoil(local, request, header, value);
        (int status, string text) = await watcher.SendAsync(request);
        Assert.Equal(403, status);
        Assert.Contains(header, text, StringComparison.Ordinal);
        Assert.Equal("confirming", (await local.BatchAsync(posted)).State);
    }

    [Theory]
    [InlineData("/", "Host", "evil.example")]
    [InlineData("/", "Host", "evil.example:PORT")]
    [InlineData("/", "Origin", "http://evil.example")]
    [InlineData("/page/events", "Host", "evil.example")]
    [InlineData("/page/events", "X-Page-Token", null)]
    [InlineData("/page/records?model=account", "X-Page-Token", null)]
    [InlineData("/page/items?batch=1", "X-Page-Token", "0")]
    public async Task Nothing_is_read_under_another_name_or_without_the_token(string path, string header, string? value)
    {
        await using Local local = await Local.StartAsync(options => options.Page = true);
        using Watcher watcher = await Watcher.OpenAsync(local);
        using HttpRequestMessage request = watcher.Request(HttpMethod.Get, path);
        Spoil(local, request, header, value);
        (int status, string text) = await watcher.SendAsync(request);
        Assert.Equal(403, status);
        Assert.DoesNotContain(watcher.Token, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/")]
    [InlineData("POST", "/favicon.ico")]
    [InlineData("GET", "/page")]
    [InlineData("GET", "/page/")]
    [InlineData("GET", "/page/else")]
    [InlineData("DELETE", "/page/confirm")]
    public async Task There_is_nothing_else_of_it(string method, string path)
    {
        await using Local local = await Local.StartAsync(options => options.Page = true);
        using Watcher watcher = await Watcher.OpenAsync(local);
        Assert.Equal(404, (await watcher.SendAsync(watcher.Request(new HttpMethod(method), path))).Status);
        Assert.Empty(local.Emulator.Requests);
    }

    [Theory]
    [InlineData("192.168.0.5", "192.168.0.9")]
    [InlineData("127.0.0.1", "192.168.0.9")]
    public void On_an_address_that_others_can_reach_the_page_is_off_and_says_so(string here, string there)
    {
        DefaultHttpContext context = new();
        context.Connection.LocalIpAddress = IPAddress.Parse(here);
        context.Connection.RemoteIpAddress = IPAddress.Parse(there);
        context.Connection.LocalPort = 5000;
        context.Request.Host = new("127.0.0.1", 5000);
        Assert.Contains("The page is off", new PageGuard().Refuse(context, isDocument: true), StringComparison.Ordinal);
        (context.Connection.LocalIpAddress, context.Connection.RemoteIpAddress) = (IPAddress.Loopback, IPAddress.Loopback);
        Assert.Null(new PageGuard().Refuse(context, isDocument: true));
    }

    [Fact]
    public async Task Its_own_requests_are_not_recorded_not_counted_and_not_struck()
    {
        await using Local local = await Local.StartAsync(options => (options.Page, options.RequestsPerHour) = (true, 1));
        local.Emulator.Faults.Add(new() { Times = 1 }, EmulatorFault.Reset);
        using Watcher watcher = await Watcher.OpenAsync(local);
        await watcher.EventAsync(_ => true);
        await watcher.ReadAsync("records?model=account");
        Assert.Equal("No record is chosen to fail any more.", await watcher.ActAsync("succeed"));
        using HttpResponseMessage icon = await local.Client.GetAsync(new Uri(local.Emulator.PageAddress!, "/favicon.ico"));
        Assert.Empty(local.Emulator.Requests);
        Assert.Equal(1, local.Emulator.Faults.Remaining);
        local.Emulator.Faults.Clear();
        Assert.Equal(200, (await local.GetAsync("accounts/1")).Status);
    }

    [Fact]
    public async Task The_emulator_stops_while_a_page_is_open()
    {
        Local local = await Local.StartAsync(options => options.Page = true);
        using Watcher watcher = await Watcher.OpenAsync(local);
        await using IAsyncEnumerator<System.Text.Json.Nodes.JsonNode> events = watcher.EventsAsync().GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        await local.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static void Spoil(Local local, HttpRequestMessage request, string header, string? value)
    {
        request.Headers.Remove(header);
        string port = $"{local.Emulator.BaseAddress.Port}";
        if (value is not null)
            request.Headers.TryAddWithoutValidation(header, value.Replace("PORT", port, StringComparison.Ordinal));
    }
}
