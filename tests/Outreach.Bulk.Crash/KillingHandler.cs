namespace Outreach.Bulk.Crash;

/// <summary>A fault point before and after each request, and between a decision and its answer.</summary>
internal sealed class KillingHandler(Killer killer) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string kind = Kind(request);
        killer.Pass($"Before{kind}Request");
        Task<HttpResponseMessage> sending = base.SendAsync(request, cancellationToken);
        killer.Pass($"During{kind}Request");
        HttpResponseMessage response = await sending;
        killer.Pass($"After{kind}Request");
        return response;
    }

    private string Kind(HttpRequestMessage request) => request.RequestUri!.AbsolutePath.Split('/') switch
    {
        [.., "batches", "actions", _] or [.., "imports", "actions", "accountsImport"] => "Start",
        [.., "confirm"] => "Confirm",
        [.., "cancel"] => "Cancel",
        [.., "generateUploadLink"] => "Link",
        [.., "validateUpload"] => "Validation",
        [.., "batchItems"] => killer.Ordinal("Items"),
        _ => killer.Ordinal("Poll"),
    };
}
