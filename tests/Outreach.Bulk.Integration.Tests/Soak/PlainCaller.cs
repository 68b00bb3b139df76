using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Integration.Tests.Soak;

/// <summary>
/// What is written today: a client as generators make it, over the standard resilience handler, which sends a POST again
/// when it fails.
/// </summary>
internal static class PlainCaller
{
    public static Func<OutreachEmulator, TimeProvider, Func<SoakAction, CancellationToken, Task>> WithStandardResilience => (emulator, _) =>
    {
        ServiceCollection services = new();
        services.AddHttpClient("plain", http =>
        {
            http.BaseAddress = emulator.BaseAddress;
            http.DefaultRequestHeaders.Authorization = new("Bearer", emulator.AccessToken);
        }).AddStandardResilienceHandler(options =>
        {
            // In the soak's time: the handler itself keeps to the wall's clock.
            options.Retry.Delay = TimeSpan.FromMilliseconds(20);
            options.Retry.ShouldRetryAfterHeader = false;
            options.CircuitBreaker.MinimumThroughput = int.MaxValue;
        });
        HttpClient client = services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient("plain");
        return (action, cancellationToken) => CallAsync(client, action, cancellationToken);
    };

    private static async Task CallAsync(HttpClient client, SoakAction action, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(
            HttpMethod.Post, $"batches/actions/accountAddTags?actionParams[filter][id][]={1 + (action.Number % 900)}");
        request.Content = new StringContent($$"""{"data":{"attributes":{"tags":["{{action.Tag}}"]} } }""", Encoding.UTF8);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.api+json");
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
            JsonNode answer = (await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
            action.BatchId = answer["data"]!["id"]!.GetValue<long>();
            action.Told = Told.Detached;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            action.Told = Told.NotDone;
        }
    }
}
