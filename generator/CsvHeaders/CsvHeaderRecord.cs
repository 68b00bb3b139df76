using System.Text;

namespace Outreach.Bulk.Generator.CsvHeaders;

/// <summary>One cell of a header: its text without quotes, and where it stands with them.</summary>
internal sealed record CsvHeaderCell(string Text, int Start, int Length);

/// <summary>Why a first record is no header. The runtime refuses the same files, with the same words.</summary>
internal enum CsvHeaderFaultKind
{
    Empty,
    Blank,
    TooLong,
    Nul,
    StrayQuote,
    UnclosedQuote,
}

/// <summary>What is wrong with a first record, and where.</summary>
internal sealed record CsvHeaderFault(CsvHeaderFaultKind Kind, int Start, int Length);

/// <summary>
/// The first record of a CSV file by RFC 4180. It agrees with the runtime's scanner, which has the word at run time: a
/// property test holds one against the other.
/// </summary>
internal sealed class CsvHeaderRecord
{
    /// <summary>The longest header in bytes of UTF-8, as in the runtime.</summary>
    public const int LongestHeader = 1 << 20;

    private readonly List<CsvHeaderCell> _cells = [];
    private readonly StringBuilder _cell = new();
    private readonly string _text;
    private int _at;

    private CsvHeaderRecord(string text) => _text = text;

    /// <summary>The header's cells; without meaning when there is a fault.</summary>
    public IReadOnlyList<CsvHeaderCell> Cells => _cells;

    public CsvHeaderFault? Fault { get; private set; }

    /// <summary>Reads the first record of a text.</summary>
    /// <param name="text">How a file begins, without its byte-order mark.</param>
    /// <param name="isWhole">Whether that is all of it.</param>
    /// <returns>The record; null when more of the file is needed to tell.</returns>
    public static CsvHeaderRecord? Read(string text, bool isWhole)
    {
        CsvHeaderRecord record = new(text);
        if (!record.ReadCells(isWhole))
            return text.Length > LongestHeader ? record.With(CsvHeaderFaultKind.TooLong, 0, 0) : null;
        if (record.Fault is not null)
            return record;
        if (text.Length == 0)
            return record.With(CsvHeaderFaultKind.Empty, 0, 0);
        if (record._cells.TrueForAll(cell => cell.Text.Length == 0))
            return record.With(CsvHeaderFaultKind.Blank, 0, record._at);
        return Encoding.UTF8.GetByteCount(text[..record._at]) > LongestHeader ? record.With(CsvHeaderFaultKind.TooLong, 0, 0) : record;
    }

    private CsvHeaderRecord With(CsvHeaderFaultKind kind, int start, int length)
    {
        Fault = new(kind, start, length);
        return this;
    }

    // Each of these returns whether the text says enough: a quote at the end of a piece may be the first of two.
    private bool ReadCells(bool isWhole)
    {
        while (true)
        {
            int start = _at;
            bool isDecided = _at < _text.Length && _text[_at] == '"' ? ReadQuoted(isWhole) : ReadPlain();
            if (!isDecided)
                return false;
            if (Fault is not null)
                return true;
            _cells.Add(new(_cell.ToString(), start, _at - start));
            _cell.Clear();
            if (_at == _text.Length)
                return isWhole;
            if (_text[_at] != ',')
                return true;
            _at++;
        }
    }

    private bool ReadPlain()
    {
        for (; _at < _text.Length && _text[_at] is not (',' or '\r' or '\n'); _at++)
        {
            if (_text[_at] is '"' or '\0')
                return Fail();
            _cell.Append(_text[_at]);
        }

        return true;
    }

    private bool ReadQuoted(bool isWhole)
    {
        int start = _at++;
        for (; _at < _text.Length; _at++)
        {
            char now = _text[_at];
            if (now == '\0')
                return Fail();
            if (now == '"')
            {
                if (_at + 1 == _text.Length)
                    return EndQuoted(isWhole);
                if (_text[_at + 1] != '"')
                    return EndQuoted(isDecided: true);
                _at++;
            }

            _cell.Append(now);
        }

        if (isWhole)
            With(CsvHeaderFaultKind.UnclosedQuote, start, 1);
        return isWhole;
    }

    private bool EndQuoted(bool isDecided)
    {
        _at++;
        return _at == _text.Length || _text[_at] is ',' or '\r' or '\n' ? isDecided : Fail();
    }

    private bool Fail()
    {
        With(_text[_at] == '\0' ? CsvHeaderFaultKind.Nul : CsvHeaderFaultKind.StrayQuote, _at, 1);
        return true;
    }
}
