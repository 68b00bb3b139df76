using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Outreach.Bulk.Tests.Support;

/// <summary>
/// A server below HTTP's manners: it answers what the test says, byte for byte, or closes, or says nothing. The emulator
/// plays Outreach; this plays a bad network.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Received, Reply> _script;
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly Task _accepting;
    private int _connections;

    public ScriptedServer(Func<Received, Reply> script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The clock whose time stands in each answer; null for none.</summary>
    public TimeProvider? Clock { get; init; }

    public Uri BaseAddress => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/api/v2/");

    public IReadOnlyList<Received> Received => [.. _received];

    public IReadOnlyList<Received> Posts => [.. _received.Where(request => request.Method == "POST")];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = ServeAsync(client, Interlocked.Increment(ref _connections));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client, int connection)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                while (await ReadAsync(stream, connection) is { } request)
                {
                    _received.Enqueue(request);
                    Reply reply = _script(request);
                    if (reply.Release is { } release)
                        await release.WaitAsync(_stop.Token);
                    if (reply.Bytes.Length > 0)
                        await stream.WriteAsync(Dated(reply.Bytes), _stop.Token);
                    if (reply.Closes)
                        return;
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
            }
        }
    }

    private byte[] Dated(byte[] answer)
    {
        if (Clock is null)
            return answer;
        int head = Array.IndexOf(answer, (byte)'\n') + 1;
        return [.. answer[..head], .. Encoding.ASCII.GetBytes($"Date: {Clock.GetUtcNow():R}\r\n"), .. answer[head..]];
    }

    private async Task<Received?> ReadAsync(NetworkStream stream, int connection)
    {
        List<byte> head = [];
        byte[] one = new byte[1];
        while (!EndsHead(head))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
                return null;
            head.Add(one[0]);
        }

        string[] lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, string> headers = lines.Skip(1)
            .Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
        byte[] body = new byte[headers.TryGetValue("Content-Length", out string? length) ? int.Parse(length) : 0];
        await stream.ReadExactlyAsync(body, _stop.Token);
        string[] requestLine = lines[0].Split(' ');
        return new(requestLine[0], requestLine[1], headers, Encoding.UTF8.GetString(body), connection, lines[0].Length);
    }

    private static bool EndsHead(List<byte> head) =>
        head.Count >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n';
}

internal sealed record Received(
    string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body, int Connection, int LineLength)
{
    public string Path => Target.Split('?')[0];

    /// <summary>The id at the end of <c>GET /batches/7</c>.</summary>
    public long BatchId => long.Parse(Path.Split('/')[^1]);

    public string Query => Target.Contains('?') ? Uri.UnescapeDataString(Target.Split('?', 2)[1]) : "";
}

internal sealed record Reply(byte[] Bytes, bool Closes = false, Task? Release = null)
{
    /// <summary>Reads the request and closes the connection without a word.</summary>
    public static Reply Close { get; } = new([], Closes: true);

    public static Reply Json(string body, int status = 200, string headers = "") =>
        new(Http(status, "application/vnd.api+json", headers, body, Encoding.UTF8.GetByteCount(body)));

    /// <summary>An answer whose bytes need not be text.</summary>
    public static Reply Raw(byte[] body) => new([.. Http(200, "application/vnd.api+json", "", "", body.Length), .. body]);

    /// <summary>An answer that is compressed, whether it was asked for or not.</summary>
    public static Reply Compressed(string encoding, string body, int status) => Compressed(encoding, Encoding.UTF8.GetBytes(body), status);

    public static Reply Compressed(string encoding, byte[] body, int status)
    {
        using MemoryStream packed = new();
        using (Stream packing = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest),
            _ => new BrotliStream(packed, CompressionLevel.Fastest),
        })
        {
            packing.Write(body);
        }

        byte[] bytes = packed.ToArray();
        return new([.. Http(status, "application/vnd.api+json", $"Content-Encoding: {encoding}\r\n", "", bytes.Length), .. bytes]);
    }

    public static Reply Html(int status) => new(Http(status, "text/html", "", "<html>hello</html>", 18));

    public static Reply Redirect(string location, int status = 307) =>
        new(Http(status, "text/plain", $"Location: {location}\r\n", "", 0));

    /// <summary>Promises more than it sends, then closes.</summary>
    public static Reply CutOff(string body) =>
        new(Http(200, "application/vnd.api+json", "", body[..(body.Length / 2)], body.Length), Closes: true);

    /// <summary>Announces a chunk, sends half of it, then closes.</summary>
    public static Reply CutOffChunk(string body) =>
        new(
            Encoding.UTF8.GetBytes(
                "HTTP/1.1 200 X\r\nContent-Type: application/vnd.api+json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + $"{body.Length:x}\r\n{body[..(body.Length / 2)]}"),
            Closes: true);

    public static Reply Batch(
        long id, string state, long? confirmCount = null, long total = 0, long pending = 0, long failures = 0, string more = "") =>
        Json(BatchText(id, state, confirmCount, total, pending, failures, more));

    public static string BatchText(
        long id, string state, long? confirmCount = null, long total = 0, long pending = 0, long failures = 0, string more = "") =>
        $$"""{"data":{"type":"batch","id":{{id}},"attributes":{"state":"{{state}}","confirmCount":{{confirmCount?.ToString() ?? "null"}}"""
        + $$""","total":{{total}},"pending":{{pending}},"failures":{{failures}}{{more}} } } }""";

    private static byte[] Http(int status, string type, string headers, string body, int length) =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\nContent-Length: {length}\r\n{headers}\r\n{body}");
}
