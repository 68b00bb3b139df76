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
        if (state == PlanState.Used)
            return await AttachAsync(cancellationToken).ConfigureAwait(false);
        if (state != PlanState.Fresh)
            throw CliException.Refused(PlanStates.Words(plan, state));
        BulkCall call = plan.ReadCall();

        Target target = await Target.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        if (plan.Org is not null && target.Org is not null && plan.Org != target.Org)
            throw CliException.Refused($"The plan is for the org {plan.Org}, and the token is of {target.Org}. Nothing was sent.");
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
                $"{count:N0} records match; the plan allows {plan.AtLeast:N0} to {plan.AtMost:N0}. Nothing was sent. Plan again."));
        }

        await ThrowIfSpentAsync(count, cancellationToken).ConfigureAwait(false);
        target.Show(session, call.Action.Name, count);
        consents.ThrowUnlessGiven(session, plan, call, count);
        return plan.Chunks > 1
            ? await JobRun.StartAsync(session, _marks, plan, call, timeout, cancellationToken).ConfigureAwait(false)
            : await SendAsync(call, cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> CountNowAsync(BulkCall call, CancellationToken cancellationToken) =>
        (await session.Batches.CountAsync(call, cancellationToken).ConfigureAwait(false)).Count
            ?? throw new CliException(ExitCode.Error, "The server did not count the records to the end, so the plan's bounds cannot be checked. Try again later.");

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
                $"{count:N0} records, and {budget.Left:N0} of the day's {budget.Usable:N0} are left by this tool's count. Nothing was sent. outreach-bulk budget shows it."));
        }
    }

    private async Task<int> SendAsync(BulkCall call, CancellationToken cancellationToken)
    {
        OutcomeSearchResult<BatchOperation> earlier =
            await session.Batches.FindAsync(call, plan.CreatedAt, cancellationToken).ConfigureAwait(false);
        if (earlier.Operation is { } found)
        {
            session.Report.Status(
                "found", writer => writer.WriteNumber("batch", found.Id), $"Batch {found.Id} was started by the same request since the plan was made. Nothing is sent again.");
            _marks.TryApply(plan.Id);
            return await BatchWatch.RunAsync(session, found, timeout, cancellationToken).ConfigureAwait(false);
        }

        if (!earlier.IsNotSeen && !_marks.WasMade(plan.Id))
        {
            throw CliException.Refused(
                "The plan was made on another machine or by another user, and the batches that were started since do not show whether it was "
                    + "applied. Plan again here.");
        }

        if (!_marks.TryApply(plan.Id))
            throw CliException.Refused("The plan is being applied by another process. Nothing was sent by this one.");
        session.Interrupts.Enter(
            ExitCode.Unknown, "The request was on its way, and it is not known whether it acted. Do not plan it again; outreach-bulk journal shows what became of it.");
        BatchOperation batch;
        try
        {
            // The answer is waited for, within the request's own deadline: to give up now would leave the outcome unknown.
            batch = await session.Batches.StartAsync(call, plan.Id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OutcomeUnknownException or BatchException))
        {
            _marks.Release(plan.Id);
            throw;
        }

        session.Report.Status(
            "started", writer => writer.WriteNumber("batch", batch.Id), string.Create(CultureInfo.InvariantCulture, $"Batch {batch.Id} was started."));
        return await BatchWatch.RunAsync(session, batch, timeout, cancellationToken).ConfigureAwait(false);
    }

    // Whoever applies it again wants to know what became of it.
    private async Task<int> AttachAsync(CancellationToken cancellationToken)
    {
        if (plan.Chunks > 1)
            return await JobRun.AttachAsync(session, plan, timeout, cancellationToken).ConfigureAwait(false);
        List<JournalEntry> entries = [];
        await foreach (JournalEntry entry in session.Store.CreateJournal().ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Key == plan.Id)
                entries.Add(entry);
        }

        if (entries.FirstOrDefault(entry => entry.BatchId is not null) is { BatchId: { } id })
        {
            session.Report.Status("found", writer => writer.WriteNumber("batch", id), $"The plan was applied already: batch {id}. Nothing is sent again.");
            return await BatchWatch.RunAsync(session, session.Batches.Attach(id), timeout, cancellationToken).ConfigureAwait(false);
        }

        BulkCall call = plan.ReadCall();
        OutcomeSearchResult<BatchOperation> search =
            await session.Batches.FindAsync(call, plan.CreatedAt, cancellationToken).ConfigureAwait(false);
        return search.Operation is { } found
            ? await BatchWatch.RunAsync(session, found, timeout, cancellationToken).ConfigureAwait(false)
            : throw new CliException(
                ExitCode.Unknown,
                $"The plan was applied, and it is not known what it started ({search}). Do not plan it again before you know: outreach-bulk batches, "
                    + "and docs/at-3-am.md.");
    }
}
