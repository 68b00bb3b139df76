using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Outreach.Bulk.Emulator.Watching;

/// <summary>
/// Keeps the page to people on this machine. Other sites in their browsers can send requests to it, under names of their own that lead
/// here, but neither read the page nor the token in it.
/// </summary>
internal sealed class PageGuard
{
    public const string TokenHeader = "X-Page-Token";

    /// <summary>The secret of this run, in the page and nowhere else.</summary>
    public string Token { get; } = RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>Why the request is refused, or null.</summary>
    /// <param name="context">The request.</param>
    /// <param name="isDocument">Whether it is for the page itself, which a browser asks for without a token.</param>
    public string? Refuse(HttpContext context, bool isDocument)
    {
        HttpRequest request = context.Request;
        if (!IsLoopback(context.Connection.LocalIpAddress) || !IsLoopback(context.Connection.RemoteIpAddress))
            return "The page is off, since the emulator was reached on an address that is not this machine's own: open it by 127.0.0.1.";
        int port = context.Connection.LocalPort;
        if (request.Host.Host is not ("127.0.0.1" or "localhost") || (request.Host.Port ?? 80) != port)
            return $"The Host header names another server than this one: open the page as http://127.0.0.1:{port}/.";
        string origin = request.Headers.Origin.ToString();
        if (HttpMethods.IsPost(request.Method) || origin.Length > 0)
        {
            if (origin != $"http://{request.Host}")
                return "The Origin header names another site than this page: only the page itself may act.";
        }

        return isDocument || IsToken(request.Headers[TokenHeader].ToString())
            ? null
            : $"{TokenHeader} is missing or from another run of the emulator: load the page again.";
    }

    private bool IsToken(string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Token));

    private static bool IsLoopback(IPAddress? address) => address is not null && IPAddress.IsLoopback(address);
}
