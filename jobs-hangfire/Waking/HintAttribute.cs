using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;

namespace Outreach.Bulk.Jobs.Hangfire.Waking;

/// <summary>Has Hangfire forget what came of a hint soon: thousands a day would hide the users' own jobs.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class HintAttribute : JobFilterAttribute, IApplyStateFilter
{
    private static readonly TimeSpan s_kept = TimeSpan.FromMinutes(15);

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction) => context.JobExpirationTimeout = s_kept;

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
    }
}
