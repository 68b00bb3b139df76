namespace Outreach.Bulk.Tokens;

/// <summary>What a store holds: the tokens of one user and application, and the refresh that is under way.</summary>
internal sealed record TokenEntry
{
    public required string ClientId { get; init; }

    /// <summary>The refresh token. It can be used once.</summary>
    public required string RefreshToken { get; init; }

    /// <summary>The access token; null before the first refresh.</summary>
    public string? AccessToken { get; init; }

    /// <summary>When the request was sent that the tokens came from.</summary>
    public DateTimeOffset? ObtainedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The scopes that were granted, as the server wrote them.</summary>
    public string? Scope { get; init; }

    /// <summary>When a refresh was begun whose answer was never stored, the first of several; null when there is none.</summary>
    public DateTimeOffset? RefreshBegunAt { get; init; }

    /// <summary>When the server was last asked for tokens and may have handed some out.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>Whether the access token has not expired.</summary>
    public bool IsUsable(DateTimeOffset now) => AccessToken is not null && now < ExpiresAt;

    /// <summary>Whether it has longer to live than it takes to renew it in time.</summary>
    /// <param name="now">The time.</param>
    /// <param name="renewBefore">How long before its end it is renewed; of a short life it is a quarter.</param>
    public bool IsFresh(DateTimeOffset now, TimeSpan renewBefore)
    {
        if (!IsUsable(now))
            return false;
        TimeSpan quarter = (ExpiresAt - ObtainedAt ?? TimeSpan.Zero) / 4;
        return now < ExpiresAt - (renewBefore < quarter ? renewBefore : quarter);
    }

    /// <summary>Says whose tokens they are, never what they are.</summary>
    public override string ToString() => $"tokens of the application {ClientId}";
}
