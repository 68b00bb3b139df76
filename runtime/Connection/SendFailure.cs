namespace Outreach.Bulk;

/// <summary>Tells a POST that certainly never left from one that may have arrived.</summary>
internal static class SendFailure
{
    public static bool LeavesOutcomeOpen(Exception exception, SendAttempt attempt) => exception switch
    {
        RequestNotMarkedException or OutreachApiException => false,
        OutreachProtocolException { Status: { } status } => (int)status is >= 200 and < 300,
        OperationCanceledException => attempt.WasSent,
        _ => attempt.WasSent && !NeverLeft(exception),
    };

    private static bool NeverLeft(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpRequestException
                {
                    HttpRequestError: HttpRequestError.NameResolutionError
                        or HttpRequestError.ConnectionError
                        or HttpRequestError.SecureConnectionError
                        or HttpRequestError.ProxyTunnelError
                        or HttpRequestError.VersionNegotiationError
                })
            {
                return true;
            }
        }

        return false;
    }
}
