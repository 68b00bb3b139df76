using System.Globalization;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Places;
using Outreach.Bulk.Cli.Plans;
using Outreach.Bulk.Cli.Watching;

namespace Outreach.Bulk.Cli.Applying;

/// <summary>Sends the one request of a plan, once.</summary>
internal sealed class PlanSend(CliSession session, PlanFile plan, PlanMarks marks, TimeSpan? timeout)
{
    /// <returns>The exit code.</returns>
    /// <exception cref="CliException">It may have been applied elsewhere, or is being applied.</exception>
    public async Task<int> RunAsync(BulkCall call, CancellationToken cancellationToken)
    {
        BatchOperation batch;
        using (MarkFile mark = marks.TryHold(plan.Id) ?? throw BeingApplied())
            batch = await FindOrStartAsync(mark, call, cancellationToken).ConfigureAwait(false);
        return await BatchWatch.RunAsync(session, batch, timeout, cancellationToken).ConfigureAwait(false);
    }

    private async Task<BatchOperation> FindOrStartAsync(MarkFile mark, BulkCall call, CancellationToken cancellationToken)
    {
        // Another process may have had it since it was looked at.
        if (mark.Text.Length > 0)
            throw CliException.Refused("The plan was applied meanwhile by another process. Nothing was sent by this one.");
        if (await FindEarlierAsync(call, cancellationToken).ConfigureAwait(false) is { } found)
        {
            session.Report.Status("found", writer => writer.WriteNumber("batch", found.Id), string.Create(
                CultureInfo.InvariantCulture,
                $"Batch {found.Id} was started by the same request since the plan was made. Nothing is sent again."));
            mark.Write(session.StoreName);
            return found;
        }

        cancellationToken.ThrowIfCancellationRequested();
        mark.Write(session.StoreName);
        session.Interrupts.Enter(
            ExitCode.Unknown, "The request was on its way, and it is not known whether it acted. Do not plan it again; "
                + "outreach-bulk journal shows what became of it.");
        using StartedBatch started = new(session, plan, timeout, cancellationToken);
        BatchOperation batch;
        try
        {
            // The answer is waited for, within the request's own deadline: to give up now would leave the outcome unknown.
            batch = await session.Batches.StartAsync(call, plan.Id, started.Confirming).ConfigureAwait(false);
        }
        catch (ConfirmationRequiredException) when (started.Confirming.IsCancellationRequested)
        {
            throw new CliException(ExitCode.Detached, $"Detached. {session.Interrupts.Now.Words}");
        }
        catch (Exception exception) when (exception is not (OutcomeUnknownException or BatchException) && !started.IsSeen)
        {
            mark.Clear();
            session.Interrupts.EnterNothingSent();
            throw;
        }

        started.ThrowUnlessShown();
        return batch;
    }

    internal static CliException BeingApplied() =>
        CliException.Refused("The plan is being applied by another process. Nothing was sent by this one.");

    // One that this user started under another key is of another plan, however equal it is.
    private async Task<BatchOperation?> FindEarlierAsync(BulkCall call, CancellationToken cancellationToken)
    {
        OutcomeSearchResult<BatchOperation> earlier =
            await session.Connection.FindSinceServerTimeAsync(call, plan.CreatedAt, cancellationToken).ConfigureAwait(false);
        if (earlier.IsNotSeen)
            return null;
        KeyEntries entries = await KeyEntries.ReadAsync(session, plan.Id, cancellationToken).ConfigureAwait(false);
        BatchOperation[] open = [.. earlier.Candidates.Where(batch => !entries.OtherBatches.Contains(batch.Id))];
        if (earlier.Operation is not null && open is [var found])
            return found;
        return marks.WasMade(plan.Id)
            ? null
            : throw CliException.Refused(
                "The plan was made on another machine or by another user, and the batches that were started since do not show "
                    + "whether it was applied. Plan again here.");
    }
}
