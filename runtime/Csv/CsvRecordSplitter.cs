using System.Buffers;

namespace Outreach.Bulk.Csv;

/// <summary>Takes one record of a CSV file.</summary>
/// <param name="record">Its bytes, without the line break.</param>
/// <param name="place">Where it starts; line breaks inside quotes count.</param>
internal delegate void CsvRecordTaker(ReadOnlySpan<byte> record, CsvPlace place);

/// <summary>
/// Cuts a sound CSV file into records, the header first, without a byte-order mark. Whether the file is sound is for the
/// <see cref="CsvScanner"/> beside it to say. It holds one record at most.
/// </summary>
internal sealed class CsvRecordSplitter(CsvRecordTaker take, CsvLines? lines = null)
{
    private static readonly SearchValues<byte> s_marks = SearchValues.Create("\"\r\n"u8);

    private readonly ArrayBufferWriter<byte> _open = new();
    private bool _isHeader = true;
    private bool _isQuoted;
    private bool _isAfterReturn;
    private long _line = (lines ?? CsvLines.OfWholeFile).Header;
    private long _pieceStart;
    private CsvPlace _record = new((lines ?? CsvLines.OfWholeFile).Header, 1, 0);

    public bool HasByteOrderMark { get; private set; }

    public void Push(ReadOnlySpan<byte> piece)
    {
        int start = 0;
        int at = 0;
        while (at < piece.Length)
        {
            // Both halves of a pair are one line break.
            if (_isAfterReturn && piece[at] == '\n')
            {
                _isAfterReturn = false;
                at++;
                if (!_isQuoted)
                {
                    start = at;
                    _record = _record with { Offset = _pieceStart + at };
                }

                continue;
            }

            _isAfterReturn = false;
            int next = piece[at..].IndexOfAny(s_marks);
            if (next < 0)
                break;
            at += next;
            byte mark = piece[at++];
            if (mark == '"')
            {
                _isQuoted = !_isQuoted;
                continue;
            }

            _line++;
            _isAfterReturn = mark == '\r';
            if (_isQuoted)
                continue;
            if (_isHeader)
                _line = lines?.Records ?? _line;
            End(piece[start..(at - 1)]);
            start = at;
            _record = new(_line, 1, _pieceStart + at);
        }

        _open.Write(piece[start..]);
        _pieceStart += piece.Length;
    }

    /// <summary>Says that the file ends here.</summary>
    public void Complete()
    {
        if (_open.WrittenCount > 0)
            End([]);
    }

    private void End(ReadOnlySpan<byte> rest)
    {
        if (_open.WrittenCount > 0)
        {
            _open.Write(rest);
            rest = _open.WrittenSpan;
        }

        if (_isHeader && rest is [0xEF, 0xBB, 0xBF, ..])
        {
            HasByteOrderMark = true;
            rest = rest[3..];
        }

        _isHeader = false;
        take(rest, _record);
        _open.ResetWrittenCount();
    }
}
