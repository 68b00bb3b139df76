using System.Buffers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Watching;

/// <summary>The page's own requests. They go past the API: none is recorded, counted against a budget or struck by a fault.</summary>
internal sealed class WatchPage
{
    private const string Folder = "/page/";
    private const int LongestBody = 64 * 1024;
    private readonly PageGuard _guard = new();
    private readonly PageDocument _document;
    private readonly EventFeed _events;
    private readonly PageReads _reads;
    private readonly PageActions _actions;

    public WatchPage(WatchedEmulator watched)
    {
        _document = new PageDocument(_guard.Token);
        _events = new EventFeed(watched);
        _reads = new PageReads(watched);
        _actions = new PageActions(watched);
    }

    /// <summary>Takes what is for the page out of the requests that go on to the API.</summary>
    public RequestDelegate Before(RequestDelegate api) => context =>
        context.Request.Path.Value is "/" or "/favicon.ico" || context.Request.Path.StartsWithSegments("/page", StringComparison.Ordinal)
            ? HandleAsync(context)
            : api(context);

    private async Task HandleAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        context.Response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        string path = request.Path.Value ?? "";
        string what = path.StartsWith(Folder, StringComparison.Ordinal) ? path[Folder.Length..] : "";
        if (_guard.Refuse(context, isDocument: what.Length == 0) is string refusal)
        {
            await SendAsync(context, 403, refusal);
            return;
        }

        await ((request.Method, what) switch
        {
            ("GET", "") when path == "/" => _document.SendAsync(context),
            ("GET", "events") => StreamAsync(context),
            ("GET", _) when _reads.Read(what, request.Query) is JsonNode found => SendAsync(context, found),
            ("POST", { Length: > 0 }) => ActAsync(context, what),
            _ => SendAsync(context, 404, $"The page has no {request.Method} {path}."),
        });
    }

    /// <summary>Ends what streams: afterwards nobody looks at the emulator, whose records may then go.</summary>
    public void Stop() => _events.Stop();

    private async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        try
        {
            CancellationToken gone = context.RequestAborted;
            await SseFormatter.WriteAsync(
                _events.ReadAsync(gone), context.Response.Body, (item, buffer) => buffer.Write(item.Data), gone);
        }
        catch (OperationCanceledException)
        {
            // Whoever watched is gone, or the emulator is.
        }
    }

    private async Task ActAsync(HttpContext context, string action)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = LongestBody;
        try
        {
            JsonNode? body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            string done = _actions.Act(action, body as JsonObject ?? []);
            await SendAsync(context, new JsonObject { ["done"] = done });
        }
        catch (ApiException e)
        {
            await SendAsync(context, 422, e.Message);
        }
        catch (JsonException)
        {
            await SendAsync(context, 422, "The page sent something that is not JSON: load it again.");
        }
    }

    private static Task SendAsync(HttpContext context, JsonNode body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(JsonText.WriteBytes(body), context.RequestAborted).AsTask();
    }

    private static Task SendAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
