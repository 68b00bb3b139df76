using Outreach.Bulk.Calls;
using Outreach.Bulk.Jobs.Planning;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>A job of bulk actions.</summary>
internal sealed record PlannedAction(string Key, BulkCall Call, JobOptions Options) : PlannedJob(Key, Options)
{
    public override string ActionName => Call.Action.Name;

    // What destroys data or reaches people never is.
    public override bool MayResend => Options.ResendUnknown && Call.Params is not (DestroyingActionParams or OutboundActionParams);

    public override bool IsShrinking => !Stability.IsStable(Call);

    /// <summary>
    /// The call of one chunk. A lost answer is searched for step by step, not by the call's own choice, which would hold up a worker.
    /// </summary>
    public BulkCall CallOf(StoredChunk chunk)
    {
        BulkActionParams own = Call.Params with { OnUnknownOutcome = OnUnknownOutcome.Throw, Label = Call.Params.Label ?? Key };
        BulkCall call = new(Call.Action, own, Call.Attributes);
        return ChunkContent.Read(chunk.Content).Narrow(call).Allowing(new(chunk.AtLeast, chunk.AtMost));
    }

    public override ChunkStep StepOf(StepContext context, StoredChunk chunk) => new ActionStep(context, this, chunk);

    public override PlannedChunk PlanOf(StoredChunk chunk)
    {
        ChunkContent content = ChunkContent.Read(chunk.Content);
        return PlannedChunk.Of(chunk) with
        {
            FirstId = content.Ids?.Min() ?? content.First,
            LastId = content.Ids?.Max() ?? content.Last,
            IsIdList = content.Ids is not null,
        };
    }
}
