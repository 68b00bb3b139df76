using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Outreach.Bulk.Benchmarks.Posting;

/// <summary>
/// Answers every request with the same batch, at the least cost there is: what the contenders have in common should not hide
/// in what they differ. Connections are kept alive.
/// </summary>
internal sealed class LoopbackServer : IDisposable
{
    /// <summary>The command-line argument that makes this program the server.</summary>
    public const string Argument = "server";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Action<byte[]>? _seen;

    /// <summary>Starts a server in this process.</summary>
    /// <param name="seen">Told of each request as it came over the wire.</param>
    public LoopbackServer(Action<byte[]>? seen = null)
    {
        _seen = seen;
        _listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public Uri BaseAddress => new(
        string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/api/v2/"));

    /// <summary>Prints the address and serves until standard input ends, which it does when the parent process does.</summary>
    public static void RunUntilInputEnds()
    {
        using LoopbackServer server = new();
        Console.WriteLine(server.BaseAddress);
        while (Console.Read() >= 0)
        {
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Accept()
    {
        try
        {
            while (true)
            {
                Socket connection = _listener.AcceptSocket();
                connection.NoDelay = true;
                new Thread(() => Serve(connection)) { IsBackground = true }.Start();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private void Serve(Socket connection)
    {
        byte[] buffer = new byte[16 * 1024];
        int filled = 0;
        try
        {
            using (connection)
            {
                while (connection.Receive(buffer.AsSpan(filled)) is > 0 and int received)
                {
                    filled += received;
                    if (filled < RequestLength(buffer.AsSpan(0, filled)))
                        continue;
                    _seen?.Invoke(buffer[..filled]);
                    filled = 0;
                    connection.Send(FixedAnswer.Bytes);
                }
            }
        }
        catch (SocketException)
        {
        }
    }

    // One request at a time: no contender pipelines.
    private static int RequestLength(ReadOnlySpan<byte> request)
    {
        int head = request.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return int.MaxValue;
        ReadOnlySpan<byte> name = "Content-Length: "u8;
        int at = request[..head].IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(request[(at + name.Length)..], out int length, out _)
            ? head + 4 + length
            : throw new InvalidDataException("A request without Content-Length.");
    }
}
