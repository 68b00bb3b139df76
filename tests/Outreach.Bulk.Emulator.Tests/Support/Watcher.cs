using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Outreach.Bulk.Emulator.Tests.Support;

/// <summary>What the page's script does, without a browser: the token read from the page, actions, and the stream of events.</summary>
internal sealed partial class Watcher(Local local, string token) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = local.Emulator.PageAddress };

    public string Token => token;

    [GeneratedRegex("name=\"?page-token\"? content=\"([0-9a-f]{64})\"")]
    private static partial Regex TokenInPage { get; }

    public static async Task<Watcher> OpenAsync(Local local)
    {
        string page = await local.Client.GetStringAsync(local.Emulator.PageAddress);
        return new Watcher(local, TokenInPage.Match(page).Groups[1].Value);
    }

    /// <summary>A request as the page makes it, to be spoiled by tests.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path, string body = "")
    {
        HttpRequestMessage request = new(method, path);
        request.Headers.Add("X-Page-Token", Token);
        if (method != HttpMethod.Post)
            return request;
        request.Headers.Add("Origin", local.Emulator.PageAddress!.GetLeftPart(UriPartial.Authority));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return request;
    }

    public async Task<(int Status, string Text)> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await _client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Presses a button. Returns what the page then says.</summary>
    public async Task<string> ActAsync(string action, string body = "{}")
    {
        (int status, string text) = await SendAsync(Request(HttpMethod.Post, "/page/" + action, body));
        return status == 200 ? (string)JsonNode.Parse(text)!["done"]! : text;
    }

    public async Task<JsonNode> ReadAsync(string path)
    {
        (int status, string text) = await SendAsync(Request(HttpMethod.Get, "/page/" + path));
        Assert.Equal(200, status);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Reads events from the first one on, until one is as it should be.</summary>
    public async Task<JsonNode> EventAsync(Func<JsonNode, bool> isAwaited, Func<Task>? meanwhile = null)
    {
        await foreach (JsonNode changes in EventsAsync())
        {
            if (isAwaited(changes))
                return changes;
            if (meanwhile is not null)
                await meanwhile();
            meanwhile = null;
        }

        throw new InvalidOperationException("The stream ended before.");
    }

    /// <summary>Reads events until the stream ends.</summary>
    public async IAsyncEnumerable<JsonNode> EventsAsync()
    {
        using HttpRequestMessage request = Request(HttpMethod.Get, "/page/events");
        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        await using Stream stream = await response.Content.ReadAsStreamAsync();
        await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken))
            yield return JsonNode.Parse(item.Data)!;
    }

    public void Dispose() => _client.Dispose();
}
