using System.Net;
using System.Net.Sockets;

namespace Outreach.Bulk.Tests.Support;

/// <summary>A storage that reads so many bytes of each upload and then closes the connection, or falls silent.</summary>
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

    public TaskCompletionSource IsSilent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Link =>
        $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/bucket/file.csv"
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
                byte[] buffer = new byte[1 << 16];
                long left = _bytes;
                while (left > 0)
                {
                    int count = await client.GetStream().ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), _stop.Token);
                    if (count == 0)
                        break;
                    left -= count;
                }

                IsSilent.TrySetResult();
                if (_fallsSilent)
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                client.Client.LingerState = new(true, 0);
            }
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or InvalidOperationException or SocketException or IOException)
        {
        }
    }
}
