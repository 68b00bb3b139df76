namespace Outreach.Bulk;

/// <summary>Tells a POST that certainly never left from one that may have arrived.</summary>
internal static class SendFailure
{
    public static bool LeavesOutcomeOpen(Exception exception, SendAttempt attempt) => exception switch
    {
        RequestNotMarkedException or OutreachApiException => false,
        OutreachProtocolException { Status: { } status } => (int)status is >= 200 and < 300,
        _ => attempt.WasSent,
    };

    /// <summary>Whether the network refused the request before a byte of it could leave.</summary>
    public static bool NeverLeft(HttpRequestException exception) => exception.HttpRequestError is
        HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError
        or HttpRequestError.VersionNegotiationError;
}
