using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>What a call does when its request was sent and the answer was lost.</summary>
public sealed record OnUnknownOutcome
{
    private OnUnknownOutcome(bool searches) => Searches = searches;

    /// <summary>
    /// The call throws <see cref="OutcomeUnknownException"/> at once, for imports <see cref="ImportOutcomeUnknownException"/>.
    /// The default.
    /// </summary>
    public static OnUnknownOutcome Throw { get; } = new(searches: false);

    /// <summary>
    /// The call looks for what it started, ever more seldom, and goes on with it when it is found. When it is not, the call
    /// throws as <see cref="Throw"/> does. It never sends again, unless <see cref="ResendAfter"/> is set.
    /// </summary>
    public static OnUnknownOutcome Reconcile { get; } = new(searches: true);

    /// <summary>How long to look before the call throws.</summary>
    /// <value>More than zero, up to 49 days. Default 2 minutes.</value>
    public TimeSpan SearchFor
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Timers.Longest);
            field = value;
        }
    }
    = TimeSpan.FromMinutes(2);

    /// <summary>
    /// After how long a bulk action is sent a second time when no look has shown anything that may be it. Setting it accepts
    /// the risk that the action is done twice: that a batch was not seen does not prove that there is none.
    /// </summary>
    /// <value>More than zero, up to 49 days. Default <see langword="null"/>: never. Imports are never started again.</value>
    public TimeSpan? ResendAfter
    {
        get;
        init
        {
            if (value is { } given)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(given, TimeSpan.Zero);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(given, Timers.Longest);
            }

            field = value;
        }
    }

    internal bool Searches { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        !Searches ? nameof(Throw) : $"{nameof(Reconcile)} for {SearchFor}{(ResendAfter is { } after ? $", resend after {after}" : "")}";
}
