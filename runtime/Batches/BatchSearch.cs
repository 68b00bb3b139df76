using Outreach.Bulk.Operations;

namespace Outreach.Bulk.Batches;

/// <summary>
/// Looks for the batch of a POST whose answer was lost. The API has no idempotency key, so a batch is recognised by the
/// window of its creation, by its creator and by what it echoes of the request.
/// </summary>
internal sealed class BatchSearch(RecentBatches recent, BatchClaims claims, BatchTracker tracker) : OutcomeSearch<BatchOperation>
{
    public override async Task<OutcomeSearchResult<BatchOperation>> FindAsync(
        LostRequest<BatchOperation> lost, CancellationToken cancellationToken)
    {
        // A send that was given up goes on until its own deadline.
        (RecentBatchList list, CreationWindow window) =
            await recent.ListAsync(() => lost.WindowOf(tracker.Options.RequestTimeout), cancellationToken).ConfigureAwait(false);
        long? creator = claims.CreatorId;
        List<Batch> candidates = [];
        List<Batch> echoing = [];
        foreach (RecentBatch seen in list.Batches)
        {
            Batch batch = seen.Batch;
            if (!window.MayHold(batch.CreatedAt) || (creator is not null && batch.CreatorId is not null && batch.CreatorId != creator))
                continue;
            candidates.Add(batch);

            // A word that does not fit only keeps a batch from being adopted.
            if (MayBe(lost.Action, batch.Action) && seen.Echoes(lost.TargetDigest))
                echoing.Add(batch);
        }

        if (claims.TryAdopt(lost, window, echoing, out IReadOnlyList<Batch> open) is { } adopted)
        {
            if (lost.Observer.Journal is { } journal)
                await journal.FoundAsync(adopted).ConfigureAwait(false);
            BatchOperation found = tracker.Attach(adopted, lost.Observer);
            return new(found, [found], list.IsWhole);
        }

        // The echo's form is not published: what is equal was echoed, and what differs may only be written differently.
        IReadOnlyList<Batch> left = echoing.Count > 0 ? open : claims.WithoutOwner(candidates);
        return new(null, [.. left.Select(batch => tracker.Attach(batch))], list.IsWhole);
    }

    /// <summary>Whether an action's batches may have this word. One pair is published, accountsBulkModify and bulk_modify.</summary>
    public static bool MayBe(string action, string? word) =>
        string.IsNullOrEmpty(word) || action.EndsWith(word.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
}
