namespace Outreach.Bulk.Primitives;

/// <summary>Reads bytes where they are: MemoryStream takes arrays only.</summary>
internal sealed class MemoryReader(ReadOnlyMemory<byte> content) : Stream
{
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => content.Length;

    public override long Position { get => _at; set => _at = checked((int)value); }

    public override int Read(Span<byte> buffer)
    {
        int length = Math.Min(buffer.Length, content.Length - _at);
        content.Span.Slice(_at, length).CopyTo(buffer);
        _at += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
