using Outreach.Bulk.Protocol;

namespace Outreach.Bulk.Http;

/// <summary>Tells a POST that certainly did nothing from one that may have acted.</summary>
internal static class SendFailure
{
    /// <summary>Whether a POST may have acted. The network's own answer decides, not what a handler above made of it.</summary>
    public static bool LeavesOutcomeOpen(SendAttempt attempt) =>
        attempt.WasSent
        && !(attempt.Received is { } received && AnswerReader.IsRefusal(received.Response.StatusCode, received.Body));

    /// <summary>
    /// Whether the POST's token was refused before anything was done, so that it may be sent with another one. Where somebody above
    /// sent it more than once, nobody can tell which of the sends this answers.
    /// </summary>
    public static bool IsOfToken(SendAttempt attempt) =>
        !attempt.WasJoined
        && attempt.Received is { } received
        && AnswerReader.IsRefusalOfToken(received.Response.StatusCode, received.Body);

    /// <summary>Whether the network refused the request before a byte of it could leave.</summary>
    public static bool NeverLeft(HttpRequestException exception) => exception.HttpRequestError is
        HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError
        or HttpRequestError.VersionNegotiationError;
}
