using System.Globalization;
using Outreach.Bulk.Calls;

namespace Outreach.Bulk.Jobs.Planning;

/// <summary>
/// The numbers of records that the batches of a plan may match. The call's policy and consent hold for their sum: what they leave
/// between the plan and their ends is shared out among the chunks, as far as the drift goes.
/// </summary>
internal static class ChunkBounds
{
    /// <exception cref="ArgumentException">The call has a lock that cannot be shared out, or none at all.</exception>
    public static void ThrowIfNotForJobs(BulkCall call)
    {
        if (call.Params.Confirm?.Condition is not null)
        {
            throw new ArgumentException(
                $"{nameof(Confirm)}.{nameof(Confirm.When)} is refused for a job: a condition in code can neither be written down nor be "
                    + $"held for a sum. Use {nameof(Confirm.AtMost)}, {nameof(Confirm.Exactly)} or {nameof(Confirm.Within)}.",
                nameof(call));
        }

        if (call.Params.SkipConfirmation)
        {
            throw new ArgumentException(
                $"{nameof(BulkActionParams.SkipConfirmation)} is refused for a job, which compares the count of each chunk with the plan."
                    + $" Leave it out; the plan confirms.",
                nameof(call));
        }
    }

    /// <summary>The bounds of each chunk, in the plan's order.</summary>
    /// <exception cref="JobException">The call does not allow as many records as were planned.</exception>
    public static CountRange[] Of(BulkCall call, RecordPlan plan, double drift, long maximumItems)
    {
        CountRange allowed = Allowed(call);
        long total = plan.Total;
        if (total < allowed.AtLeast || total > allowed.AtMost)
            throw NotAllowed(call, plan);

        // Of listed ids none can be more than one record, and any may be none.
        long[] up = [.. plan.Chunks.Select(chunk => plan.IsCounted ? Slack(chunk.Count, drift) : 0)];
        long[] down = [.. plan.Chunks.Select(chunk => plan.IsCounted ? Slack(chunk.Count, drift) : chunk.Count)];
        long[] more = Share(allowed.AtMost - total, up);
        long[] fewer = Share(total - allowed.AtLeast, down);
        return
        [
            .. plan.Chunks.Select(
                (chunk, at) => new CountRange(
                    chunk.Count - fewer[at], Math.Max(chunk.Count, Math.Min(chunk.Count + more[at], maximumItems)))),
        ];
    }

    /// <summary>The most records that the call allows in all.</summary>
    public static long MostOf(BulkCall call) => Allowed(call).AtMost;

    // A chunk of a few records may lose one.
    private static long Slack(long count, double drift) => Math.Min(count, (long)Math.Ceiling(count * (decimal)drift));

    private static CountRange Allowed(BulkCall call)
    {
        CountRange confirm = call.Params.Confirm?.Range ?? CountRange.Any;
        CountRange consent = call.Params.ConsentOrNull?.Range ?? CountRange.Any;
        return new(Math.Max(confirm.AtLeast, consent.AtLeast), Math.Min(confirm.AtMost, consent.AtMost));
    }

    // Each gets what it can use or, where there is less, in proportion: rounded so that the sum is what there is.
    private static long[] Share(long available, long[] usable)
    {
        Int128 wanted = usable.Sum();
        Int128 shared = Int128.Min(available, wanted);
        Int128 before = 0;
        long given = 0;
        return [.. usable.Select(use =>
        {
            before += use;
            long share = wanted == 0 ? 0 : (long)(shared * before / wanted) - given;
            given += share;
            return share;
        })];
    }

    private static JobException NotAllowed(BulkCall call, RecordPlan plan)
    {
        string bounds = string.Join(
            " and ", new[] { call.Params.ConsentOrNull?.Bounds, call.Params.Confirm?.Bounds }.Where(text => text is not null));
        string total = string.Create(CultureInfo.InvariantCulture, $"{(plan.IsCounted ? "" : "by ")}{plan.Total}");
        return new(
            $"{call.Action.Name} selects {total} {(plan.IsCounted ? "records" : "ids")}; the call {bounds}, which holds for the whole job. "
                + "Nothing was sent.");
    }
}
