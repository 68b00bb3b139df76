using System.Net;
using Outreach.Bulk.Http;

namespace Outreach.Bulk.Uploads;

/// <summary>
/// The guard at the bottom of an upload's handlers: what is not for the storage goes no further, whoever added it.
/// </summary>
internal sealed class StorageHandler : DelegatingHandler
{
    private static readonly HttpRequestOptionsKey<string> s_proxy = new("Outreach.Bulk.Proxy");

    /// <summary>Guards a primary handler, and switches off what has no business with a presigned link.</summary>
    /// <exception cref="InvalidOperationException">The handler is in use already and would follow redirects.</exception>
    public static HttpMessageHandler Over(HttpMessageHandler primary)
    {
        StorageHandler guard = new();
        HttpMessageHandler guarded = GuardedHandler.Over(primary, guard, "following a redirect of the storage");
        if (guard.InnerHandler is not null)
            Prepare(guard.InnerHandler);
        return guarded;
    }

    /// <summary>The proxy that a request which failed was to go through; null where there was none.</summary>
    public static string? ProxyOf(HttpRequestMessage request) => request.Options.TryGetValue(s_proxy, out string? proxy) ? proxy : null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Remove("Authorization");
        request.Headers.Remove("Cookie");
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (Proxy(InnerHandler, request.RequestUri!) is { } proxy)
        {
            request.Options.Set(s_proxy, proxy);
            throw;
        }
    }

    // No cookie, no trace context, and no span, which would show the link.
    private static void Prepare(HttpMessageHandler transport)
    {
        try
        {
            switch (transport)
            {
                case SocketsHttpHandler sockets:
                    sockets.UseCookies = false;
                    sockets.ActivityHeadersPropagator = null;
                    ReadEarlyAnswers(sockets);
                    break;
                case HttpClientHandler client:
                    client.UseCookies = false;
                    break;
            }
        }
        catch (InvalidOperationException)
        {
            // One that the application uses already keeps its ways; all that is lost is the refusal of a storage that closes.
        }
    }

    private static void ReadEarlyAnswers(SocketsHttpHandler handler)
    {
        // A refusal that came while a file was being sent leaves a connection that cannot be used again.
        handler.PooledConnectionLifetime = TimeSpan.Zero;
        Func<SocketsHttpPlaintextStreamFilterContext, CancellationToken, ValueTask<Stream>>? theirs = handler.PlaintextStreamFilter;
        handler.PlaintextStreamFilter = async (context, cancellationToken) => new EarlyAnswerStream(
            theirs is null ? context.PlaintextStream : await theirs(context, cancellationToken).ConfigureAwait(false));
    }

    private static string? Proxy(HttpMessageHandler? transport, Uri address)
    {
        IWebProxy? proxy = transport switch
        {
            SocketsHttpHandler { UseProxy: true } sockets => sockets.Proxy ?? HttpClient.DefaultProxy,
            HttpClientHandler { UseProxy: true } client => client.Proxy ?? HttpClient.DefaultProxy,
            _ => null,
        };
        return proxy?.IsBypassed(address) == false && proxy.GetProxy(address) is { } at && at != address
            ? at.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)
            : null;
    }
}
