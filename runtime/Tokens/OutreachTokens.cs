using Microsoft.Extensions.Logging.Abstractions;
using Outreach.Bulk.Primitives;
using Outreach.Bulk.Telemetry;
using Outreach.Bulk.Tokens;

namespace Outreach.Bulk;

/// <summary>
/// The tokens of a user who has logged in: kept in a store, renewed before they end, by one process at a time. <see cref="GetAsync"/> is
/// made for <see cref="OutreachBulkOptions.AccessToken"/>. Safe to use from several threads.
/// </summary>
/// <remarks>
/// <para>A refresh token can be used once, and its successor is lost for good with the answer that brings it. So a refresh is written down
/// in the store before it is sent, goes on when its caller gives up, and is stored before anybody uses what it brought. Dispose waits for
/// one that is under way: end the process after it.</para>
/// <para>Outreach hands out one token a minute for each user and application, so that many are asked for at most. An access token that
/// is rejected within a minute after the last request is given again. While a renewal fails, an access token that has not expired is
/// used.</para>
/// <para>A refresh token that the server refused with <c>invalid_grant</c> is not sent again by this process. Tokens that another process
/// stores, of a new login say, are used by the next call.</para>
/// </remarks>
public sealed class OutreachTokens : IAsyncDisposable, IDisposable
{
    // How long a call waits for a renewal while it has a token that will do.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly OutreachTokenOptions _options;
    private readonly TokenRenewal _renewal;
    private readonly Lock _gate = new();
    private Task<TokenEntry>? _running;

