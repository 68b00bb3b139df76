namespace Outreach.Bulk;

/// <summary>A bulk action whose answer was lost: what was sent, and when.</summary>
public sealed class UnknownOutcome
{
    private readonly OutreachBulkConnection _connection;

    internal UnknownOutcome(OutreachBulkConnection connection, string action, string? targetDigest, DateTimeOffset sentFrom, DateTimeOffset sentTo)
    {
        _connection = connection;
        Action = action;
        TargetDigest = targetDigest;
        SentFrom = sentFrom;
        SentTo = sentTo;
        CallerId = connection.Started.CreatorId;
    }

    /// <summary>The action's name in the API.</summary>
    public string Action { get; }

    /// <summary>
    /// A fingerprint of what was asked for, without its values: SHA-256 in lower-case hexadecimal, the same for requests that
    /// ask for the same. <see langword="null"/> when nothing was asked that a batch could be recognised by.
    /// </summary>
    public string? TargetDigest { get; }

    /// <summary>The id of the user whose token it was sent with; <see langword="null"/> when no batch of this connection has told it by then.</summary>
    public long? CallerId { get; }

    /// <summary>When the request was sent, by the local clock.</summary>
    public DateTimeOffset SentFrom { get; }

    /// <summary>When its answer was given up, by the local clock.</summary>
    public DateTimeOffset SentTo { get; }

    /// <summary>Where it is written down when it is found; null when nothing is.</summary>
    internal JournaledOperation? Journal { get; init; }

    /// <summary>When a journal told it, with the batches of other operations; null when this connection sent it.</summary>
    internal DateTimeOffset? KnownSince { get; init; }

    /// <summary>The batch it was found to be; <see cref="StartedBatches"/>'s to set.</summary>
    internal Batch? Adopted { get; set; }

    /// <summary>Looks for the batch among those created between <see cref="SentFrom"/> and <see cref="SentTo"/>.</summary>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>The batch, several that may be it, or that none was seen, which proves nothing.</returns>
    /// <exception cref="OutreachBulkException">The batches could not be listed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<BatchSearchResult> FindAsync(CancellationToken cancellationToken = default) =>
        BatchSearch.FindAsync(_connection, this, cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Action}, sent between {SentFrom:O} and {SentTo:O}");
}
