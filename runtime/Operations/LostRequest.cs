using System.Runtime.CompilerServices;

namespace Outreach.Bulk.Operations;

/// <summary>A request that acts and lost its answer: what was sent, and when.</summary>
/// <param name="Search">Looks for what it started.</param>
/// <param name="Action">The action's name in the API.</param>
/// <param name="SentFrom">When it was sent, by the local clock.</param>
/// <param name="SentTo">When its answer was given up, by the local clock.</param>
internal sealed record LostRequest<TOperation>(
    OutcomeSearch<TOperation> Search, string Action, DateTimeOffset SentFrom, DateTimeOffset SentTo)
    where TOperation : class
{
    /// <summary>The fingerprint of a bulk action.</summary>
    public string? TargetDigest { get; init; }

    /// <summary>The unique file name of an import.</summary>
    public string? FileName { get; init; }

    /// <summary>The user whose token a bulk action was sent with; null when no batch has shown it.</summary>
    public long? CallerId { get; init; }

    /// <summary>Reports what is seen of it when it is found.</summary>
    public required OperationObserver Observer { get; init; }

    /// <summary>When a journal showed it, with the batches of other operations; null when this connection sent it.</summary>
    public DateTimeOffset? KnownSince { get; init; }

    // One request is lost once, however equal another one is.
    public bool Equals(LostRequest<TOperation>? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>Looks for what was started.</summary>
    public Task<OutcomeSearchResult<TOperation>> FindAsync(CancellationToken cancellationToken) =>
        Search.FindAsync(this, cancellationToken);

    public override string ToString() => FormattableString.Invariant(
        $"{Action}{(FileName is null ? "" : $" of {FileName}")}, sent between {SentFrom:O} and {SentTo:O}");
}
