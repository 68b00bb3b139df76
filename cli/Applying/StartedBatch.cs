using System.Globalization;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Plans;

namespace Outreach.Bulk.Cli.Applying;

/// <summary>
/// Sees in the journal that a plan's batch was started, which may be long before its confirmation is answered: from then on an interrupt
/// or the end of the time lets go of it.
/// </summary>
internal sealed class StartedBatch : IDisposable
{
    private readonly CancellationTokenSource _confirming = new();
    private readonly CliSession _session;
    private readonly PlanFile _plan;
    private readonly TimeSpan? _timeout;
    private readonly CancellationToken _interrupt;
    private CancellationTokenRegistration _registration;
    private OutputException? _unshown;

    public StartedBatch(CliSession session, PlanFile plan, TimeSpan? timeout, CancellationToken interrupt)
    {
        (_session, _plan, _timeout, _interrupt) = (session, plan, timeout, interrupt);
        session.Journal.Written += See;
    }

    /// <summary>Whether there is a batch.</summary>
    public bool IsSeen { get; private set; }

    /// <summary>Gives up waiting for the answer to the confirmation.</summary>
    public CancellationToken Confirming => _confirming.Token;

    /// <exception cref="OutputException">That it was started could not be shown.</exception>
    public void ThrowUnlessShown()
    {
        if (_unshown is not null)
            throw _unshown;
    }

    public void Dispose()
    {
        _session.Journal.Written -= See;
        _registration.Dispose();
        _confirming.Dispose();
    }

    private void See(JournalEntry entry)
    {
        if (entry is not { Event: JournalEvent.Started, BatchId: { } id } || entry.Key != _plan.Id)
            return;
        IsSeen = true;
        _session.Interrupts.Acted();
        _session.Interrupts.Enter(ExitCode.Detached, string.Create(
            CultureInfo.InvariantCulture,
            $"Batch {id} was started, and may still wait for its confirmation: apply the plan again to confirm it. Whether it waits: "
                + $"outreach-bulk watch {id}"));
        try
        {
            _session.Report.Status("started", writer => writer.WriteNumber("batch", id), string.Create(
                CultureInfo.InvariantCulture, $"Batch {id} was started."));
        }
        catch (OutputException exception)
        {
            _unshown = exception;
        }

        _registration = _interrupt.Register(_confirming.Cancel);
        if (_timeout is { } longest)
            _confirming.CancelAfter(longest);
    }
}
