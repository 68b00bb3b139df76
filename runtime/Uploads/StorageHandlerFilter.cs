using Microsoft.Extensions.Http;

namespace Outreach.Bulk.Uploads;

/// <summary>Guards the primary handler of the client that uploads, whoever chose it.</summary>
internal sealed class StorageHandlerFilter(string clientName) : IHttpMessageHandlerBuilderFilter
{
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        if (builder.Name == clientName)
            builder.PrimaryHandler = StorageHandler.Over(builder.PrimaryHandler);
    };
}
