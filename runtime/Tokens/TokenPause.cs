using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Tokens;

/// <summary>
/// How long no token request is sent: Outreach hands out one token a minute for each user and application, and may ask for more.
/// </summary>
internal sealed class TokenPause
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    private (string RefreshToken, DateTimeOffset Until, OutreachTokenException Cause)? _begun;

    /// <summary>Remembers what the last request came to.</summary>
    public void Begin(TokenEntry entry, DateTimeOffset now, OutreachTokenException cause)
    {
        TimeSpan asked = Timers.Shorter(cause.RetryAfter ?? TimeSpan.Zero, s_longest);
        _begun = (entry.RefreshToken, now + (asked > s_minute ? asked : s_minute), cause);
    }

    /// <summary>How long it still lasts; null where a request may be sent.</summary>
    public TimeSpan? After(TokenEntry entry, DateTimeOffset now)
    {
        DateTimeOffset until = entry.RequestedAt + s_minute ?? now;
        if (CauseOf(entry) is not null && _begun is { } begun && begun.Until > until)
            until = begun.Until;

        // A time that is further away was written by a clock that has been set back.
        return until > now && until - now <= s_longest + s_minute ? until - now : null;
    }

    /// <summary>Why there is no token now.</summary>
    public OutreachTokenException Failure(TokenEntry entry, TimeSpan left) =>
        CauseOf(entry)?.Again(left) ?? TokenErrors.Paused(entry, left);

    private OutreachTokenException? CauseOf(TokenEntry entry) =>
        _begun is { } begun && begun.RefreshToken == entry.RefreshToken ? begun.Cause : null;
}
