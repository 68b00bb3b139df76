using System.Globalization;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Places;
using Outreach.Bulk.Cli.Plans;
using Outreach.Bulk.Cli.Watching;

namespace Outreach.Bulk.Cli.Applying;

/// <summary>A plan that was applied already: whoever applies it again wants to know what became of it.</summary>
internal sealed class UsedPlan(CliSession session, PlanFile plan, Target target, PlanMarks marks, TimeSpan? timeout)
{
    /// <returns>The exit code; null when it shows that nothing was sent, so that it can be applied.</returns>
    /// <exception cref="CliException">It is being applied, or it is not known what it started.</exception>
    public async Task<int?> AttachAsync(Consents consents, CancellationToken cancellationToken)
    {
        if (plan.Chunks > 1)
            return await JobRun.AttachAsync(session, plan, timeout, cancellationToken).ConfigureAwait(false);
        if (await FindAsync(cancellationToken).ConfigureAwait(false) is not { } batch)
            return null;
        session.Report.Status("found", writer => writer.WriteNumber("batch", batch.Id), string.Create(
            CultureInfo.InvariantCulture, $"The plan was applied already: batch {batch.Id}. Nothing is sent again."));
        await ConfirmIfAgreedAsync(batch, consents, cancellationToken).ConfigureAwait(false);
        return await BatchWatch.RunAsync(session, batch, timeout, cancellationToken).ConfigureAwait(false);
    }

    private async Task<BatchOperation?> FindAsync(CancellationToken cancellationToken)
    {
        using MarkFile mark = marks.TryHold(plan.Id) ?? throw PlanSend.BeingApplied();
        KeyEntries entries = await KeyEntries.ReadAsync(session, plan.Id, cancellationToken).ConfigureAwait(false);
        if (entries.Own.Find(entry => entry.BatchId is not null) is { BatchId: { } id })
        {
            return await OpenOperations.FindBatchAsync(session, id, cancellationToken).ConfigureAwait(false)
                ?? session.Batches.Attach(id);
        }

        OutcomeSearchResult<BatchOperation> search =
            await session.Connection.FindSinceServerTimeAsync(plan.ReadCall(), plan.CreatedAt, cancellationToken).ConfigureAwait(false);
        if (search.Operation is { } found && !entries.OtherBatches.Contains(found.Id))
        {
            // What was lost is known now.
            RecoveredOperation? open =
                await OpenOperations.FindAsync(session, each => each.Start.Key == plan.Id, cancellationToken).ConfigureAwait(false);
            if (open is { } lost)
                await lost.CloseAsync().ConfigureAwait(false);
            return found;
        }

        // The journal has what is about to be sent before it is. A process that ended before that has sent nothing.
        if (entries.Own.Count == 0 && mark.Text == session.StoreName)
        {
            mark.Clear();
            return null;
        }

        throw new CliException(
            ExitCode.Unknown,
            $"The plan was applied, and it is not known what it started ({search}). Do not plan it again before you know: outreach-bulk "
                + $"batches, and docs/at-3-am.md.{(mark.Text == session.StoreName ? "" : $" It was applied with --store {mark.Text}")}");
    }

    // A process that ended in between has started it and not confirmed it.
    private async Task ConfirmIfAgreedAsync(BatchOperation batch, Consents consents, CancellationToken cancellationToken)
    {
        Batch last = await batch.RefreshAsync(cancellationToken).ConfigureAwait(false);
        if (last is not { MatchedCount: { } matched } || last.State != OperationState.Confirming)
            return;
        if (matched < plan.AtLeast || matched > plan.AtMost)
        {
            throw CliException.Refused(string.Create(
                CultureInfo.InvariantCulture,
                $"Batch {batch.Id} matched {matched:N0} records; the plan allows {Counted.Range(plan.AtLeast, plan.AtMost)}. It waits: "
                    + $"outreach-bulk cancel {batch.Id}"));
        }

        BulkCall call = plan.ReadCall();
        target.Show(session, call.Action.Name, matched);
        consents.ThrowUnlessGiven(session, plan, call, matched);
        session.Interrupts.Enter(ExitCode.Unknown, string.Create(
            CultureInfo.InvariantCulture, $"The confirmation was on its way. Whether it was taken: outreach-bulk watch {batch.Id}"));
        await batch.ConfirmAsync(CancellationToken.None).ConfigureAwait(false);
        session.Interrupts.Acted();
    }
}
