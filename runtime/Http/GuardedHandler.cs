namespace Outreach.Bulk.Http;

/// <summary>Puts a guard directly above the handler that speaks to the network, wherever the application put that.</summary>
internal static class GuardedHandler
{
    /// <summary>Guards a primary handler, and switches off by what the network's handler itself would send a request again.</summary>
    /// <param name="primary">The primary handler: one that speaks to the network, or handlers above such a one.</param>
    /// <param name="guard">The guard, without an inner handler.</param>
    /// <param name="danger">What the guard keeps it from: the end of a sentence.</param>
    /// <returns>The primary handler to use instead.</returns>
    /// <exception cref="InvalidOperationException">The handler is in use already and would send a request again.</exception>
    public static HttpMessageHandler Over(HttpMessageHandler primary, DelegatingHandler guard, string danger)
    {
        DelegatingHandler? above = null;
        HttpMessageHandler transport = primary;
        while (transport is DelegatingHandler { InnerHandler: { } inner } handler)
        {
            if (handler.GetType() == guard.GetType())
                return primary;
            (above, transport) = (handler, inner);
        }

        guard.InnerHandler = transport;
        try
        {
            SendNothingAgain(transport);
            if (above is null)
                return guard;
            above.InnerHandler = guard;
            return primary;
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidOperationException(
                $"The primary handler {transport.GetType().Name} is in use already, so it can no longer be kept from {danger}. Make one "
                    + "for this client alone, or set AllowAutoRedirect = false and no Credentials before its first use.",
                exception);
        }
    }

    // Setting what is set already would fail on a handler in use for no reason.
    private static void SendNothingAgain(HttpMessageHandler transport)
    {
        switch (transport)
        {
            case SocketsHttpHandler sockets:
                if (sockets.AllowAutoRedirect)
                    sockets.AllowAutoRedirect = false;
                if (sockets.Credentials is not null)
                    sockets.Credentials = null;
                break;
            case HttpClientHandler client:
                if (client.AllowAutoRedirect)
                    client.AllowAutoRedirect = false;
                if (client.UseDefaultCredentials)
                    client.UseDefaultCredentials = false;
                if (client.Credentials is not null)
                    client.Credentials = null;
                break;
        }
    }
}
