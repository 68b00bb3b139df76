using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Outreach.Bulk.Emulator.Hosting;

/// <summary>Puts an answer on the wire: as it should be, or as a fault has it.</summary>
internal static class ResponseWriter
{
    public static async Task SendAsync(
        HttpContext context, int status, IEnumerable<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> bytes)
    {
        SetHead(context, status, headers);
        if (status is 204 or 304)
            return;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>Announces all of it and sends a share.</summary>
    public static async Task CutAsync(
        HttpContext context, int status, IEnumerable<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> bytes, double share)
    {
        SetHead(context, status, headers);
        // Ending short of the length makes the server close the connection, after what was sent has arrived. An abort
        // would not do: its reset overtakes the first half.
        context.Response.ContentLength = bytes.Length + 1;
        await context.Response.Body.WriteAsync(bytes[..(int)(bytes.Length * share)], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>Sends a refusal of the storage, and resets the connection with what the caller still sends.</summary>
    public static async Task ResetBehindAsync(HttpContext context, int status, ReadOnlyMemory<byte> bytes)
    {
        // Past Kestrel, whose reset would overtake what it has still to send, and which reads a request to its end before it closes.
        Socket socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} X\r\nContent-Type: application/xml\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n");
        await socket.SendAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. bytes.Span], context.RequestAborted);
        socket.LingerState = new LingerOption(true, 0);
        context.Abort();
    }

    /// <summary>Sends it in pieces, with a wait before each.</summary>
    public static async Task DripAsync(
        HttpContext context,
        int status,
        IEnumerable<KeyValuePair<string, string>> headers,
        ReadOnlyMemory<byte> bytes,
        long pieces,
        Func<Task> wait)
    {
        SetHead(context, status, headers);
        context.Response.ContentLength = bytes.Length;
        await context.Response.StartAsync(context.RequestAborted);
        int piece = (int)Math.Max(1, Math.Ceiling((double)bytes.Length / pieces));
        for (int from = 0; from < bytes.Length; from += piece)
        {
            await wait();
            await context.Response.Body.WriteAsync(bytes.Slice(from, Math.Min(piece, bytes.Length - from)), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static void SetHead(HttpContext context, int status, IEnumerable<KeyValuePair<string, string>> headers)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = RequestValidator.MediaType;
        foreach ((string name, string value) in headers)
            context.Response.Headers[name] = new StringValues(value);
    }
}
