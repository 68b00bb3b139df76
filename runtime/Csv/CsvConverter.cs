using System.Buffers;
using System.Text;

namespace Outreach.Bulk.Csv;

/// <summary>
/// Writes CSV with another separator as UTF-8 with commas, cell by cell. It mends nothing: a fault of the file stays one, for the
/// <see cref="CsvScanner"/> to find. Line breaks stay where they are, so that lines keep their numbers.
/// </summary>
internal sealed class CsvConverter
{
    /// <summary>The longest cell without quotes that is held until its end; a longer one is quoted, comma or not.</summary>
    public const int LongestHeld = 1 << 16;

    private static readonly SearchValues<char> s_endsQuoted = SearchValues.Create("\"\r\n");

    private readonly char _separator;
    private readonly SearchValues<char> _endsCell;
    private readonly TextDecoder _decoder;
    private readonly Queue<CsvPlace> _sought;
    private State _state = State.CellStart;
    private long _line = 1;
    private long _column = 1;
    private bool _isAfterReturn;

    /// <param name="separator">What stands between the file's cells.</param>
    /// <param name="decoder">What decoded it.</param>
    /// <param name="sought">Places of what is written, in order, whose columns in the file are wanted.</param>
    public CsvConverter(char separator, TextDecoder decoder, IEnumerable<CsvPlace> sought)
    {
        _separator = separator;
        _endsCell = SearchValues.Create([separator, '\r', '\n']);
        _decoder = decoder;
        _sought = new(sought);
    }

    private enum State
    {
        CellStart,
        CellEnd,
        Long,
        Quoted,
        AfterQuote,
        BehindQuote,
    }

    /// <summary>How many bytes were written.</summary>
    public long Length { get; private set; }

    /// <summary>The columns, in characters, of the places that were sought and passed.</summary>
    public List<long> Columns { get; } = [];

    /// <summary>What could not be converted: lines and columns are those of the file, offsets those of what was written.</summary>
    public CsvProblems Problems { get; } = new();

    /// <summary>The number of the first line that is converted.</summary>
    public long FirstLine { get; private set; } = 1;

    /// <summary>Passes over a first line that only names the separator.</summary>
    /// <returns>Its length, with its break.</returns>
    public int PassNote(ReadOnlySpan<char> text)
    {
        int length = CsvSeparator.LengthOfNote(text, _separator);
        if (length == 0)
            return 0;
        _line = ++FirstLine;
        return text[length..] is ['\r', '\n', ..] ? length + 2 : length + 1;
    }

    /// <summary>Says why nothing is converted.</summary>
    public void Refuse(string detail) =>
        Problems.Add(CsvProblemKind.UndecodableBytes, new(1, 1, 0), detail, 1, "Set it to that, or save the file as CSV UTF-8.");

    /// <summary>Converts text.</summary>
    /// <returns>How much of it was taken; the rest is to come again with what follows.</returns>
    public int Convert(ReadOnlySpan<char> text, bool isLast, IBufferWriter<byte> target)
    {
        int at = 0;
        while (at < text.Length)
        {
            int length = _state == State.CellStart && text[at] != '"'
                ? WriteCell(text[at..], isLast, target)
                : WritePart(text[at..], target);
            if (length < 0)
                break;
            at += length;
        }

        if (isLast && at == text.Length)
            End(target);
        return at;
    }

    private void End(IBufferWriter<byte> target)
    {
        if (_state == State.Long)
            WriteOwn('"', target);
        while (_sought.TryDequeue(out _))
            Columns.Add(_column);
    }

    // A cell without quotes around it, or all there is of it.
    private int WriteCell(ReadOnlySpan<char> text, bool isLast, IBufferWriter<byte> target)
    {
        int length = text.IndexOfAny(_endsCell);
        bool isWhole = length >= 0 || isLast;
        if (length < 0)
            length = text.Length;
        if (!isWhole && length < LongestHeld)
            return -1;
        if (!isWhole)
        {
            WriteOwn('"', target);
            _state = State.Long;
            return 0;
        }

        _state = State.CellEnd;
        ReadOnlySpan<char> cell = text[..length];
        if (!cell.Contains(','))
        {
            Write(cell, target);
        }
        else if (cell.Contains('"'))
        {
            WriteFaulty(cell, target);
        }
        else
        {
            WriteOwn('"', target);
            Write(cell, target);
            WriteOwn('"', target);
        }

        return length;
    }

