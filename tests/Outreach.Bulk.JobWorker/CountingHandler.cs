namespace Outreach.Bulk.JobWorker;

/// <summary>A point before and after each request, and while it is on its way.</summary>
internal sealed class CountingHandler(FaultPoints points) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string kind = Kind(request);
        string name = $"{kind} {points.Next(kind)}";
        points.Pass($"before {name}");
        Task<HttpResponseMessage> sending = base.SendAsync(request, cancellationToken);
        points.Pass($"during {name}");
        HttpResponseMessage response = await sending;
        points.Pass($"after {name}");
        return response;
    }

    private static string Kind(HttpRequestMessage request) => request.Method == HttpMethod.Put ? "upload" : request.RequestUri!.AbsolutePath.Split('/') switch
    {
        [.., "actions", "confirm"] => "confirm",
        [.., "actions", "cancel"] => "cancel",
        [.., "batches" or "imports", "actions", var action] => action,
        [.., "batches" or "imports", _] => "poll",
        _ => "read",
    };
}
