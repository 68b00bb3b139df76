using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Outreach.Bulk.Benchmarks.Uploading;

/// <summary>Takes uploads and throws them away: reads the announced length and answers 200, one connection after the other.</summary>
internal static class StorageServer
{
    /// <summary>The command-line argument that makes this program the server.</summary>
    public const string Argument = "storage";

    /// <summary>Prints the address and serves until standard input ends, which it does when the parent process does.</summary>
    public static void RunUntilInputEnds()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine(FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"));
        new Thread(() => Accept(listener)) { IsBackground = true }.Start();
        while (Console.Read() >= 0)
        {
        }
    }

    private static void Accept(TcpListener listener)
    {
        while (true)
        {
            Socket connection = listener.AcceptSocket();
            new Thread(() => Serve(connection)) { IsBackground = true }.Start();
        }
    }

    private static void Serve(Socket connection)
    {
        using Socket own = connection;
        byte[] buffer = new byte[1 << 20];
        int filled = 0;
        while (true)
        {
            int head;
            while ((head = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
            {
                int read = own.Receive(buffer.AsSpan(filled));
                if (read == 0)
                    return;
                filled += read;
            }

            if (buffer.AsSpan(0, head).IndexOf("Expect: 100-continue"u8) >= 0)
                own.Send("HTTP/1.1 100 Continue\r\n\r\n"u8);
            long left = Length(buffer.AsSpan(0, head)) - (filled - head - 4);
            while (left > 0)
            {
                int read = own.Receive(buffer);
                if (read == 0)
                    return;
                left -= read;
            }

            own.Send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8);
            filled = 0;
        }
    }

    private static long Length(ReadOnlySpan<byte> head)
    {
        int start = head.IndexOf("Content-Length: "u8) + "Content-Length: ".Length;
        return Utf8Parser.TryParse(head[start..], out long length, out _)
            ? length
            : throw new InvalidDataException("An upload must say how long it is.");
    }
}
