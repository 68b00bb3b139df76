using Outreach.Bulk.Operations;

namespace Outreach.Bulk;

/// <summary>A bulk action or the start of an import whose answer was lost: what was sent, and when.</summary>
/// <typeparam name="TOperation"><see cref="BatchOperation"/> or <see cref="ImportOperation"/>.</typeparam>
public sealed class UnknownOutcome<TOperation>
    where TOperation : class
{
    private readonly OutcomeSearch<TOperation> _search;

    internal UnknownOutcome(OutcomeSearch<TOperation> search, string action, DateTimeOffset sentFrom, DateTimeOffset sentTo)
    {
        _search = search;
        Action = action;
        SentFrom = sentFrom;
        SentTo = sentTo;
    }

    /// <summary>The action's name in the API.</summary>
    public string Action { get; }

    /// <summary>
    /// A fingerprint of what was asked for, without its values: SHA-256 in lower-case hexadecimal, the same for requests that
    /// ask for the same. <see langword="null"/> for imports, and when nothing was asked that a batch could be recognised by.
    /// </summary>
    public string? TargetDigest { get; internal init; }

    /// <summary>The unique name under which a file was to be imported; <see langword="null"/> for bulk actions.</summary>
    public string? FileName { get; internal init; }

    /// <summary>
    /// The id of the user whose token a bulk action was sent with; <see langword="null"/> when no batch of this connection has
    /// shown it by then.
    /// </summary>
    public long? CallerId { get; internal init; }

    /// <summary>When the request was sent, by the local clock.</summary>
    public DateTimeOffset SentFrom { get; }

    /// <summary>When its answer was given up, by the local clock.</summary>
    public DateTimeOffset SentTo { get; }

    /// <summary>Where it is written down when it is found; null when nothing is.</summary>
    internal JournalWriter? Journal { get; init; }

    /// <summary>When a journal showed it, with the batches of other operations; null when this connection sent it.</summary>
    internal DateTimeOffset? KnownSince { get; init; }

    /// <summary>
    /// Looks for what was started: a batch among those created between <see cref="SentFrom"/> and <see cref="SentTo"/>, an import
    /// behind the batches created since, since imports have no list.
    /// </summary>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>What was started, several that may be it, or that nothing was seen, which proves nothing.</returns>
    /// <exception cref="OutreachBulkException">The batches or an import could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<OutcomeSearchResult<TOperation>> FindAsync(CancellationToken cancellationToken = default) =>
        _search.FindAsync(this, cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Action}{(FileName is null ? "" : $" of {FileName}")}, sent between {SentFrom:O} and {SentTo:O}");
}
