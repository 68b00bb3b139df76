using Outreach.Bulk.Telemetry;

namespace Outreach.Bulk.Tokens;

/// <summary>
/// Gets tokens that can be used, one call at a time and under the lock of the store. What is about to be sent is written down before it
/// is, and what comes back before anybody has it. Nobody can give up here: callers stop waiting.
/// </summary>
internal sealed class TokenRenewal(OutreachTokenOptions options, OperationLog log) : IAsyncDisposable
{
    private readonly TokenTurns _turns = new(options);
    private readonly TokenEndpoint _endpoint = new(options);
    private readonly TokenPause _pause = new();
    private (string RefreshToken, OutreachTokenException Failure)? _ended;

    /// <summary>The tokens as they were stored or read last; null before.</summary>
    public TokenEntry? Current => _turns.Current;

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    /// <summary>Gets tokens, renewed where that is due and may be.</summary>
    /// <param name="rejected">The access token that the server refused; null for none.</param>
    /// <returns>Tokens with an access token that has not expired; the refused one when another was asked for within the minute.</returns>
    /// <exception cref="OutreachTokenException">There is none.</exception>
    public Task<TokenEntry> GetAsync(string? rejected) => _turns.RunAsync(async stored =>
    {
        TokenEntry entry = stored ?? First();
        DateTimeOffset now = Now;
        if (entry.AccessToken != rejected && entry.IsFresh(now, options.RenewBefore))
            return entry;
        if (_ended is { } ended && ended.RefreshToken == entry.RefreshToken)
            throw ended.Failure.Again();
        if (_pause.After(entry, now) is { } left)
            return entry.IsUsable(now) ? entry : throw _pause.Failure(entry, left);
        return await RefreshAsync(entry, now).ConfigureAwait(false);
    });

    /// <summary>Gets the first tokens, for the code of a login.</summary>
    public Task<TokenEntry> ExchangeAsync(string code, string? codeVerifier) => _turns.RunAsync(async _ =>
    {
        DateTimeOffset now = Now;
        List<(string, string)> grant = [(TokenEndpoint.GrantType, "authorization_code"), ("code", code)];
        if (codeVerifier is not null)
            grant.Add(("code_verifier", codeVerifier));
        TokenAnswer answer = await _endpoint.AskAsync([.. grant]).ConfigureAwait(false);
        if (answer.Issued is not { } issued)
        {
            throw answer.IsInvalidGrant
                ? TokenErrors.LoginRequired(answer.Failure!, "The code was used before, is too old, or belongs to another RedirectUri.")
                : answer.Failure!;
        }

        return string.IsNullOrWhiteSpace(issued.RefreshToken)
            ? throw TokenErrors.NoRefreshToken()
            : await _turns.SaveAsync(issued.ToEntry(options.ClientId, issued.RefreshToken, now)).ConfigureAwait(false);
    });

    /// <summary>Begins anew with a refresh token from elsewhere.</summary>
    public Task<TokenEntry> ImportAsync(string refreshToken) =>
        _turns.RunAsync(_ => _turns.WriteAsync(new() { ClientId = options.ClientId, RefreshToken = refreshToken }));

    /// <summary>Waits for a refresh that was sent, without taking the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _turns.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _endpoint.Dispose();
        }
    }

    private TokenEntry First() => options.InitialRefreshToken is { } given
        ? new() { ClientId = options.ClientId, RefreshToken = given }
        : throw TokenErrors.NobodyLoggedIn(options.Store);

    private async Task<TokenEntry> RefreshAsync(TokenEntry entry, DateTimeOffset now)
    {
        await _turns.WriteAsync(entry with { RefreshBegunAt = entry.RefreshBegunAt ?? now, RequestedAt = now }).ConfigureAwait(false);
        TokenAnswer answer = await _endpoint.AskAsync(
            (TokenEndpoint.GrantType, "refresh_token"), ("refresh_token", entry.RefreshToken)).ConfigureAwait(false);
        if (answer.Issued is { } issued)
        {
            TokenEntry renewed = await _turns.SaveAsync(issued.ToEntry(options.ClientId, entry.RefreshToken, now)).ConfigureAwait(false);
            log.TokensRenewed(renewed.ExpiresAt);
            return renewed;
        }

        OutreachTokenException failure = answer.IsInvalidGrant ? TokenErrors.Ended(entry, answer.Failure!) : answer.Failure!;
        log.TokensNotRenewed(failure);
        if (answer.Outcome != TokenOutcome.Unknown)
        {
            // A refresh token that is unknown counts for no minute: nothing can have been handed out for it.
            bool countsForMinute = answer.Outcome == TokenOutcome.Refused && !answer.IsInvalidGrant;
            await TakeBackAsync(countsForMinute ? entry with { RequestedAt = now } : entry).ConfigureAwait(false);
        }

        if (answer.Outcome != TokenOutcome.NotSent)
            _pause.Begin(entry, now, failure);
        if (!answer.IsInvalidGrant)
            throw failure;
        _ended = (entry.RefreshToken, failure);

        // One that never gave a token may have been a slip, and that in the options be its correction.
        bool isSlip = entry.AccessToken is null && options.InitialRefreshToken is { } given && given != entry.RefreshToken;
        return isSlip ? await RefreshAsync(First(), now).ConfigureAwait(false) : throw failure;
    }

    // If that fails, a later error names a probable cause that is wrong.
    private async Task TakeBackAsync(TokenEntry entry)
    {
        try
        {
            await _turns.WriteAsync(entry).ConfigureAwait(false);
        }
        catch (OutreachTokenException failure)
        {
            log.TokensNotRenewed(failure);
        }
    }
}