    /// <summary>Makes a source of tokens. Nothing is read or sent yet.</summary>
    /// <param name="options">The application, and the store.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range.</exception>
    /// <exception cref="InvalidOperationException">The options' handler is in use already and would follow redirects.</exception>
    public OutreachTokens(OutreachTokenOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfNotUsable();
        _options = options;
        _renewal = new(options, new((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Outreach.Bulk")));
    }

    /// <summary>
    /// Makes a source of tokens whose refresh token is in the store: a login with <see cref="ExchangeCodeAsync"/> or
    /// <see cref="ImportRefreshTokenAsync"/> puts it there. Nothing is read or sent yet.
    /// </summary>
    /// <param name="clientId">The application's id.</param>
    /// <param name="clientSecret">The application's secret.</param>
    /// <param name="store">The store.</param>
    /// <returns>The source.</returns>
    /// <exception cref="ArgumentException">An id or secret is blank.</exception>
    public static OutreachTokens FromRefreshToken(string clientId, string clientSecret, OutreachTokenStore store) =>
        new(new() { ClientId = clientId, ClientSecret = clientSecret, Store = store });

    /// <summary>Gives an access token, renewed where that is due.</summary>
    /// <param name="context">Says which token was rejected.</param>
    /// <param name="cancellationToken">Gives up waiting. A refresh that was begun goes on, and the next call has what it brought.</param>
    /// <returns>The token.</returns>
    /// <exception cref="OutreachTokenException">There is none.</exception>
    /// <exception cref="ObjectDisposedException">A renewal is due, and it was disposed.</exception>
    public ValueTask<string> GetAsync(AccessTokenContext context, CancellationToken cancellationToken) =>
        _renewal.Current is { } current
            && current.AccessToken != context.RejectedToken
            && current.IsFresh(_options.TimeProvider.GetUtcNow(), _options.RenewBefore)
            ? new(current.AccessToken!)
            : new(RenewAsync(context.RejectedToken, cancellationToken));

    /// <summary>The address that a user opens to log in.</summary>
    /// <param name="state">A text that nobody can guess; it comes back with the code and must be compared.</param>
    /// <param name="scopes">What the tokens shall be good for: <c>batches.read</c>, <c>batches.write</c>, <c>accounts.write</c>.</param>
    /// <param name="codeVerifier">
    /// Turns on PKCE (RFC 7636, S256), which Outreach does not document: 43 to 128 random characters, given to
    /// <see cref="ExchangeCodeAsync"/> as well. Default <see langword="null"/>: off.
    /// </param>
    /// <returns>The address. Its answer comes to <see cref="OutreachTokenOptions.RedirectUri"/>, as <c>code</c> and <c>state</c>.</returns>
    /// <exception cref="ArgumentException">State or scopes are empty, or the verifier has not that form.</exception>
    /// <exception cref="InvalidOperationException"><see cref="OutreachTokenOptions.RedirectUri"/> is not set.</exception>
    public Uri CreateAuthorizationAddress(string state, IEnumerable<string> scopes, string? codeVerifier = null) =>
        AuthorizationAddress.Of(_options, state, scopes, codeVerifier);

    /// <summary>Gets the first tokens for the code of a login, and stores them in the place of others.</summary>
    /// <param name="code">The code. It can be used once, soon.</param>
    /// <param name="codeVerifier">The one that the login was begun with; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting. An exchange that was begun goes on.</param>
    /// <returns>A task that completes when the tokens are stored.</returns>
    /// <exception cref="OutreachTokenException">There are none. What the store held before is still there.</exception>
    public Task ExchangeCodeAsync(string code, string? codeVerifier = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        AuthorizationAddress.ThrowIfNoVerifier(codeVerifier);
        cancellationToken.ThrowIfCancellationRequested();
        return Detached(() => _renewal.ExchangeAsync(code, codeVerifier)).WaitAsync(cancellationToken);
    }

    /// <summary>Stores a refresh token from elsewhere in the place of others. It is used by the next call that needs a token.</summary>
    /// <param name="refreshToken">The refresh token. Nothing else may use it from now on.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>A task that completes when it is stored.</returns>
    /// <exception cref="OutreachTokenException">The store cannot be used.</exception>
    public Task ImportRefreshTokenAsync(string refreshToken, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(refreshToken);
        WireText.ThrowIfNotEncodable(refreshToken, nameof(refreshToken));
        cancellationToken.ThrowIfCancellationRequested();
        return Detached(() => _renewal.ImportAsync(refreshToken)).WaitAsync(cancellationToken);
    }

    /// <summary>Waits for a refresh that is under way, and ends.</summary>
    /// <returns>A task that completes when nothing is on its way any more.</returns>
    /// <exception cref="OutreachTokenException">The store did not take new tokens; they are lost.</exception>
    public ValueTask DisposeAsync() => _renewal.DisposeAsync();

    /// <summary>Waits for a refresh that is under way, and ends.</summary>
    /// <exception cref="OutreachTokenException">The store did not take new tokens; they are lost.</exception>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static Task<TokenEntry> Detached(Func<Task<TokenEntry>> work)
    {
        Task<TokenEntry> working = Task.Run(work, CancellationToken.None);
        Abandoned.Observe(working);
        return working;
    }

    private async Task<string> RenewAsync(string? rejected, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TokenEntry? usable = null;
        try
        {
            TokenEntry entry = await JoinAsync(rejected, out bool isOwn, cancellationToken).ConfigureAwait(false);

            // What was begun for others may not know of the rejection.
            if (entry.AccessToken == rejected && !isOwn)
                entry = await JoinAsync(rejected, out _, cancellationToken).ConfigureAwait(false);
            return entry.AccessToken!;
        }
        catch (Exception exception)
            when (exception is TimeoutException or OutreachTokenException && (usable = Usable(rejected)) is not null)
        {
            return usable.AccessToken!;
        }
    }

    private Task<TokenEntry> JoinAsync(string? rejected, out bool isOwn, CancellationToken cancellationToken)
    {
        Task<TokenEntry> running;
        lock (_gate)
        {
            isOwn = _running is null or { IsCompleted: true };
            if (isOwn)
                _running = Detached(() => _renewal.GetAsync(rejected));
            running = _running!;
        }

        return Usable(rejected) is null
            ? running.WaitAsync(cancellationToken)
            : running.WaitAsync(s_patience, _options.TimeProvider, cancellationToken);
    }

    private TokenEntry? Usable(string? rejected) =>
        _renewal.Current is { } current && current.AccessToken != rejected && current.IsUsable(_options.TimeProvider.GetUtcNow())
            ? current
            : null;
}
