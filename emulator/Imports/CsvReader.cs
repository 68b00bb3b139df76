using System.Text;

namespace Outreach.Bulk.Emulator.Imports;

/// <summary>
/// Reads records by RFC 4180, one at a time: quoted cells may hold commas, line ends and doubled quotes. Any of the three
/// line ends is taken; the last one is optional; an empty line is a record of one empty cell.
/// </summary>
internal sealed class CsvReader(TextReader text)
{
    private readonly char[] _buffer = new char[16_384];
    private readonly StringBuilder _cell = new();
    private int _at;
    private int _end;
    private long _record;

    private Span<char> Rest => _buffer.AsSpan(_at, _end - _at);

    public static CsvReader Open(Stream stream)
    {
        StreamReader text = new(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false, bufferSize: 81_920);
        if (text.Peek() == '\uFEFF')
            text.Read();
        return new CsvReader(text);
    }

    /// <summary>The cells of the next record, or null at the end.</summary>
    public string[]? Read()
    {
        List<string> cells = [];
        return Next(cells) ? [.. cells] : null;
    }

    /// <summary>Passes over the next record; false at the end.</summary>
    public bool Skip() => Next(null);

    private bool Next(List<string>? cells)
    {
        if (Peek() < 0)
            return false;
        _record++;
        while (true)
        {
            _cell.Clear();
            if (Peek() == '"')
                Quoted(keep: cells is not null);
            else
                Plain(keep: cells is not null);
            cells?.Add(_cell.ToString());
            int next = Take();
            if (next == ',')
                continue;
            if (next == '\r' && Peek() == '\n')
                Take();
            return true;
        }
    }

    private void Plain(bool keep)
    {
        while (Peek() >= 0 && !Run(Rest.IndexOfAny(',', '\r', '\n'), keep))
        {
            // The cell goes on in the next buffer.
        }
    }

    private void Quoted(bool keep)
    {
        Take();
        while (true)
        {
            if (Peek() < 0)
                throw new FormatException($"Record {_record}: a quoted cell does not end.");
            if (!Run(Rest.IndexOf('"'), keep))
                continue;
            Take();
            if (Peek() != '"')
                break;
            if (keep)
                _cell.Append('"');
            Take();
        }

        if (Peek() is not (-1 or ',' or '\r' or '\n'))
            throw new FormatException($"Record {_record}: there is text behind a closing quote.");
    }

    /// <summary>
    /// Takes what is before a place in the buffer, or all of it where there is no such place; says whether there was one.
    /// </summary>
    private bool Run(int stop, bool keep)
    {
        int length = stop < 0 ? _end - _at : stop;
        if (keep)
            _cell.Append(Rest[..length]);
        _at += length;
        return stop >= 0;
    }

    private int Take()
    {
        int next = Peek();
        if (next >= 0)
            _at++;
        return next;
    }

    private int Peek()
    {
        if (_at == _end)
        {
            _at = 0;
            _end = text.Read(_buffer);
            if (_end == 0)
                return -1;
        }

        return _buffer[_at];
    }
}
