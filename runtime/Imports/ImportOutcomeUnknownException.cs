namespace Outreach.Bulk;

/// <summary>
/// The start of an import was sent and its answer was lost. The import may exist, so do not start it again: look for it
/// first, with <see cref="FindAsync"/>.
/// </summary>
public sealed class ImportOutcomeUnknownException : OutcomeUnknownException
{
    internal ImportOutcomeUnknownException(string message, UnknownOutcome<ImportOperation> outcome, Exception? innerException)
        : base(message, innerException) => Outcome = outcome;

    /// <summary>What was sent, and when: all that is needed to look for the import.</summary>
    public UnknownOutcome<ImportOperation> Outcome { get; }

    /// <inheritdoc/>
    public override string Action => Outcome.Action;

    /// <inheritdoc/>
    public override DateTimeOffset SentFrom => Outcome.SentFrom;

    /// <inheritdoc/>
    public override DateTimeOffset SentTo => Outcome.SentTo;

    /// <summary>Looks for the import behind the batches created since the start was sent.</summary>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>The import, or that none was seen, which proves nothing: its batches may still appear.</returns>
    /// <exception cref="OutreachBulkException">The batches or an import could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<OutcomeSearchResult<ImportOperation>> FindAsync(CancellationToken cancellationToken = default) =>
        Outcome.FindAsync(cancellationToken);
}
