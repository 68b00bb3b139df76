using Microsoft.Extensions.Http;

namespace Outreach.Bulk;

/// <summary>
/// Puts the guard below every other handler of a client of ours, and switches redirects off in whatever primary handler
/// the application chose.
/// </summary>
internal sealed class SendOnceHandlerFilter(string clientName, OutreachBulkOptions options) : IHttpMessageHandlerBuilderFilter
{
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        if (builder.Name != clientName)
            return;
        switch (builder.PrimaryHandler)
        {
            case SocketsHttpHandler sockets:
                sockets.AllowAutoRedirect = false;
                break;
            case HttpClientHandler client:
                client.AllowAutoRedirect = false;
                break;
        }

        builder.AdditionalHandlers.Add(new SendOnceHandler(options.TimeProvider, options.RequestTimeout));
    };
}
