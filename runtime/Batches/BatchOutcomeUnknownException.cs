using Outreach.Bulk.Operations;

namespace Outreach.Bulk;

/// <summary>
/// A bulk action was sent and its answer was lost. The batch may exist, so do not send it again: look for it first,
/// with <see cref="FindAsync"/>.
/// </summary>
public sealed class BatchOutcomeUnknownException : OutcomeUnknownException
{
    internal BatchOutcomeUnknownException(string message, LostRequest<BatchOperation> lost, Exception? innerException)
        : base(message, innerException) => Lost = lost;

    /// <inheritdoc/>
    public override string Action => Lost.Action;

    /// <summary>
    /// A fingerprint of what was asked for, without its values: SHA-256 in lower-case hexadecimal, the same for requests that
    /// ask for the same. <see langword="null"/> when nothing was asked that a batch could be recognised by.
    /// </summary>
    public string? TargetDigest => Lost.TargetDigest;

    /// <summary>
    /// The id of the user whose token it was sent with; <see langword="null"/> when no batch of this connection has shown it by then.
    /// </summary>
    public long? CallerId => Lost.CallerId;

    /// <inheritdoc/>
    public override DateTimeOffset SentFrom => Lost.SentFrom;

    /// <inheritdoc/>
    public override DateTimeOffset SentTo => Lost.SentTo;

    internal LostRequest<BatchOperation> Lost { get; }

    internal override string RequestInWords => Lost.ToString();

    /// <summary>Makes the error of a bulk action whose answer was lost, for test doubles.</summary>
    /// <param name="action">The action's name in the API, such as <c>accountAddTags</c>.</param>
    /// <param name="found">What <see cref="FindAsync"/> finds; <see langword="null"/> for nothing.</param>
    /// <param name="sentAt">When it was sent.</param>
    /// <param name="innerException">How the answer was lost.</param>
    /// <returns>The error.</returns>
    public static BatchOutcomeUnknownException Create(
        string action,
        OutcomeSearchResult<BatchOperation>? found = null,
        DateTimeOffset sentAt = default,
        Exception? innerException = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(action);
        return new(Describe(action), LostRequest<BatchOperation>.Of(action, found, sentAt), innerException);
    }

    /// <summary>Looks for the batch among those created in the window of the lost request.</summary>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>The batch, several that may be it, or that none was seen, which proves nothing.</returns>
    /// <exception cref="OutreachBulkException">The batches could not be listed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<OutcomeSearchResult<BatchOperation>> FindAsync(CancellationToken cancellationToken = default) =>
        Lost.FindAsync(cancellationToken);

    internal static string Describe(string action) =>
        $"{action} was sent and its answer was lost, so its batch may exist. Do not send it again: {nameof(FindAsync)} looks for it.";
}
