namespace Outreach.Bulk;

/// <summary>
/// A bulk action was sent and its answer was lost. The batch may exist, so do not send it again: look for it first,
/// with <see cref="FindAsync"/>.
/// </summary>
public sealed class BatchOutcomeUnknownException : OutcomeUnknownException
{
    internal BatchOutcomeUnknownException(string message, UnknownOutcome<BatchOperation> outcome, Exception? innerException)
        : base(message, innerException) => Outcome = outcome;

    /// <summary>What was sent, and when: all that is needed to look for the batch.</summary>
    public UnknownOutcome<BatchOperation> Outcome { get; }

    /// <inheritdoc/>
    public override string Action => Outcome.Action;

    /// <inheritdoc/>
    public override DateTimeOffset SentFrom => Outcome.SentFrom;

    /// <inheritdoc/>
    public override DateTimeOffset SentTo => Outcome.SentTo;

    /// <summary>Looks for the batch among those created in the window of the lost request.</summary>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>The batch, several that may be it, or that none was seen, which proves nothing.</returns>
    /// <exception cref="OutreachBulkException">The batches could not be listed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<OutcomeSearchResult<BatchOperation>> FindAsync(CancellationToken cancellationToken = default) =>
        Outcome.FindAsync(cancellationToken);
}
