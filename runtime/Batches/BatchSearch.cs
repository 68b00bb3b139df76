namespace Outreach.Bulk;

/// <summary>
/// Looks for the batch of a POST whose answer was lost. The API has no idempotency key, so a batch is recognised by the
/// window of its creation and by what it echoes of the request.
/// </summary>
internal static class BatchSearch
{
    // In the window of one request there are a few batches; a list that goes on has no order or no times.
    private const int MaximumPages = 20;

    // The server's clock and ours differ; its timestamps may be whole seconds.
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromMinutes(2);

    public static async Task<BatchSearchResult> FindAsync(
        OutreachBulkConnection connection,
        BulkActionRequest request,
        DateTimeOffset sentFrom,
        DateTimeOffset sentTo,
        CancellationToken cancellationToken)
    {
        HashSet<RequestLeaf> asked = RequestLeaf.Of(request);
        List<Batch> echoing = [];
        List<Batch> candidates = [];
        await foreach (Batch batch in connection.ListBatchesAsync(new(), cancellationToken, MaximumPages).ConfigureAwait(false))
        {
            if (batch.CreatedAt < sentFrom - s_clockTolerance)
                break;
            if (batch.CreatedAt > sentTo + s_clockTolerance || batch.Id < 1)
                continue;
            candidates.Add(batch);
            if (batch.CreatedAt is not null && asked.Count > 0 && MayBe(request.Action, batch.Action)
                && asked.SetEquals(RequestLeaf.Of(batch.Payload)))
            {
                echoing.Add(batch);
            }
        }

        // The echo's form is not published: what is equal was echoed, and what differs may only be written differently.
        if (echoing.Count > 0)
            candidates = echoing;
        BatchSearchOutcome outcome = echoing.Count == 1
            ? BatchSearchOutcome.Found
            : candidates.Count > 0 ? BatchSearchOutcome.Ambiguous : BatchSearchOutcome.NotSeen;
        return new(outcome, [.. candidates.Select(batch => new BatchOperation(connection, batch))]);
    }

    // One pair is published, accountsBulkModify and bulk_modify; a word that does not fit only keeps a batch from being adopted.
    private static bool MayBe(BulkAction action, string? word) =>
        string.IsNullOrEmpty(word) || action.Name.EndsWith(word.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
}
