using Outreach.Bulk.Calls;

namespace Outreach.Bulk.Jobs.Planning;

/// <summary>Plans a call: what it selects, in chunks that one request takes each. Nothing is changed.</summary>
internal static class CallPlanner
{
    /// <exception cref="ArgumentException">The call cannot be sent, or cannot be a job.</exception>
    /// <exception cref="OutreachBulkException">
    /// The records cannot be counted or cut, or are not as many as the call allows.
    /// </exception>
    public static async Task<RecordPlan> PlanAsync(
        OutreachBulkConnection connection, BulkCall call, PlanOptions options, CancellationToken cancellationToken)
    {
        ChunkBounds.ThrowIfNotForJobs(call);
        OutreachBulkOptions limits = connection.Options;
        options = options with { RecordsPerChunk = Math.Min(options.RecordsPerChunk, limits.MaximumItems) };
        IdSelection own = IdSelection.Of(call.Params.FilterOrThrow);
        BulkCall unlocked = call.Allowing(new(0, limits.MaximumItems));
        RecordPlan plan;
        if (own.Ids is { } ids)
        {
            plan = IdSlices.Of(call, ids, options, limits);
        }
        else
        {
            // Refused here rather than after a hundred counts. No range makes a shorter line.
            _ = BulkActionRequest.Create(unlocked.To(new IdRange(own.Range.First, own.Range.First)), limits);
            plan = await new RangePlanner(new CallCounter(connection, call), options, limits.TimeProvider)
                .PlanAsync(own.Range, cancellationToken)
                .ConfigureAwait(false);
        }

        return Checked(plan, call, options, limits);
    }

    /// <summary>
    /// Cuts a chunk that the server found too large into smaller ones. One that it returns whole is not too large by its count.
    /// </summary>
    /// <inheritdoc cref="PlanAsync" path="/exception"/>
    public static Task<RecordPlan> SplitAsync(
        OutreachBulkConnection connection, BulkCall call, RecordChunk chunk, PlanOptions options, CancellationToken cancellationToken) =>
        new RangePlanner(new CallCounter(connection, call), options with { Canary = null }, connection.Options.TimeProvider)
            .CutAsync(chunk.Range, cancellationToken);

    private static RecordPlan Checked(RecordPlan plan, BulkCall call, PlanOptions options, OutreachBulkOptions limits)
    {
        CountRange[] bounds = ChunkBounds.Of(call, plan, options.Drift, limits.MaximumItems);
        for (int at = 0; at < bounds.Length; at++)
            _ = BulkActionRequest.Create(plan.Chunks[at].Narrow(call.Allowing(bounds[at])), limits);
        return plan;
    }
}
