using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Outreach.Bulk.Tests.Support;

/// <summary>
/// A storage that reads so many bytes of each upload, answers what the test says, if anything, and then resets the connection, or
/// falls silent.
/// </summary>
internal sealed class BrokenStorage : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly long _bytes;
    private readonly bool _fallsSilent;
    private readonly Task _accepting;
    private int _connections;

    public BrokenStorage(long bytes, bool fallsSilent = false)
    {
        (_bytes, _fallsSilent) = (bytes, fallsSilent);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Connections => _connections;

    public string Answer { get; init; } = "";

    /// <summary>Makes it speak TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    public TaskCompletionSource IsSilent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Link =>
        $"{(Certificate is null ? "http" : "https")}://127.0.0.1:{Port}/bucket/file.csv"
        + $"?X-Amz-SignedHeaders=host&X-Amz-Signature={ImportServer.Signature}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                await ServeAsync(client);
            }
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or InvalidOperationException or SocketException or IOException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Stream stream = client.GetStream();
        if (Certificate is not null)
        {
            SslStream secure = new(stream);
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _stop.Token);
            stream = secure;
        }

        byte[] buffer = new byte[1 << 16];
        long left = _bytes;
        while (left > 0)
        {
            int count = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), _stop.Token);
            if (count == 0)
                break;
            left -= count;
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(Answer), _stop.Token);
        IsSilent.TrySetResult();
        if (_fallsSilent)
            await Task.Delay(Timeout.Infinite, _stop.Token);
        client.Client.LingerState = new(true, 0);
    }
}
