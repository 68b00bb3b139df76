namespace Outreach.Bulk;

/// <summary>How a search for a batch ended.</summary>
public enum BatchSearchOutcome
{
    /// <summary>One batch of the request's window echoes exactly the request: it is the one.</summary>
    Found = 0,

    /// <summary>
    /// Batches were created in the request's window, and none or several echo exactly the request. The outcome stays
    /// unknown: an echo may be written differently, so none of them is ruled out. So it does when the request is an hour old
    /// or more and the connection has forgotten which batches of that time answered other calls.
    /// </summary>
    Ambiguous = 1,

    /// <summary>No batch was seen that was created in the request's window. That proves nothing: it may still appear.</summary>
    NotSeen = 2,
}

/// <summary>What a search for a batch found.</summary>
public sealed class BatchSearchResult
{
    internal BatchSearchResult(BatchSearchOutcome outcome, IReadOnlyList<BatchOperation> candidates)
    {
        Outcome = outcome;
        Candidates = candidates;
    }

    /// <summary>How the search ended.</summary>
    public BatchSearchOutcome Outcome { get; }

    /// <summary>The batches that may be it, newest first; exactly one when it was found.</summary>
    public IReadOnlyList<BatchOperation> Candidates { get; }

    /// <summary>The batch, when it was found; otherwise <see langword="null"/>.</summary>
    public BatchOperation? Operation => Outcome == BatchSearchOutcome.Found ? Candidates[0] : null;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Outcome}, {Candidates.Count} {(Candidates.Count == 1 ? "candidate" : "candidates")}");
}
