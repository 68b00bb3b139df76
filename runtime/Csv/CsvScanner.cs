using System.Buffers;

namespace Outreach.Bulk.Csv;

/// <summary>
/// Reads CSV by RFC 4180 from bytes that are pushed at it, in pieces of any size: counts records, decodes the header, and
/// finds what is wrong. It keeps the header, the faults and a few numbers, so its memory does not grow with the file.
/// </summary>
/// <remarks>
/// A line break at the end of the file ends the last record. Any other empty line is a blank record, which is a fault and is
/// not counted. A file of one column cannot tell an empty cell from an empty line.
/// </remarks>
internal sealed class CsvScanner(CsvLimits limits)
{
    private const int LongestHeader = 1 << 20;
    private const int PrologueLength = 4;

    private static readonly SearchValues<byte> s_endsPlain = SearchValues.Create(",\"\r\n"u8);
    private static readonly SearchValues<byte> s_endsQuoted = SearchValues.Create("\"\r\n"u8);

    private readonly CsvProblems _problems = new();
    private readonly byte[] _prologue = new byte[PrologueLength];
    private ArrayBufferWriter<byte>? _headerBytes = new();
    private Utf8Check _text;
    private Place _at = Place.CellStart;
    private int _prologueFilled;
    private bool _hasBegun;
    private bool _isStopped;
    private bool _hasMixedBreaks;

    // Where the scan is: the piece's place in the file, and the line's.
    private long _pieceStart;
    private long _line = 1;
    private long _lineStart;
    private long _lastReturn = -1;

    // The record and cell under way.
    private CsvPlace _record = new(1, 1, 0);
    private CsvPlace _cell = new(1, 1, 0);
    private CsvPlace _surplus;
    private int _cells;
    private bool _hasContent;
    private bool _isCellTooLong;

    private enum Place
    {
        CellStart,
        Plain,
        Quoted,
        AfterQuote,
        AfterReturn,
    }

    /// <summary>Records below the header, blank ones not counted.</summary>
    public long Records { get; private set; }

    /// <summary>The header's cells; null until its end was seen.</summary>
    public IReadOnlyList<string>? Header { get; private set; }

    /// <summary>What ends the first record.</summary>
    public CsvNewLine NewLine { get; private set; }

    public bool HasByteOrderMark { get; private set; }

    public IReadOnlyList<CsvProblem> Problems => _problems.List;

    /// <summary>Whether more bytes would change nothing.</summary>
    public bool IsStopped => _isStopped || _problems.IsFull;

    public void Push(ReadOnlySpan<byte> piece)
    {
        if (!_hasBegun)
        {
            int taken = Math.Min(piece.Length, PrologueLength - _prologueFilled);
            piece[..taken].CopyTo(_prologue.AsSpan(_prologueFilled));
            _prologueFilled += taken;
            piece = piece[taken..];
            if (_prologueFilled < PrologueLength)
                return;
            Begin();
        }

        Check(piece);
    }

    /// <summary>Says that the file ends here.</summary>
    public void Complete()
    {
        if (!_hasBegun)
            Begin();
        if (IsStopped)
            return;
        if (_text.OpenLength > 0)
            _problems.Add(CsvProblemKind.InvalidUtf8, Back(_text.OpenLength), "the file ends within a character.");
        switch (_at)
        {
            case Place.Quoted:
                _problems.Add(CsvProblemKind.UnclosedQuote, _cell, "the quote that opens here is never closed.");
                return;
            case Place.AfterReturn:
                Break(CsvNewLine.CarriageReturn, 0);
                break;
            case Place.CellStart when _cells == 0:
                break;
            default:
                if (_at == Place.CellStart)
                    StartCell(0);
                EndCell(0);
                EndRecord([], 0);
                break;
        }

        if (Header is null && _problems.Count == 0)
            _problems.Add(CsvProblemKind.EmptyFile, new(1, 1, 0), "the file is empty.");
        else if (Records == 0 && _problems.Count == 0)
            _problems.Add(CsvProblemKind.NoRecords, At(0), "there is a header and no record below it.");
    }

    private void Begin()
    {
        _hasBegun = true;
        ReadOnlySpan<byte> start = _prologue.AsSpan(0, _prologueFilled);
        bool isUtf16 = start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, not 0, 0, not 0] or [not 0, 0, not 0, 0];
        if (isUtf16)
        {
            _problems.Add(CsvProblemKind.Utf16, new(1, 1, 0), "the file is UTF-16. Save it as UTF-8.");
            _isStopped = true;
            return;
        }

