using System.Text.Json;
using Outreach.Bulk.Calls;
using Outreach.Bulk.Jobs.Planning;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>Plans a call, and puts the plan into the form that a store takes.</summary>
internal static class PlanWriter
{
    /// <inheritdoc cref="CallPlanner.PlanAsync" path="/exception"/>
    public static async Task<(StoredJob Job, IReadOnlyList<StoredChunk> Chunks)> PlanAsync(
        OutreachBulkConnection connection, string account, string key, BulkCall call, JobOptions options, CancellationToken cancellationToken)
    {
        string written = Written(call);
        PlanOptions planOptions = new()
        {
            RecordsPerChunk = options.RecordsPerChunk,
            Canary = options.Canary,
            Drift = options.Drift,
            MaximumRequests = options.MaximumPlanRequests,
        };
        RecordPlan plan = await CallPlanner.PlanAsync(connection, call, planOptions, cancellationToken).ConfigureAwait(false);
        CountRange[] bounds = ChunkBounds.Of(call, plan, options.Drift, connection.Options.MaximumItems);
        StoredJob job = new()
        {
            Key = key,
            Account = account,
            PlanId = Guid.NewGuid().ToString("N"),
            Kind = JobKind.Action,
            Content = written,
            Options = JsonSerializer.Serialize(options, JobJsonContext.Default.JobOptions),
            Records = plan.Total,
            Concurrency = options.MaximumConcurrentChunks,
            FailedShareLimit = options.StopAfterFailedShare,
            FailedLimit = options.StopAfterFailures,
        };
        bool hasCanary = options.Canary is { } most && plan.Chunks is [{ Count: var first }, _, ..] && first <= most;
        return (job,
        [
            .. plan.Chunks.Select((chunk, at) => new StoredChunk
            {
                Job = key,
                Number = at + 1,
                Content = (chunk.Ids is { } ids ? new ChunkContent { Ids = ids } : ChunkContent.Of(chunk.Range)).ToJson(),
                Records = chunk.Count,
                AtLeast = bounds[at].AtLeast,
                AtMost = bounds[at].AtMost,
                IsCanary = hasCanary && at == 0,
            }),
        ]);
    }

    private static string Written(BulkCall call)
    {
        try
        {
            return call.ToJson();
        }
        catch (NotSupportedException exception)
        {
            throw new ArgumentException($"The call cannot be written down, as a job needs it: {exception.Message}", nameof(call), exception);
        }
    }
}
