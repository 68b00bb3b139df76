using System.Text.Json;
using Outreach.Bulk.Calls;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>What of a job stays as it was planned.</summary>
internal sealed record PlannedJob(string Key, BulkCall Call, JobOptions Options)
{
    /// <summary>Whether a chunk whose batch was not found is sent again. What destroys data or reaches people never is.</summary>
    public bool MayResend => Options.ResendUnknown && Call.Params is not (DestroyingActionParams or OutboundActionParams);

    /// <summary>The call of one chunk. A lost answer is searched for step by step, not by the call's own choice, which would hold up a worker.</summary>
    public BulkCall CallOf(StoredChunk chunk)
    {
        BulkActionParams own = Call.Params with { OnUnknownOutcome = OnUnknownOutcome.Throw, Label = Call.Params.Label ?? Key };
        BulkCall call = new(Call.Action, own, Call.Attributes);
        return ChunkContent.Read(chunk.Content).Narrow(call).Allowing(new(chunk.AtLeast, chunk.AtMost));
    }

    public static PlannedJob Of(StoredJob job) => new(
        job.Key,
        BulkCall.FromJson(job.Content),
        JsonSerializer.Deserialize(job.Options, JobJsonContext.Default.JobOptions)!);
}