    private int WritePart(ReadOnlySpan<char> text, IBufferWriter<byte> target)
    {
        switch (_state)
        {
            case State.CellStart:
                Write(text[..1], target);
                _state = State.Quoted;
                return 1;
            case State.Quoted when text[0] == '"':
                Write(text[..1], target);
                _state = State.AfterQuote;
                return 1;
            case State.Quoted when text[0] is '\r' or '\n':
                WriteBreak(text[0], target);
                return 1;
            case State.Quoted:
                return WriteUntil(text, s_endsQuoted, target);
            case State.AfterQuote when text[0] == '"':
                Write(text[..1], target);
                _state = State.Quoted;
                return 1;
            case State.Long or State.BehindQuote when text[0] != _separator && text[0] is not ('\r' or '\n'):
                int length = text.IndexOfAny(_endsCell);
                length = length < 0 ? text.Length : length;
                if (_state == State.Long)
                    WriteLong(text[..length], target);
                else
                    WriteFaulty(text[..length], target);
                return length;
            case State.AfterQuote when text[0] != _separator && text[0] is not ('\r' or '\n'):
                _state = State.BehindQuote;
                return 0;
            default:
                if (_state == State.Long)
                    WriteOwn('"', target);
                _state = State.CellStart;
                if (text[0] is '\r' or '\n')
                    WriteBreak(text[0], target);
                else
                    Write(",", target);
                return 1;
        }
    }

    private int WriteUntil(ReadOnlySpan<char> text, SearchValues<char> end, IBufferWriter<byte> target)
    {
        int length = text.IndexOfAny(end);
        length = length < 0 ? text.Length : length;
        Write(text[..length], target);
        return length;
    }

    // It has a misplaced quote, so it is not imported; its commas would only be faults of their own.
    private void WriteFaulty(ReadOnlySpan<char> text, IBufferWriter<byte> target)
    {
        for (int comma = text.IndexOf(','); comma >= 0; comma = text.IndexOf(','))
        {
            Write(text[..comma], target);
            Write(" ", target);
            text = text[(comma + 1)..];
        }

        Write(text, target);
    }

    // Quotes are opened around it already. One within it is a fault, which text behind a quote is, too.
    private void WriteLong(ReadOnlySpan<char> text, IBufferWriter<byte> target)
    {
        for (int quote = text.IndexOf('"'); quote >= 0; quote = text.IndexOf('"'))
        {
            Write(text[..(quote + 1)], target);
            WriteOwn(' ', target);
            text = text[(quote + 1)..];
        }

        Write(text, target);
    }

    private void WriteBreak(char now, IBufferWriter<byte> target)
    {
        bool isSecondHalf = now == '\n' && _isAfterReturn;
        Write([now], target);
        if (!isSecondHalf)
            _line++;
        _column = 1;
        _isAfterReturn = now == '\r';
    }

    private void Write(ReadOnlySpan<char> text, IBufferWriter<byte> target)
    {
        if (text.IsEmpty)
            return;
        ReportUndecodable(text);
        long length = Encoding.UTF8.GetBytes(text, target);
        while (_sought.TryPeek(out CsvPlace place) && place.Offset < Length + length)
        {
            _sought.Dequeue();
            Columns.Add(_column + CharsBefore(text, place.Offset - Length));
        }

        Length += length;
        _column += text.Length;
        _isAfterReturn = false;
    }

    // What the file does not have, and what is sought at it stands at the character that follows.
    private void WriteOwn(char mark, IBufferWriter<byte> target)
    {
        target.Write([(byte)mark]);
        while (_sought.TryPeek(out CsvPlace place) && place.Offset == Length)
        {
            _sought.Dequeue();
            Columns.Add(_column);
        }

        Length++;
    }

    private void ReportUndecodable(ReadOnlySpan<char> text)
    {
        int at = _decoder.FindUndecodable(text);
        if (at < 0)
            return;
        CsvPlace place = new(_line, _column + at, Length + Encoding.UTF8.GetByteCount(text[..at]));
        if (_decoder.IsUtf8)
        {
            Problems.Add(CsvProblemKind.InvalidUtf8, place, CsvProblems.NoUtf8, _line, CsvProblems.Utf8Remedy);
            return;
        }

        Problems.Add(
            CsvProblemKind.UndecodableBytes,
            place,
            $"bytes that {_decoder.Name} has no character for.",
            _line,
            $"The file may be of another encoding than {CsvDialect.Saying("encoding: …")} says.");
    }

    private static int CharsBefore(ReadOnlySpan<char> text, long bytes)
    {
        int chars = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bytes -= rune.Utf8SequenceLength;
            if (bytes < 0)
                break;
            chars += rune.Utf16SequenceLength;
        }

        return chars;
    }
}
