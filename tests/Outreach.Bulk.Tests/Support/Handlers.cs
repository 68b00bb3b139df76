namespace Outreach.Bulk.Tests.Support;

/// <summary>What an application may put between the library and the network.</summary>
internal sealed class EditingHandler(Action<HttpRequestMessage> edit) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        edit(request);
        return base.SendAsync(request, cancellationToken);
    }
}

internal sealed class RetryingHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (int left = 2; ; left--)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException) when (left > 0)
            {
            }
        }
    }
}

/// <summary>Gives an answer of its own, or throws, in place of the answer that came or was lost.</summary>
internal sealed class AnsweringHandler(Func<HttpResponseMessage> answer) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException)
        {
        }

        return answer();
    }
}

/// <summary>Builds the request anew and forgets its options, with what they mark.</summary>
internal sealed class RebuildingHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.SendAsync(new(request.Method, request.RequestUri) { Content = request.Content }, cancellationToken);
}

/// <summary>A network on which every request fails at once.</summary>
internal sealed class DeadNetwork : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
}