        if (start is [0xEF, 0xBB, 0xBF, ..])
        {
            HasByteOrderMark = true;
            _pieceStart = 3;
            start = start[3..];
        }

        Check(start);
    }

    private void Check(ReadOnlySpan<byte> piece)
    {
        if (_text.OpenLength > 0 && !IsStopped)
        {
            int open = _text.OpenLength;
            (int taken, bool isValid) = _text.Complete(piece);
            if (!isValid)
                _problems.Add(CsvProblemKind.InvalidUtf8, Back(open), "bytes that are no UTF-8.");
            Scan(piece[..taken]);
            piece = piece[taken..];
        }

        while (!piece.IsEmpty && !IsStopped)
        {
            (int fault, int length) = _text.FindFault(piece);
            if (fault < 0)
            {
                Scan(piece);
                return;
            }

            Scan(piece[..fault]);
            if (_at == Place.AfterReturn)
                Break(CsvNewLine.CarriageReturn, 0);
            if (piece[fault] == 0)
                _problems.Add(CsvProblemKind.NulByte, At(0), "a NUL byte.");
            else
                _problems.Add(CsvProblemKind.InvalidUtf8, At(0), "bytes that are no UTF-8.");
            Scan(piece.Slice(fault, length));
            piece = piece[(fault + length)..];
        }
    }

    private void Scan(ReadOnlySpan<byte> piece)
    {
        int at = 0;
        while (at < piece.Length && !IsStopped)
        {
            if (_at == Place.CellStart && _cells == 0 && Header is not null)
                at = PassCleanRecords(piece, at);
            if (at < piece.Length)
                at = Step(piece, at);
        }

        if (_at is Place.Plain or Place.Quoted)
            MeasureCell(piece.Length);
        if (Header is null)
            KeepHeader(piece);
        _pieceStart += piece.Length;
    }

    private int PassCleanRecords(ReadOnlySpan<byte> piece, int at)
    {
        if (NewLine == CsvNewLine.CarriageReturn)
            return at;
        CleanRecords clean = new(Header!.Count, NewLine == CsvNewLine.CarriageReturnLineFeed, limits.Records - Records, limits.CellBytes);
        int next = clean.Pass(piece, at);
        if (next == at)
            return at;
        Records += clean.Records;
        _line += clean.Lines;
        _lineStart = _pieceStart + next;
        return next;
    }

    private int Step(ReadOnlySpan<byte> piece, int at)
    {
        switch (_at)
        {
            case Place.CellStart:
                StartCell(at);
                bool isQuoted = piece[at] == '"';
                _at = isQuoted ? Place.Quoted : Place.Plain;
                return isQuoted ? at + 1 : at;
            case Place.Plain:
                int plain = Length(piece[at..], s_endsPlain);
                _hasContent |= plain > 0;
                at += plain;
                return at < piece.Length ? EndOrQuote(piece, at) : at;
            case Place.Quoted:
                int quoted = Length(piece[at..], s_endsQuoted);
                _hasContent |= quoted > 0;
                at += quoted;
                return at < piece.Length ? InQuotes(piece[at], at) : at;
            case Place.AfterQuote when piece[at] == '"':
                _hasContent = true;
                _at = Place.Quoted;
                return at + 1;
            case Place.AfterQuote when !s_endsPlain.Contains(piece[at]):
                _problems.Add(CsvProblemKind.StrayQuote, At(at), "text after a closing quote. Quotes within a quoted cell are doubled.");
                _at = Place.Plain;
                return at;
            case Place.AfterQuote:
                return EndOrQuote(piece, at);
            default:
                bool isPair = piece[at] == '\n';
                Break(isPair ? CsvNewLine.CarriageReturnLineFeed : CsvNewLine.CarriageReturn, isPair ? at + 1 : at);
                return isPair ? at + 1 : at;
        }
    }

    private int EndOrQuote(ReadOnlySpan<byte> piece, int at)
    {
        switch (piece[at])
        {
            case (byte)',':
                EndCell(at);
                _at = Place.CellStart;
                break;
            case (byte)'"':
                _hasContent = true;
                _problems.Add(
                    CsvProblemKind.StrayQuote,
                    At(at),
                    "a quote within a cell that does not start with one. Such a cell is quoted as a whole, and the quote doubled.");
                break;
            case (byte)'\n':
                EndCell(at);
                EndRecord(piece, at);
                Break(CsvNewLine.LineFeed, at + 1);
                break;
            default:
                EndCell(at);
                EndRecord(piece, at);
                _lastReturn = _pieceStart + at;
                _at = Place.AfterReturn;
                break;
        }

        return at + 1;
    }

    private int InQuotes(byte now, int at)
    {
        if (now == '"')
        {
            _at = Place.AfterQuote;
            return at + 1;
        }

        _hasContent = true;
        long place = _pieceStart + at;
        if (now == '\r' || _lastReturn != place - 1)
            _line++;
        if (now == '\r')
            _lastReturn = place;
        _lineStart = place + 1;
        return at + 1;
    }

    private void StartCell(int at)
    {
        _cell = At(at);
        _isCellTooLong = false;
        if (_cells == 0)
        {
            _record = _cell;
            _hasContent = false;
        }
        else if (_cells == Header?.Count)
        {
            _surplus = _cell;
        }
    }

    private void EndCell(int at)
    {
        MeasureCell(at);
        _cells++;
    }

    private void MeasureCell(int at)
    {
        if (_isCellTooLong || _pieceStart + at - _cell.Offset <= limits.CellBytes)
            return;
        _isCellTooLong = true;
        _problems.Add(
            CsvProblemKind.CellTooLong,
            _cell,
            FormattableString.Invariant($"the cell that starts here has more than {limits.CellBytes} bytes ")
            + "(ImportOptions.MaximumCellBytes); a quote may be missing.");
    }

    private void EndRecord(ReadOnlySpan<byte> piece, int at)
    {
        if (Header is null)
            EndHeader(piece[..at]);
        else if (!_hasContent)
            _problems.Add(CsvProblemKind.BlankRecord, _record, "a blank record.");
        else
            EndFilled(at);
        _cells = 0;
        _at = Place.CellStart;
    }

    private void EndFilled(int at)
    {
        Records++;
        int width = Header!.Count;
        if (_cells > width)
            _problems.Add(CsvProblemKind.TooManyCells, _surplus, Widths(width));
        else if (_cells < width)
            _problems.Add(CsvProblemKind.TooFewCells, At(at), Widths(width));
        if (Records <= limits.Records)
            return;
        _problems.Add(
            CsvProblemKind.TooManyRecords,
            _record,
            FormattableString.Invariant($"record {Records} starts here; an import takes at most {limits.Records} ")
            + "(ImportOptions.MaximumRows).");
        _isStopped = true;
    }

    private string Widths(int width) => FormattableString.Invariant($"the record has {_cells} cells, the header {width}.");

    private void EndHeader(ReadOnlySpan<byte> piece)
    {
        KeepHeader(piece);
        Header = CsvHeader.Decode(_headerBytes!.WrittenSpan);
        _headerBytes = null;
        if (!_hasContent)
            _problems.Add(CsvProblemKind.UnusableHeader, _record, "the header is blank.");
    }

    private void KeepHeader(ReadOnlySpan<byte> bytes)
    {
        if (_isStopped)
            return;
        if (_headerBytes!.WrittenCount + bytes.Length <= LongestHeader)
        {
            _headerBytes.Write(bytes);
            return;
        }

        _problems.Add(
            CsvProblemKind.UnusableHeader,
            _record,
            FormattableString.Invariant($"the header has more than {LongestHeader} bytes; it may be no CSV file."));
        _isStopped = true;
    }

    private void Break(CsvNewLine kind, int next)
    {
        if (NewLine == CsvNewLine.None)
            NewLine = kind;
        if (kind != NewLine && !_hasMixedBreaks)
        {
            _hasMixedBreaks = true;
            int length = kind == CsvNewLine.CarriageReturnLineFeed ? 2 : 1;
            _problems.Add(
                CsvProblemKind.MixedLineBreaks,
                At(next - length),
                $"the record ends with {Name(kind)}, the first one with {Name(NewLine)}.");
        }

        _line++;
        _lineStart = _pieceStart + next;
        _at = Place.CellStart;
    }

    private static string Name(CsvNewLine kind) => kind switch
    {
        CsvNewLine.LineFeed => "LF",
        CsvNewLine.CarriageReturn => "CR",
        _ => "CRLF",
    };

    private static int Length(ReadOnlySpan<byte> rest, SearchValues<byte> end)
    {
        int length = rest.IndexOfAny(end);
        return length < 0 ? rest.Length : length;
    }

    private CsvPlace At(int at) => new(_line, _pieceStart + at - _lineStart + 1, _pieceStart + at);

    // Bytes of an open character are never line breaks.
    private CsvPlace Back(int bytes) => At(-bytes);
}
