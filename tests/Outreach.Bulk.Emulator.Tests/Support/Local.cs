using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Outreach.Bulk.Emulator.Tests.Support;

/// <summary>An emulator on virtual time and a plain HTTP client that talks to it.</summary>
internal sealed class Local : IAsyncDisposable
{
    public const string MediaType = "application/vnd.api+json";

    private Local(OutreachEmulator emulator, FakeTimeProvider clock, EmulatorOptions options)
    {
        FailIds = options.FailIds;
        Emulator = emulator;
        Clock = clock;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = emulator.BaseAddress };
    }

    public OutreachEmulator Emulator { get; }

    public FakeTimeProvider Clock { get; }

    public IDictionary<long, string> FailIds { get; }

    public HttpClient Client { get; }

    public static async Task<Local> StartAsync(Action<EmulatorOptions>? configure = null)
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
        EmulatorOptions options = new() { Accounts = 30, Prospects = 30, TimeProvider = clock, RequestsPerHour = 1_000_000 };
        configure?.Invoke(options);
        return new Local(await OutreachEmulator.StartAsync(options), clock, options);
    }

    public HttpRequestMessage Request(HttpMethod method, string path, string body = "")
    {
        HttpRequestMessage request = new(method, new Uri(Emulator.BaseAddress + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Emulator.AccessToken);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaType);
        return request;
    }

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await Client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return new Reply((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), response.Headers);
    }

    public Task<Reply> GetAsync(string path) => SendAsync(Request(HttpMethod.Get, path));

    public Task<Reply> PostAsync(string path, string body = "") => SendAsync(Request(HttpMethod.Post, path, body));

    /// <summary>Posts an action with these attributes, given as the inside of a JSON object.</summary>
    public Task<Reply> ActAsync(string action, string query = "", string attributes = "") =>
        PostAsync($"batches/actions/{action}?{query}", "{\"data\":{\"attributes\":{" + attributes + "}}}");

    public async Task<Reply> BatchAsync(Reply posted) => await GetAsync($"batches/{posted.Data["id"]}");

    public JsonObject? Account(long id) => Emulator.FindRecord("account", id);

    public JsonObject? Prospect(long id) => Emulator.FindRecord("prospect", id);

    /// <summary>The record without the attribute every touch changes, as text to compare.</summary>
    public string Snapshot(string model, long id)
    {
        JsonObject? record = Emulator.FindRecord(model, id);
        record?["attributes"]!.AsObject().Remove("updatedAt");
        return record?.ToJsonString() ?? "gone";
    }

    public Dictionary<long, string> Snapshots(string model, int count) => Enumerable.Range(1, count)
        .ToDictionary(id => (long)id, id => Snapshot(model, id));

    public static string Ids(params long[] ids) =>
        string.Join('&', ids.Select(id => $"actionParams[filter][id][]={id.ToString(CultureInfo.InvariantCulture)}"));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Emulator.DisposeAsync();
    }
}
