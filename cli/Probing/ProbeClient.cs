using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Http;

namespace Outreach.Bulk.Cli.Probing;

/// <summary>Requests in a form that the library would not send. None of them starts anything.</summary>
internal sealed class ProbeClient(CliSession session) : IDisposable
{
    private readonly HttpClient _http = new(PrimaryHandler.Create()) { Timeout = TimeSpan.FromSeconds(100) };

    public Task<ProbeAnswer> GetAsync(string target, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, target, null, cancellationToken);

    /// <summary>Confirms or cancels a batch. Either may arrive twice without harm.</summary>
    public Task<ProbeAnswer> DecideAsync(string target, bool withBody, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, target, withBody ? """{"data":{"attributes":{}}}""" : null, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<ProbeAnswer> SendAsync(HttpMethod method, string target, string? body, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, new Uri(session.BaseAddress, target));
        request.Headers.Authorization = new("Bearer", await session.AccessToken(new(), cancellationToken).ConfigureAwait(false));
        request.Content = new ByteArrayContent(body is null ? [] : System.Text.Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.api+json");
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            byte[] content = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return new(response.StatusCode, Parse(content));
        }
        catch (HttpRequestException exception)
        {
            throw new OutreachConnectionException($"{method} {target.Split('?')[0]} got no answer: {exception.Message}.", exception);
        }
    }

    private static JsonElement? Parse(byte[] content)
    {
        try
        {
            return content.Length == 0 ? null : JsonElement.Parse(content);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>An answer, whatever its status.</summary>
internal sealed record ProbeAnswer(HttpStatusCode Status, JsonElement? Body)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The ids of the resources in it, in order.</summary>
    public long[] Ids => Body is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("data", out JsonElement data)
        && data.ValueKind == JsonValueKind.Array
            ? [.. data.EnumerateArray().Select(IdOf)]
            : [];

    private static long IdOf(JsonElement resource) => resource.GetProperty("id") switch
    {
        { ValueKind: JsonValueKind.Number } number => number.GetInt64(),
        var text => long.Parse(text.GetString()!, System.Globalization.CultureInfo.InvariantCulture),
    };
}
