using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Outreach.Bulk.Http;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Operations;

/// <summary>A request that acts and lost its answer: what was sent, and when.</summary>
/// <param name="Search">Looks for what it started.</param>
/// <param name="Action">The action's name in the API.</param>
/// <param name="Sent">When it was sent.</param>
/// <param name="SentTo">When its answer was given up, by the local clock.</param>
internal sealed record LostRequest<TOperation>(
    OutcomeSearch<TOperation> Search, string Action, SentMoment Sent, DateTimeOffset SentTo)
    where TOperation : class
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    /// <summary>The fingerprint of a bulk action.</summary>
    public string? TargetDigest { get; init; }

    /// <summary>The unique file name of an import.</summary>
    public string? FileName { get; init; }

    /// <summary>The user whose token a bulk action was sent with; null when no batch has shown it.</summary>
    public long? CallerId { get; init; }

    /// <summary>Reports what is seen of it when it is found.</summary>
    public required OperationObserver Observer { get; init; }

    /// <summary>What is known of the server's clock.</summary>
    public required ServerClock Clock { get; init; }

    /// <summary>When it was sent, by the local clock.</summary>
    public DateTimeOffset SentFrom => Sent.Local;

    /// <summary>The time in which what it started was created.</summary>
    /// <param name="longest">How long after <see cref="SentTo"/> it may still have been worked off.</param>
    public CreationWindow WindowOf(TimeSpan longest) =>
        new(SentFrom, Clock.EarliestAt(Sent), SentTo - SentFrom + longest, Clock.SetSince(Sent));

    /// <summary>When a journal showed it, with the batches of other operations; null when this connection sent it.</summary>
    public DateTimeOffset? KnownSince { get; init; }

    /// <summary>One that nobody sent, whose search finds what is given: a test double's.</summary>
    /// <param name="action">The action's name in the API.</param>
    /// <param name="found">What is found; null for nothing.</param>
    /// <param name="sentAt">When it was sent.</param>
    public static LostRequest<TOperation> Of(string action, OutcomeSearchResult<TOperation>? found, DateTimeOffset sentAt) =>
        new(new KnownResult(found ?? new()), action, new(sentAt, null, TimeSpan.Zero), sentAt)
        {
            Observer = new(new(NullLogger.Instance)),
            Clock = new(TimeProvider.System),
        };

    // One request is lost once, however equal another one is.
    public bool Equals(LostRequest<TOperation>? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>Looks for what was started.</summary>
    public Task<OutcomeSearchResult<TOperation>> FindAsync(CancellationToken cancellationToken) =>
        Search.FindAsync(this, cancellationToken);

    /// <summary>Looks again and again, ever more seldom.</summary>
    /// <param name="choice">How long.</param>
    /// <param name="mayResend">Whether what nobody has seen may be sent again, where the choice allows it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>What was found, and otherwise whether it may be sent again.</returns>
    public async Task<(TOperation? Found, bool MayResend)> SearchAsync(
        OnUnknownOutcome choice, bool mayResend, TimeProvider time, CancellationToken cancellationToken)
    {
        mayResend &= choice.ResendAfter is not null;
        TimeSpan searchFor = mayResend && choice.ResendAfter > choice.SearchFor ? choice.ResendAfter.Value : choice.SearchFor;
        long start = time.GetTimestamp();
        for (TimeSpan wait = s_firstWait; ; wait = Timers.Shorter(wait * 2, s_longestWait))
        {
            TimeSpan elapsed = time.GetElapsedTime(start);
            if (await TryFindAsync(cancellationToken).ConfigureAwait(false) is { } result)
            {
                if (result.Operation is { } found)
                    return (found, false);
                mayResend &= result.IsNotSeen;
                if (mayResend && elapsed >= choice.ResendAfter)
                    return (null, true);
            }

            TimeSpan left = searchFor - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
                return (null, false);
            await Task.Delay(Timers.Round(Timers.Shorter(wait, left)), time, cancellationToken).ConfigureAwait(false);
        }
    }

    // A failure that may pass is a search that showed nothing, and leaves no more to conclude than that.
    private async Task<OutcomeSearchResult<TOperation>?> TryFindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OutreachBulkException exception) when (exception.IsTransient)
        {
            return null;
        }
    }

    public override string ToString() => FormattableString.Invariant(
        $"{Action}{(FileName is null ? "" : $" of {FileName}")}, sent between {SentFrom:O} and {SentTo:O}");

    private sealed class KnownResult(OutcomeSearchResult<TOperation> result) : OutcomeSearch<TOperation>
    {
        public override Task<OutcomeSearchResult<TOperation>> FindAsync(
            LostRequest<TOperation> lost, CancellationToken cancellationToken) => Task.FromResult(result);
    }
}
