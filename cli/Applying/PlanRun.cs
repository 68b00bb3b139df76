using System.Globalization;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Plans;
using Outreach.Bulk.Cli.Watching;
using Outreach.Bulk.Jobs;

namespace Outreach.Bulk.Cli.Applying;

/// <summary>Applies a plan: checks what can have changed, asks, and sends once.</summary>
internal sealed class PlanRun(CliSession session, PlanFile plan, TimeSpan? timeout)
{
    private readonly PlanMarks _marks = new(session.Folders.StateForUse());

    /// <returns>The exit code.</returns>
    /// <exception cref="CliException">The plan cannot be applied, or nobody agreed.</exception>
    public async Task<int> RunAsync(Consents consents, CancellationToken cancellationToken)
    {
        PlanState state = PlanStates.Of(plan, _marks, session.BaseAddress, session.Time.GetUtcNow());
        if (state is not (PlanState.Fresh or PlanState.Used))
            throw CliException.Refused(PlanStates.Words(plan, state));

        // What was started in one org has an id that is another batch's in another.
        Target target = await Target.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        if (plan.Org is not null && target.Org is not null && plan.Org != target.Org)
            throw CliException.Refused($"The plan is for the org {plan.Org}, and the token is of {target.Org}. Nothing was sent.");
        if (state == PlanState.Used)
        {
            UsedPlan used = new(session, plan, target, _marks, timeout);
            if (await used.AttachAsync(consents, cancellationToken).ConfigureAwait(false) is { } exitCode)
                return exitCode;
        }

        BulkCall call = plan.ReadCall();
        long count = await CountNowAsync(call, cancellationToken).ConfigureAwait(false);
        if (count == 0)
        {
            session.Report.Result(ExitCode.NothingMatched, "No record matches any more. Nothing was sent, and the plan is unused.");
            return ExitCode.NothingMatched;
        }

        if (count < plan.AtLeast || count > plan.AtMost)
        {
            throw CliException.Refused(string.Create(
                CultureInfo.InvariantCulture,
                $"{count:N0} records match; the plan allows {Counted.Range(plan.AtLeast, plan.AtMost)}. Nothing was sent. Plan again."));
        }

        await ThrowIfSpentAsync(count, cancellationToken).ConfigureAwait(false);
        target.Show(session, call.Action.Name, count);
        consents.ThrowUnlessGiven(session, plan, call, count);
        return plan.Chunks > 1
            ? await JobRun.StartAsync(session, _marks, plan, call, timeout, cancellationToken).ConfigureAwait(false)
            : await new PlanSend(session, plan, _marks, timeout).RunAsync(call, cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> CountNowAsync(BulkCall call, CancellationToken cancellationToken) =>
        (await session.Batches.CountAsync(call, cancellationToken).ConfigureAwait(false)).Count
            ?? throw new CliException(ExitCode.Error, "The server did not count the records to the end, so the plan's bounds cannot be "
                + "checked. Try again later.");

    private async Task ThrowIfSpentAsync(long count, CancellationToken cancellationToken)
    {
        // A job waits for the next day's records by itself.
        if (plan.Chunks > 1)
            return;
        using OutreachJobs jobs = session.Jobs();
        Jobs.Stores.DayBudget budget = await jobs.BudgetAsync(cancellationToken).ConfigureAwait(false);
        if (count > budget.Left)
        {
            throw CliException.Refused(string.Create(
                CultureInfo.InvariantCulture,
                $"{Counted.Records(count)}, and {budget.Left:N0} of the day's {budget.Usable:N0} are left by this tool's count. Nothing was "
                    + $"sent. outreach-bulk budget shows it."));
        }
    }
}
