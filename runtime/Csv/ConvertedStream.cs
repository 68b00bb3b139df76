using System.Buffers;

namespace Outreach.Bulk.Csv;

/// <summary>
/// A file as UTF-8 with commas, converted while it is read, from its start as often as it is rewound. It holds a piece of the file, and
/// at most one cell more.
/// </summary>
internal sealed class ConvertedStream : Stream
{
    private const int PieceSize = 1 << 15;

    // A mark, or a line that names the separator.
    private const int LeastAtStart = 16;

    private readonly Stream _source;
    private readonly long _start;
    private readonly bool _ownsSource;
    private readonly CsvDialect _dialect;
    private readonly bool _isMiddle;
    private readonly TextDecoder _decoder;
    private readonly byte[] _piece = new byte[PieceSize];
    private readonly char[] _text;
    private readonly ArrayBufferWriter<byte> _converted = new();
    private CsvConverter _converter;
    private int _textLength;
    private int _given;
    private bool _hasBegun;
    private bool _hasEnded;

    private ConvertedStream(Stream source, long start, bool ownsSource, CsvDialect dialect, bool isMiddle)
    {
        (_source, _start, _ownsSource, _dialect, _isMiddle) = (source, start, ownsSource, dialect, isMiddle);
        _decoder = new(dialect.Encoding);
        _text = new char[CsvConverter.LongestHeld + _decoder.MostChars(PieceSize)];
        _converter = new(dialect.Separator, _decoder, []);
    }

    /// <summary>The number of the first line that is converted: a line that only names the separator is passed over.</summary>
    public long FirstLine { get; private set; } = 1;

    /// <summary>Whether nothing was converted, since the file is of another encoding.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>What could not be converted, in the order of the file, of what was read since its start.</summary>
    public CsvProblems Problems => _converter.Problems;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(value, 0);
            Rewind([]);
        }
    }

    /// <summary>Converts what the file starts with, which tells its first line.</summary>
    public static ValueTask<ConvertedStream> OpenAsync(
        Stream source, long start, bool ownsSource, CsvDialect dialect, CancellationToken cancellationToken) =>
        OpenAsync(new(source, start, ownsSource, dialect, isMiddle: false), cancellationToken);

    /// <summary>The same of some of a file's records, which have no mark and no note before them.</summary>
    public static ValueTask<ConvertedStream> OpenMiddleAsync(Stream source, CsvDialect dialect, CancellationToken cancellationToken) =>
        OpenAsync(new(source, 0, ownsSource: true, dialect, isMiddle: true), cancellationToken);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_given == _converted.WrittenCount && !_hasEnded)
            await ConvertAsync(cancellationToken).ConfigureAwait(false);
        int length = Math.Min(buffer.Length, _converted.WrittenCount - _given);
        _converted.WrittenMemory.Slice(_given, length).CopyTo(buffer);
        _given += length;
        return length;
    }

    /// <summary>Finds places of what was converted in the file. It is read again, up to the last of them.</summary>
    /// <param name="places">The places, by their offsets in order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The column of each in the file's line, in characters, from 1.</returns>
    public async ValueTask<IReadOnlyList<long>> FindColumnsAsync(CsvPlace[] places, CancellationToken cancellationToken)
    {
        Rewind(places);
        while (_converter.Columns.Count < places.Length && !_hasEnded)
            await ConvertAsync(cancellationToken).ConfigureAwait(false);
        return _converter.Columns;
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
        // They hold people's data.
        _piece.AsSpan().Clear();
        _text.AsSpan().Clear();
        _converted.Clear();
        if (_ownsSource)
            await _source.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private static async ValueTask<ConvertedStream> OpenAsync(ConvertedStream stream, CancellationToken cancellationToken)
    {
        stream.Rewind([]);
        await stream.ConvertAsync(cancellationToken).ConfigureAwait(false);
        return stream;
    }

    private void Rewind(IEnumerable<CsvPlace> sought)
    {
        _source.Position = _start;
        _decoder.Reset();
        _converter = new(_dialect.Separator, _decoder, sought);
        _converted.ResetWrittenCount();
        (_textLength, _given, _hasBegun, _hasEnded) = (0, 0, false, false);
    }

    private async ValueTask ConvertAsync(CancellationToken cancellationToken)
    {
        int length = await _source
            .ReadAtLeastAsync(_piece, _hasBegun ? 1 : LeastAtStart, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false);
        _hasEnded = length < (_hasBegun ? 1 : LeastAtStart);
        _hasBegun |= _isMiddle;
        if (!_hasBegun && _decoder.OtherMark(_piece.AsSpan(0, length)) is { } other)
        {
            _converter.Refuse(
                $"the file starts with the byte-order mark of {other}, and {CsvDialect.Saying("encoding: …")} says {_decoder.Name}.");
            IsRefused = _hasEnded = true;
            length = 0;
        }

        _textLength += _decoder.Decode(_piece.AsSpan(0, length), _text.AsSpan(_textLength), _hasEnded);
        if (!_hasBegun)
            Begin();
        _converted.ResetWrittenCount();
        _given = 0;
        int taken = _converter.Convert(_text.AsSpan(0, _textLength), _hasEnded, _converted);
        _text.AsSpan(taken, _textLength - taken).CopyTo(_text);
        _textLength -= taken;
    }

    private void Begin()
    {
        _hasBegun = true;
        int mark = _text.AsSpan(0, _textLength) is ['\uFEFF', ..] ? 1 : 0;
        int passed = mark + _converter.PassNote(_text.AsSpan(mark, _textLength - mark));
        FirstLine = _converter.FirstLine;
        _text.AsSpan(passed, _textLength - passed).CopyTo(_text);
        _textLength -= passed;
    }
}
