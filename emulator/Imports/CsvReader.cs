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
    private int _record;

    public static CsvReader Open(Stream stream)
    {
        var text = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false, bufferSize: 81_920);
        if (text.Peek() == '\uFEFF') text.Read();
        return new CsvReader(text);
    }

    /// <summary>The cells of the next record, or null at the end.</summary>
    public string[]? Read()
    {
        int next = Peek();
        if (next < 0) return null;
        _record++;
        List<string> cells = [];
        while (true)
        {
            cells.Add(Peek() == '"' ? Quoted() : Plain());
            next = Take();
            if (next == ',') continue;
            if (next == '\r' && Peek() == '\n') Take();
            return [.. cells];
        }
    }

    private string Plain()
    {
        _cell.Clear();
        while (Peek() is int next and not (-1 or ',' or '\r' or '\n'))
        {
            _cell.Append((char)next);
            Take();
        }

        return _cell.ToString();
    }

    private string Quoted()
    {
        _cell.Clear();
        Take();
        while (true)
        {
            int next = Take();
            if (next < 0) throw new FormatException($"Record {_record}: a quoted cell does not end.");
            if (next == '"')
            {
                if (Peek() != '"') break;
                Take();
            }

            _cell.Append((char)next);
        }

        return Peek() is -1 or ',' or '\r' or '\n'
            ? _cell.ToString()
            : throw new FormatException($"Record {_record}: there is text behind a closing quote.");
    }

    private int Take()
    {
        int next = Peek();
        if (next >= 0) _at++;
        return next;
    }

    private int Peek()
    {
        if (_at == _end)
        {
            _at = 0;
            _end = text.Read(_buffer);
            if (_end == 0) return -1;
        }

        return _buffer[_at];
    }
}
