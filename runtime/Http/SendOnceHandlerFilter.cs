using Microsoft.Extensions.Http;

namespace Outreach.Bulk.Http;

/// <summary>
/// Guards the primary handler of a client of ours. Not an additional handler: below those, whatever filter adds one later.
/// </summary>
internal sealed class SendOnceHandlerFilter(string clientName, Func<OutreachBulkOptions> made) : IHttpMessageHandlerBuilderFilter
{
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        if (builder.Name == clientName)
        {
            OutreachBulkOptions options = made();
            builder.PrimaryHandler = GuardedHandler.Over(
                builder.PrimaryHandler,
                new SendOnceHandler(options.TimeProvider, options.RequestTimeout),
                "sending a bulk action twice");
        }
    };
}
