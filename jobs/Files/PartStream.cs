namespace Outreach.Bulk.Jobs.Files;

/// <summary>A header, and behind it a range of another stream; read from its start as often as it is rewound.</summary>
/// <param name="header">The header.</param>
/// <param name="body">The other stream.</param>
/// <param name="start">Where the range starts in it.</param>
/// <param name="length">How long the range is.</param>
/// <param name="ownsBody">Whether the other stream is disposed of with this one.</param>
/// <param name="seal">What all of it must be; null for anything.</param>
internal sealed class PartStream(ReadOnlyMemory<byte> header, Stream body, long start, long length, bool ownsBody, PartSeal? seal) : Stream
{
    private long _read;
    private bool _isAtRange;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => header.Length + length;

    public override long Position
    {
        get => _read;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(value, 0);
            _read = 0;
            _isAtRange = false;
            seal?.Reset();
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = Math.Min(buffer.Length, (int)Math.Min(int.MaxValue, Length - _read));
        if (count == 0)
            return 0;
        if (_read < header.Length)
        {
            count = Math.Min(count, header.Length - (int)_read);
            header.Slice((int)_read, count).CopyTo(buffer);
        }
        else
        {
            if (!_isAtRange)
                body.Position = start;
            _isAtRange = true;
            count = await body.ReadAsync(buffer[..count], cancellationToken).ConfigureAwait(false);
        }

        _read += count;
        seal?.Take(buffer.Span[..count]);
        if (_read == Length && count > 0)
            seal?.ThrowIfBroken();
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override async ValueTask DisposeAsync()
    {
        seal?.Dispose();
        if (ownsBody)
            await body.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
