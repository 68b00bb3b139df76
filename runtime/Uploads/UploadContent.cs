using System.Buffers;
using System.Net;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Outreach.Bulk.Csv;
using Outreach.Bulk.Keys;

namespace Outreach.Bulk.Uploads;

/// <summary>
/// The body of an upload: one pass over the file that counts, checks, hashes and sends it. The last piece is held back until
/// everything is known to be right, so that a faulty file never arrives whole.
/// </summary>
internal sealed class UploadContent : HttpContent
{
    private const int PieceSize = 1 << 18;

    private readonly CsvContent _file;
    private readonly string _name;
    private readonly CsvScanner _scanner;
    private readonly KeyCheck _keys;
    private readonly IReadOnlyList<IncrementalHash> _hashes;
    private readonly Action<long, long>? _onSent;
    private readonly CancellationToken _stop;
    private long _taken;

    public UploadContent(
        CsvContent file,
        string name,
        CsvScanner scanner,
        KeyCheck keys,
        IReadOnlyList<IncrementalHash> hashes,
        Action<long, long>? onSent,
        CancellationToken stop)
    {
        _file = file;
        _name = name;
        _scanner = scanner;
        _keys = keys;
        _hashes = hashes;
        _onSent = onSent;
        _stop = stop;
    }

    public long Length => _file.Length;

    public long Sent { get; private set; }

    /// <summary>Whether all of the file was read, found right, and handed to the network.</summary>
    public bool WasSentWhole { get; private set; }

    /// <summary>What kept the file from being sent, and is not the network's doing: a fault of the file or of a listener.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    public Action? HasAdvanced { get; set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, default);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (_taken > 0)
        {
            OutreachBulkException again = new(
                "A handler sent an upload again, which a pass over a file that counts and hashes it cannot be. No import was started. Take "
                    + $"the handler off the client that uploads: {nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.Retries)} says "
                    + "how often uploads are repeated.");
            Failure = ExceptionDispatchInfo.Capture(again);
            throw again;
        }

        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop);
        byte[] now = ArrayPool<byte>.Shared.Rent(PieceSize);
        byte[] next = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            await SendAsync(stream, now, next, either.Token).ConfigureAwait(false);
        }
        finally
        {
            // Rented arrays hold people's data, and other code gets them next.
            ArrayPool<byte>.Shared.Return(now, clearArray: true);
            ArrayPool<byte>.Shared.Return(next, clearArray: true);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _file.Length;
        return true;
    }

    private async Task SendAsync(Stream stream, byte[] now, byte[] next, CancellationToken cancellationToken)
    {
        int length = await TakeAsync(now, cancellationToken).ConfigureAwait(false);
        while (length > 0)
        {
            // One piece is on its way while the one behind it is read, counted and hashed.
            int following;
            if (Sent + length < _file.Length)
            {
                Task sending = stream.WriteAsync(now.AsMemory(0, length), cancellationToken).AsTask();
                try
                {
                    following = await TakeAsync(next, cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    // The array must not go back while it is being sent.
                    await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                await sending.ConfigureAwait(false);
            }
            else
            {
                await stream.WriteAsync(now.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
                following = 0;
            }

            Sent += length;
            HasAdvanced?.Invoke();
            Tell();
            (now, next, length) = (next, now, following);
        }

        WasSentWhole = true;
    }

    // What a listener throws is nothing of the network's, which would be tried again.
    private void Tell()
    {
        try
        {
            _onSent?.Invoke(Sent, _scanner.Records);
        }
        catch (Exception exception)
        {
            Failure = ExceptionDispatchInfo.Capture(exception);
            throw;
        }
    }

    private async Task<int> TakeAsync(byte[] piece, CancellationToken cancellationToken)
    {
        try
        {
            int length = await _file.FillAsync(piece.AsMemory(0, PieceSize), _name, cancellationToken).ConfigureAwait(false);
            _taken += length;

            // Neither is quick enough to wait for the other.
            Task hashing = Task.Run(() => Hash(piece, length), CancellationToken.None);
            try
            {
                Look(piece.AsSpan(0, length));
            }
            finally
            {
                await hashing.ConfigureAwait(false);
            }

            if (_taken == _file.Length)
            {
                await _file.ThrowIfLongerAsync(_name, cancellationToken).ConfigureAwait(false);
                EndLook();
            }

            if (_scanner.ProblemCount + _keys.ProblemCount + _file.Problems.Count > 0)
                throw await FaultyAsync(piece, cancellationToken).ConfigureAwait(false);
            return length;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failure = ExceptionDispatchInfo.Capture(exception);
            throw;
        }
    }

    // In a file that is not sound, records may not be what they seem.
    private void Look(ReadOnlySpan<byte> piece)
    {
        _scanner.Push(piece);
        if (_scanner.ProblemCount == 0)
            _keys.Push(piece);
    }

    private void EndLook()
    {
        _scanner.Complete();
        if (_scanner.ProblemCount == 0)
            _keys.Complete();
    }

    private void Hash(byte[] piece, int length)
    {
        foreach (IncrementalHash hash in _hashes)
            hash.AppendData(piece, 0, length);
    }

    // The rest is only read: whoever mends the file wants all of its faults.
    private async Task<CsvException> FaultyAsync(byte[] piece, CancellationToken cancellationToken)
    {
        while (_taken < _file.Length && !_scanner.IsStopped)
        {
            int length = await _file.FillAsync(piece.AsMemory(0, PieceSize), _name, cancellationToken).ConfigureAwait(false);
            _taken += length;
            Look(piece.AsSpan(0, length));
            HasAdvanced?.Invoke();
            if (_taken == _file.Length)
                EndLook();
        }

        return await _file.FaultyAsync(_name, [.. _scanner.Problems, .. _keys.Problems], cancellationToken).ConfigureAwait(false);
    }
}
