using Outreach.Bulk.Batches;
using Outreach.Bulk.Operations;

namespace Outreach.Bulk;

/// <summary>
/// An operation that a journal has not seen the end of. Of <see cref="Batch"/>, <see cref="Import"/>,
/// <see cref="UnknownBatch"/> and <see cref="UnknownImport"/> exactly one is there.
/// </summary>
public sealed class RecoveredOperation
{
    private readonly OperationObserver _observer;
    private readonly BatchTracker _batches;

    internal RecoveredOperation(JournalEntry start, OperationObserver observer, BatchTracker batches)
    {
        Start = start;
        _observer = observer;
        _batches = batches;
    }

    /// <summary>What the journal says of its beginning.</summary>
    public JournalEntry Start { get; }

    /// <summary>What its call was called; <see langword="null"/> when it had no label.</summary>
    public string? Label => Start.Label;

    /// <summary>The batch, whose id is known: wait for it.</summary>
    public BatchOperation? Batch { get; internal set; }

    /// <summary>The import, whose id is known: wait for it.</summary>
    public ImportOperation? Import { get; internal set; }

    /// <summary>A bulk action that may have been sent: look for its batch before sending it again.</summary>
    public BatchOutcomeUnknownException? UnknownBatch { get; internal set; }

    /// <summary>An import that may have been started: look for it before starting it again.</summary>
    public ImportOutcomeUnknownException? UnknownImport { get; internal set; }

    /// <summary>
    /// Takes the operation to its end: looks for what its request started where that is not known, for up to two minutes; confirms a
    /// batch that asks and is within the policy, and cancels it otherwise; waits. Afterwards <see cref="Batch"/> or
    /// <see cref="Import"/> is what was found, and the journal has its end.
    /// </summary>
    /// <param name="confirm">How many records the batch may act on. It says nothing about an import.</param>
    /// <param name="deadline">
    /// How long to wait: more than zero; <see langword="null"/> for <see cref="OutreachBulkOptions.WaitDeadline"/>.
    /// </param>
    /// <param name="cancellationToken">Stops looking and waiting. The operation goes on.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deadline"/> is zero or negative.</exception>
    /// <exception cref="OutcomeUnknownException">What the request started was not found. Nothing was sent again.</exception>
    /// <exception cref="BatchOutOfBoundsException">The count is outside the policy; the batch was cancelled.</exception>
    /// <exception cref="BatchException">The batch failed, was cancelled, or goes on after the deadline.</exception>
    /// <exception cref="ImportException">The import failed, or goes on after the deadline.</exception>
    /// <exception cref="OutreachBulkException">It cannot be looked for or read, and waiting will not help.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<OperationOutcome> FinishAsync(
        Confirm confirm, TimeSpan? deadline = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(confirm);
        if (deadline is { } given)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(given, TimeSpan.Zero, nameof(deadline));
        if (UnknownImport is { } lostImport)
        {
            Import = await FindAsync(lostImport.Lost, cancellationToken).ConfigureAwait(false) ?? throw lostImport;
            UnknownImport = null;
        }

        if (UnknownBatch is { } lostBatch)
        {
            Batch = await FindAsync(lostBatch.Lost, cancellationToken).ConfigureAwait(false) ?? throw lostBatch;
            UnknownBatch = null;
        }

        if (Import is not null)
            return (await Import.WaitForCompletionAsync(null, deadline, cancellationToken).ConfigureAwait(false)).Outcome;
        Batch = _batches.Attach(Batch!.Id, confirm, _observer);
        return (await Batch.WaitForCompletionAsync(null, deadline, cancellationToken).ConfigureAwait(false)).Outcome;
    }

    /// <summary>
    /// Closes it in the journal, so that it is not recovered again: after its end was dealt with elsewhere, or somebody looked and
    /// decided that it was not done.
    /// </summary>
    /// <returns>A task that completes when it is written.</returns>
    public async Task CloseAsync() => await _observer.Journal!.CloseAsync().ConfigureAwait(false);

    /// <inheritdoc/>
    public override string ToString()
    {
        string operation = UnknownBatch?.RequestInWords ?? UnknownImport?.RequestInWords ?? $"{Start.Action}: {Batch?.ToString() ?? Import?.ToString()}";
        return Label is null ? operation : $"{Label}: {operation}";
    }

    private async Task<TOperation?> FindAsync<TOperation>(LostRequest<TOperation> lost, CancellationToken cancellationToken)
        where TOperation : class =>
        (await lost.SearchAsync(OnUnknownOutcome.Reconcile, mayResend: false, _batches.Options.TimeProvider, cancellationToken)
            .ConfigureAwait(false)).Found;
}
