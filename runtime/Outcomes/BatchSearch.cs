namespace Outreach.Bulk;

/// <summary>
/// Looks for the batch of a POST whose answer was lost. The API has no idempotency key, so a batch is recognised by the
/// window of its creation, by its creator and by what it echoes of the request.
/// </summary>
internal static class BatchSearch
{
    public static async Task<BatchSearchResult> FindAsync(
        OutreachBulkConnection connection, UnknownOutcome outcome, CancellationToken cancellationToken)
    {
        DateTimeOffset from = outcome.SentFrom - BatchSweep.ClockTolerance;

        // A send that was given up goes on until its own deadline.
        DateTimeOffset to = outcome.SentTo + connection.Options.RequestTimeout + BatchSweep.ClockTolerance;
        IReadOnlyList<SweptBatch> swept = await connection.Sweep.ListSinceAsync(from, cancellationToken).ConfigureAwait(false);
        long? creator = connection.Started.CreatorId;
        List<Batch> candidates = [];
        List<Batch> echoing = [];
        foreach (SweptBatch seen in swept)
        {
            Batch batch = seen.Batch;
            if (batch.CreatedAt < from || batch.CreatedAt > to || (creator is not null && batch.CreatorId is not null && batch.CreatorId != creator))
                continue;
            candidates.Add(batch);
            if (batch.CreatedAt is not null && MayBe(outcome.Action, batch.Action) && seen.Echoes(outcome.TargetDigest))
                echoing.Add(batch);
        }

        if (connection.Started.TryAdopt(outcome, from, to, echoing, out IReadOnlyList<Batch> open) is { } adopted)
        {
            if (outcome.Journal is not null)
                await outcome.Journal.FoundAsync(adopted).ConfigureAwait(false);
            return new(BatchSearchOutcome.Found, [new(connection, adopted, BatchDuties.None with { Journal = outcome.Journal })]);
        }

        // The echo's form is not published: what is equal was echoed, and what differs may only be written differently.
        if (echoing.Count > 0)
            candidates = [.. open];
        return new(
            candidates.Count > 0 ? BatchSearchOutcome.Ambiguous : BatchSearchOutcome.NotSeen,
            [.. candidates.Select(batch => new BatchOperation(connection, batch))]);
    }

    // One pair is published, accountsBulkModify and bulk_modify; a word that does not fit only keeps a batch from being adopted.
    private static bool MayBe(string action, string? word) =>
        string.IsNullOrEmpty(word) || action.EndsWith(word.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
}
