using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Uploads;

/// <summary>
/// A connection that is read while a file is being written to it, as HTTP/1.1 asks of clients and .NET does not do. Once a
/// refusal has come, what is still written goes nowhere, so that the refusal is read, and not the reset behind it.
/// </summary>
/// <remarks>It serves one request: what was not written is missing, so the connection must not be used again.</remarks>
internal sealed class EarlyAnswerStream(Stream inner) : Stream
{
    private readonly Lock _gate = new();
    private readonly byte[] _buffer = new byte[1 << 12];
    private AnswerScan _scan;
    private Task? _reading;
    private int _start;
    private int _end;
    private bool _isAtEnd;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    private bool IsRefused
    {
        get
        {
            lock (_gate)
                return _scan.IsRefusal;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task reading;
            lock (_gate)
            {
                if (_end > _start || _isAtEnd)
                    return Take(buffer.Span);
                reading = Read();
            }

            await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsRefused)
            return;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task writing = inner.WriteAsync(buffer, stop.Token).AsTask();
        while (!writing.IsCompleted && ReadAhead() is { } reading)
        {
            await Task.WhenAny(writing, reading).ConfigureAwait(false);
            if (!IsRefused)
                continue;
            await stop.CancelAsync().ConfigureAwait(false);
            break;
        }

        try
        {
            await writing.ConfigureAwait(false);
        }
        catch (Exception) when (IsRefused && !cancellationToken.IsCancellationRequested)
        {
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            // The connection is gone, but an answer may have come before.
            while (ReadAhead() is { } reading)
                await reading.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (!IsRefused)
                throw;
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        IsRefused ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Reads on while more may tell what the answer is; null when it is known, or when no more will come.</summary>
    private Task? ReadAhead()
    {
        lock (_gate)
            return _scan.IsKnown || _isAtEnd || _end == _buffer.Length || _reading is { IsFaulted: true } ? null : Read();
    }

    // One at a time, whoever asks for it.
    private Task Read()
    {
        if (_reading is null or { IsCompletedSuccessfully: true })
        {
            if (_start == _end)
                _start = _end = 0;
            _reading = ReadOnceAsync();
            Abandoned.Observe(_reading);
        }

        return _reading;
    }

    private async Task ReadOnceAsync()
    {
        int count = await inner.ReadAsync(_buffer.AsMemory(_end), CancellationToken.None).ConfigureAwait(false);
        lock (_gate)
        {
            _scan.Push(_buffer.AsSpan(_end, count));
            _end += count;
            _isAtEnd = count == 0;
        }
    }

    private int Take(Span<byte> into)
    {
        int count = Math.Min(into.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(into);
        _start += count;
        return count;
    }
}
