using System.Globalization;

namespace Outreach.Bulk.Cli.Plans;

/// <summary>Whether a plan can be applied, as far as that shows without a request.</summary>
internal enum PlanState
{
    Fresh,
    Edited,
    Expired,
    FromTheFuture,
    Used,
    Foreign,
}

/// <summary>Judges plans.</summary>
internal static class PlanStates
{
    // Clocks of two machines differ by some minutes at most.
    private static readonly TimeSpan s_clockDifference = TimeSpan.FromMinutes(10);

    public static PlanState Of(PlanFile plan, PlanMarks marks, Uri host, DateTimeOffset now) =>
        plan.Digest != plan.ComputeDigest() ? PlanState.Edited
        : plan.Host != host.AbsoluteUri ? PlanState.Foreign
        : marks.WasApplied(plan.Id) ? PlanState.Used
        : now >= plan.ExpiresAt ? PlanState.Expired
        : plan.CreatedAt > now + s_clockDifference ? PlanState.FromTheFuture
        : PlanState.Fresh;

    public static string Words(PlanFile plan, PlanState state) => state switch
    {
        PlanState.Edited => "The plan was edited since it was made: its digest does not match what it says. Plan again.",
        PlanState.Used => "The plan was applied already, and a plan is applied once.",
        PlanState.Foreign => $"The plan is for {plan.Host}, and this is another address. Set OUTREACH_BASE_ADDRESS, or plan again.",
        PlanState.Expired => string.Create(CultureInfo.InvariantCulture, $"The plan expired at {plan.ExpiresAt:u}. Plan again."),
        PlanState.FromTheFuture => string.Create(
            CultureInfo.InvariantCulture, $"The plan was made at {plan.CreatedAt:u}, later than it is by this machine's clock. "
                + $"Set the clock."),
        _ => string.Create(CultureInfo.InvariantCulture, $"The plan can be applied until {plan.ExpiresAt:u}."),
    };
}
