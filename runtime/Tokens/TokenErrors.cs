namespace Outreach.Bulk.Tokens;

/// <summary>Why there are no tokens, in words.</summary>
internal static class TokenErrors
{
    private const string LogIn = "Log in again.";

    public static OutreachTokenException NobodyLoggedIn(OutreachTokenStore store) => new(
        $"The token store {store} holds no tokens: nobody has logged in yet. Log in, or set {nameof(OutreachTokenOptions)}."
            + $"{nameof(OutreachTokenOptions.InitialRefreshToken)}.")
    {
        IsLoginRequired = true,
    };

    public static OutreachTokenException NoRefreshToken() => new(
        "The server gave an access token for the code and no refresh token, so the login would end in two hours. Nothing was stored. Check "
            + "what the application is allowed to do.");

    /// <summary>The refresh token is of no use any more.</summary>
    /// <param name="entry">The entry as it was before.</param>
    /// <param name="refusal">The server's answer.</param>
    public static OutreachTokenException Ended(TokenEntry entry, OutreachTokenException refusal) => LoginRequired(refusal, entry switch
    {
        { RefreshBegunAt: { } begun } => FormattableString.Invariant(
            $"A refresh was begun at {begun:u} whose answer was never stored: the process ended or the answer was lost, and with it the ")
            + "refresh token that replaced this one. That is the probable cause.",
        { ObtainedAt: { } obtained } => FormattableString.Invariant(
            $"The refresh token was handed out at {obtained:u}. One lives 14 days and can be used once: it is too old, the access was ")
            + "taken away, or something else has used a copy of it. Give each program a login and a store of its own.",
        _ => "The refresh token that was given is too old, was used before, or belongs to another application.",
    });

    public static OutreachTokenException LoginRequired(OutreachTokenException refusal, string why) =>
        new($"{refusal.Message} {why} {LogIn}", refusal) { IsLoginRequired = true };

    public static OutreachTokenException Unsaved(OutreachTokenException failure) => new(
        $"{failure.Message} New tokens were handed out, and there is no copy of them but in this process: the next call stores them. Mend "
            + "the store before the process ends, or somebody must log in again.",
        failure)
    {
        MayPass = true,
    };

    public static OutreachTokenException Paused(TokenEntry entry, TimeSpan left) => new(
        "There is no access token, and Outreach hands out one a minute for each user and application: it was asked for one at "
            + FormattableString.Invariant($"{entry.RequestedAt:u}. The next request may be sent in {left}."))
    {
        MayPass = true,
        RetryAfter = left,
    };
}
