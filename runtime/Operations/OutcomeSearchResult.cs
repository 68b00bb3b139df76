namespace Outreach.Bulk;

/// <summary>What a search for the batch or import of a lost request found.</summary>
/// <typeparam name="TOperation"><see cref="BatchOperation"/> or <see cref="ImportOperation"/>.</typeparam>
public sealed class OutcomeSearchResult<TOperation>
    where TOperation : class
{
    private readonly bool _isWhole;

    /// <summary>Makes a result, for test doubles.</summary>
    /// <param name="candidates">What may be it: one is found, none is not seen, several are ambiguous.</param>
    public OutcomeSearchResult(params IReadOnlyList<TOperation> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        _isWhole = true;
        Operation = candidates is [var only] ? only : null;
        Candidates = [.. candidates];
    }

    internal OutcomeSearchResult(TOperation? operation, IReadOnlyList<TOperation> candidates, bool isWhole)
    {
        _isWhole = isWhole;
        Operation = operation;
        Candidates = candidates;
    }

    /// <summary>What the request started, when it was found; otherwise <see langword="null"/>.</summary>
    public TOperation? Operation { get; }

    /// <summary>What may be it, newest first; exactly one when it was found.</summary>
    public IReadOnlyList<TOperation> Candidates { get; }

    /// <summary>
    /// Whether batches were created in the request's window, and none or several echo exactly the request. The outcome stays
    /// unknown: an echo may be written differently, so none of them is ruled out. So it does when a batch that echoes it may be
    /// older than the request, by the server's clock as its answers show it; when the request is an hour old or more and the
    /// connection has forgotten which batches of that time answered other calls; and when there are more batches of that time than
    /// a search reads.
    /// </summary>
    public bool IsAmbiguous => Operation is null && !IsNotSeen;

    /// <summary>Whether nothing was seen that may be it. That proves nothing: it may still appear.</summary>
    public bool IsNotSeen => Candidates.Count == 0 && _isWhole;

    /// <inheritdoc/>
    public override string ToString() => Operation is not null ? $"found {Operation}"
        : IsAmbiguous ? FormattableString.Invariant($"ambiguous, {Candidates.Count} {(Candidates.Count == 1 ? "candidate" : "candidates")}")
        : "not seen";
}
