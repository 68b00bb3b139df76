using Microsoft.Extensions.Logging;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>
/// The application that a user has logged in to, and where the tokens of both are kept. Used once, by <see cref="OutreachTokens"/>.
/// </summary>
public sealed class OutreachTokenOptions
{
    /// <summary>Where tokens are handed out: <c>https://api.outreach.io/oauth/token</c>.</summary>
    public static readonly Uri DefaultTokenEndpoint = new("https://api.outreach.io/oauth/token");

    /// <summary>Where users log in: <c>https://api.outreach.io/oauth/authorize</c>.</summary>
    public static readonly Uri DefaultAuthorizationEndpoint = new("https://api.outreach.io/oauth/authorize");

    /// <summary>The application's id, as Outreach shows it.</summary>
    public required string ClientId { get; init; }

    /// <summary>The application's secret. It is sent to <see cref="TokenEndpoint"/> and nowhere else.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>Where the tokens are kept: one store for each user and application, which all its processes share.</summary>
    public required OutreachTokenStore Store { get; init; }

    /// <summary>The address that users come back to after their login, exactly as the application is registered with.</summary>
    /// <value>
    /// An absolute address, sent as it was written. Default <see langword="null"/>: none is sent with a refresh, and there is no login.
    /// </value>
    public Uri? RedirectUri { get; init; }

    /// <summary>A refresh token for a store that is still empty.</summary>
    /// <value>
    /// It is used once and its successor stored; a store that holds tokens is not touched. Default <see langword="null"/>: somebody logs
    /// in (<see cref="OutreachTokens.ExchangeCodeAsync"/>), or it is brought by <see cref="OutreachTokens.ImportRefreshTokenAsync"/>.
    /// </value>
    public string? InitialRefreshToken { get; init; }

    /// <summary>Where tokens are handed out.</summary>
    /// <value>An absolute https address, or an http one on this machine. Default <see cref="DefaultTokenEndpoint"/>.</value>
    public Uri TokenEndpoint { get; init; } = DefaultTokenEndpoint;

    /// <summary>Where users log in.</summary>
    /// <value>An absolute https address, or an http one on this machine. Default <see cref="DefaultAuthorizationEndpoint"/>.</value>
    public Uri AuthorizationEndpoint { get; init; } = DefaultAuthorizationEndpoint;

    /// <summary>How long before its end an access token is replaced.</summary>
    /// <value>Zero to 1 hour; at most a quarter of its life. Default 5 minutes. Access tokens live two hours.</value>
    public TimeSpan RenewBefore { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a token request may take. What was sent is waited for that long, whoever gives up meanwhile.</summary>
    /// <value>1 second to 1 hour. Default 100 seconds.</value>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Makes the handler of token requests: with a proxy, a certificate, or handlers of your own.</summary>
    /// <value>
    /// Asked once; <see cref="OutreachTokens"/> disposes the handler. Redirects and credentials for servers are switched off in the
    /// <see cref="SocketsHttpHandler"/> or <see cref="HttpClientHandler"/> at its bottom, and a request that handlers above repeat leaves
    /// once. Default <see langword="null"/>: a handler of its own, which knows the proxies of the environment.
    /// </value>
    public Func<HttpMessageHandler>? Handler { get; init; }

    /// <summary>The clock.</summary>
    /// <value>Default <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where it logs, under the category <c>Outreach.Bulk</c>; no secret is ever logged.</summary>
    /// <value>Default <see langword="null"/>: nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Names the application, never its secret.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"application {ClientId}";

    /// <exception cref="ArgumentException">An option is missing or out of its range.</exception>
    internal void ThrowIfNotUsable()
    {
        ThrowIfBlank(ClientId, nameof(ClientId));
        ThrowIfBlank(ClientSecret, nameof(ClientSecret));
        ThrowIfNull(Store, nameof(Store));
        ThrowIfNull(TimeProvider, nameof(TimeProvider));
        if (InitialRefreshToken is not null)
            ThrowIfBlank(InitialRefreshToken, nameof(InitialRefreshToken));
        if (RedirectUri is { IsAbsoluteUri: false })
            throw new ArgumentException($"{Of(nameof(RedirectUri))} must be an absolute address.");
        ThrowIfOpen(TokenEndpoint, nameof(TokenEndpoint));
        ThrowIfOpen(AuthorizationEndpoint, nameof(AuthorizationEndpoint));
        ThrowIfOutOfRange(RenewBefore, TimeSpan.Zero, nameof(RenewBefore));
        ThrowIfOutOfRange(RequestTimeout, TimeSpan.FromSeconds(1), nameof(RequestTimeout));
    }

    private static string Of(string name) => $"{nameof(OutreachTokenOptions)}.{name}";

    private static void ThrowIfNull(object? value, string name)
    {
        if (value is null)
            throw new ArgumentException($"{Of(name)} is null.");
    }

    private static void ThrowIfBlank(string? value, string name)
    {
        if (string.IsNullOrWhiteSpace(value))
            throw new ArgumentException($"{Of(name)} is empty. Set it to what Outreach shows of the application.");
        WireText.ThrowIfNotEncodable(value, name);
    }

    private static void ThrowIfOpen(Uri? address, string name)
    {
        if (address is not { IsAbsoluteUri: true, UserInfo: "", Query: "", Fragment: "" }
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            throw new ArgumentException($"{Of(name)} must be an absolute https address without user name and query.");
        }
    }

    private static void ThrowIfOutOfRange(TimeSpan value, TimeSpan least, string name)
    {
        if (value < least || value > TimeSpan.FromHours(1))
            throw new ArgumentException($"{Of(name)} is {value}; it must be from {least} to {TimeSpan.FromHours(1)}.");
    }
}
