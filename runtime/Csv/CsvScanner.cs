using System.Buffers;
using System.Text;

namespace Outreach.Bulk.Csv;

/// <summary>
/// Reads CSV by RFC 4180 from bytes that are pushed at it, in pieces of any size: counts records, decodes the header, and
/// finds what is wrong. It keeps the header, the faults and a few numbers, so its memory does not grow with the file.
/// </summary>
/// <remarks>
/// A line break at the end of the file ends the last record. Any other empty line is a blank record, which is a fault and is
/// not counted. A file of one column cannot tell an empty cell from an empty line.
/// </remarks>
/// <param name="limits">How much of it is taken.</param>
/// <param name="lines">Where its lines start; null for a whole file.</param>
/// <param name="isOfRows">
/// Whether it was written of typed rows, whose values are what they are: nothing was joined on, and no editor left anything.
/// </param>
internal sealed class CsvScanner(CsvLimits limits, CsvLines? lines = null, bool isOfRows = false)
{
    private const int LongestHeader = 1 << 20;
    private const int PrologueLength = 4;

    private static readonly SearchValues<byte> s_endsPlain = SearchValues.Create(",\"\r\n"u8);
    private static readonly SearchValues<byte> s_endsQuoted = SearchValues.Create("\"\r\n"u8);

    private readonly CsvProblems _problems = new();
    private readonly byte[] _prologue = new byte[PrologueLength];
    private readonly ArrayBufferWriter<byte> _copy = new();
    private ArrayBufferWriter<byte>? _headerBytes = new();
    private TextCheck _text;
    private Place _at = Place.CellStart;
    private int _prologueFilled;
    private bool _hasBegun;
    private bool _isStopped;
    private bool _hasMixedBreaks;

    // Where the scan is: the piece's place in the file, and the line's.
    private long _pieceStart;
    private long _line = (lines ?? CsvLines.OfWholeFile).Header;
    private long _lineStart;
    private long _lastReturn = -1;
    private long _nulStart = -1;
    private long _nulEnd = -1;

    // The record and cell under way.
    private CsvPlace _record = new((lines ?? CsvLines.OfWholeFile).Header, 1, 0);
    private CsvPlace _cell;
    private CsvPlace _surplus;
    private long _number;
    private int _cells;
    private bool _hasText;
    private bool _hasContent;
    private bool _isCellTooLong;
    private bool _isCellStray;
    private bool _isFormula;

    // What a record must be to be the header again. One that was not passed as clean is copied, up to the length that it may have.
    private byte[] _firstName = [];
    private int _mostCopied;
    private bool _isCopied;
    private int _stepStart;

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

    /// <summary>Where the header's line ends, in bytes, when its end was seen.</summary>
    public long HeaderEnd { get; private set; }

    public IReadOnlyList<CsvProblem> Problems => _problems.List;

    public int ProblemCount => _problems.Count;

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
        EndText();
        switch (_at)
        {
            case Place.Quoted:
                Add(CsvProblemKind.UnclosedQuote, _cell, "the quote that opens here is never closed.");
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
            Add(CsvProblemKind.EmptyFile, _record, "the file is empty.");
        else if (Records == 0 && _problems.Count == 0)
            Add(CsvProblemKind.NoRecords, At(0), "there is a header and no record below it.");
    }

    private void Begin()
    {
        _hasBegun = true;
        ReadOnlySpan<byte> start = _prologue.AsSpan(0, _prologueFilled);
        if (FileStart.FindFault(start) is { } fault)
        {
            Add(fault.Kind, new(1, 1, 0), fault.Detail, fault.Remedy);
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
            Span<byte> character = stackalloc byte[TextCheck.LongestCharacter];
            (int taken, int length, bool isSound) = _text.Complete(piece, character);
            if (isSound)
                Scan(character[..length]);
            else
                TakeFault(character[..length]);
            piece = piece[taken..];
        }

        for (bool isSuspect = false; !piece.IsEmpty && !IsStopped; isSuspect = true)
        {
            (int fault, int length) = _text.FindFault(piece, isSuspect);
            if (fault < 0)
            {
                Scan(piece[..^_text.OpenLength]);
                return;
            }

            Scan(piece[..fault]);
            if (!IsStopped)
                TakeFault(piece.Slice(fault, length));
            piece = piece[(fault + length)..];
        }
    }

    // NUL and Ctrl-Z are passed over, so that they are no records; what else there is, is taken as it stands.
    private void TakeFault(ReadOnlySpan<byte> bytes)
    {
        if (_at == Place.AfterReturn)
            Break(CsvNewLine.CarriageReturn, 0);
        switch (bytes[0])
        {
            case TextCheck.ControlZ or 0xEF when isOfRows && (bytes[0] == TextCheck.ControlZ || bytes.SequenceEqual(TextCheck.Mark)):
                break;
            case TextCheck.Nul:
                Add(CsvProblemKind.NulByte, At(0), "a NUL byte.", "The file was damaged, or is no text.", "NUL bytes.");
                if (_nulEnd != _pieceStart)
                    _nulStart = _pieceStart;
                _nulEnd = _pieceStart += bytes.Length;
                return;
            case TextCheck.ControlZ:
                Add(
                    CsvProblemKind.EndOfFileMark,
                    At(0),
                    "the character U+001A (Ctrl-Z): the end-of-file mark of old systems, or what is left of a character that some "
                        + "conversion did not know. Remove it.");
                _pieceStart += bytes.Length;
                return;
            case 0xEF when bytes.SequenceEqual(TextCheck.Mark):
                Add(
                    CsvProblemKind.ByteOrderMark,
                    At(0),
                    _at == Place.CellStart && _cells == 0
                        ? "a byte-order mark (U+FEFF) behind the start of the file; another file may have been joined on here. Remove it."
                        : "a byte-order mark (U+FEFF) within the record, which is not seen and makes another value of it. Remove it.");
                break;
            default:
                Add(CsvProblemKind.InvalidUtf8, At(0), CsvProblems.NoUtf8, CsvProblems.Utf8Remedy);
                break;
        }

        Scan(bytes);
    }

    private void EndText()
    {
        if (_text.OpenLength > 0)
        {
            Span<byte> character = stackalloc byte[TextCheck.LongestCharacter];
            int length = _text.CopyOpen(character);
            if (_at == Place.AfterReturn)
                Break(CsvNewLine.CarriageReturn, 0);
            Add(CsvProblemKind.InvalidUtf8, At(0), "the file ends within a character.");
            Scan(character[..length]);
        }
        else if (_nulEnd == _pieceStart)
        {
            _problems.Reword(
                CsvProblemKind.NulByte,
                _nulStart,
                FormattableString.Invariant($"{_nulEnd - _nulStart} NUL bytes up to the end of the file, most often since its writing ")
                    + "broke off. Look whether records are missing, and remove the NUL bytes.");
        }
    }

    private void Add(CsvProblemKind kind, CsvPlace place, string detail, string remedy = "", string? many = null) =>
        _problems.Add(kind, place, detail, _number, remedy, many);

    private void Scan(ReadOnlySpan<byte> piece)
    {
        int at = 0;
        while (at < piece.Length && !IsStopped)
        {
            if (_at == Place.CellStart && _cells == 0 && Header is not null)
                at = PassCleanRecords(piece, at);
            if (at == piece.Length)
                break;
            _stepStart = at;
            at = Step(piece, at);
            Copy(piece[_stepStart..at]);
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
        CleanRecords clean = new(
            _firstName, Header!.Count, NewLine == CsvNewLine.CarriageReturnLineFeed, limits.Records - Records, limits.CellBytes);
        int next = clean.Pass(piece, at);
        if (next == at)
            return at;
        Records += clean.Records;
        _number += clean.Records;
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
                TakeText(piece.Slice(at, plain));
                if (plain > 0 && _pieceStart + at == _cell.Offset)
                    _isFormula = piece[at] == '=';
                at += plain;
                return at < piece.Length ? EndOrQuote(piece, at) : at;
            case Place.Quoted:
                int quoted = Length(piece[at..], s_endsQuoted);
                TakeText(piece.Slice(at, quoted));
                at += quoted;
                return at < piece.Length ? InQuotes(piece[at], at) : at;
            case Place.AfterQuote when piece[at] == '"':
                TakeText("\""u8);
                _at = Place.Quoted;
                return at + 1;
            case Place.AfterQuote when !s_endsPlain.Contains(piece[at]):
                AddBehindQuote(At(at), (char)piece[at]);
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
                TakeText("\""u8);
                if (!_isCellStray)
                {
                    _isCellStray = true;
                    Add(
                        CsvProblemKind.StrayQuote,
                        At(at),
                        _isFormula && _pieceStart + at == _cell.Offset + 1
                            ? "the cell is a formula, =\"…\", by which spreadsheets keep leading zeros. Write its value alone."
                            : "a quote within a cell that does not start with one. Such a cell is quoted as a whole, and the quote doubled.");
                }

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

        _hasText = true;
        long place = _pieceStart + at;
        if (now == '\r' || _lastReturn != place - 1)
            _line++;
        if (now == '\r')
            _lastReturn = place;
        _lineStart = place + 1;
        return at + 1;
    }

    private void TakeText(ReadOnlySpan<byte> text)
    {
        _hasText |= text.Length > 0;
        _hasContent = _hasContent || !BlankText.IsBlank(text);
    }

    private void AddBehindQuote(CsvPlace place, char next)
    {
        if (_isCellStray)
            return;
        _isCellStray = true;
        if (!CsvSeparator.IsOther(next, isHeader: Header is null))
        {
            Add(CsvProblemKind.StrayQuote, place, "text after a closing quote. Quotes within a quoted cell are doubled.");
            return;
        }

        Add(
            CsvProblemKind.OtherSeparator,
            place,
            $"the cells seem to be separated by {CsvSeparator.NameOf(next)}.",
            CsvSeparator.Remedy(next));
        _isStopped = Header is null;
    }

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        _isCopied = _isCopied && _copy.WrittenCount + bytes.Length <= _mostCopied;
        if (_isCopied)
            _copy.Write(bytes);
    }

    private bool IsHeaderAgain()
    {
        if (isOfRows || !_isCopied || _copy.WrittenSpan.IndexOf(_firstName) is < 0 or > 4)
            return false;
        return CsvHeader.Decode(_copy.WrittenSpan).Select(Bare).SequenceEqual(Header!.Select(Bare), StringComparer.Ordinal);

        static string Bare(string name) => name.Trim().Trim('\uFEFF');
    }

    private void StartCell(int at)
    {
        _cell = At(at);
        _isCellTooLong = _isCellStray = _isFormula = false;
        if (_cells == 0)
        {
            _record = _cell;
            _hasText = _hasContent = false;
            _copy.ResetWrittenCount();
            _isCopied = _mostCopied > 0;
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
        Add(
            CsvProblemKind.CellTooLong,
            _cell,
            FormattableString.Invariant($"the cell that starts here has more than {limits.CellBytes} bytes ")
            + "(ImportOptions.MaximumCellBytes). A quote may be missing; if not, shorten the cell or allow more.");
    }

    private void EndRecord(ReadOnlySpan<byte> piece, int at)
    {
        Copy(piece[Math.Min(_stepStart, at)..at]);
        if (Header is null)
            EndHeader(piece[..at]);
        else if (!_hasContent)
            EndBlank();
        else
            EndFilled(at);
        _number++;
        _cells = 0;
        _at = Place.CellStart;
    }

    private void EndBlank() => Add(
        CsvProblemKind.BlankRecord,
        _record,
        $"a blank record{Unseen}, which makes an import fail.",
        many: $"blank records{Unseen}, which make an import fail.");

    private string Unseen => _hasText ? " (white space, or characters that are not seen)" : "";

    private void EndFilled(int at)
    {
        Records++;
        int width = Header!.Count;
        if (_cells > width)
        {
            Add(CsvProblemKind.TooManyCells, _surplus, Widths(width));
        }
        else if (_cells < width)
        {
            Add(CsvProblemKind.TooFewCells, At(at), Widths(width));
        }
        else if (IsHeaderAgain())
        {
            Add(
                CsvProblemKind.RepeatedHeader,
                _record,
                "the header is here again; another file may have been joined on. Remove the line.");
        }

        if (Records <= limits.Records)
            return;
        Add(
            CsvProblemKind.TooManyRecords,
            _record,
            FormattableString.Invariant($"record {Records} starts here; an import takes at most {limits.Records} ")
            + "(ImportOptions.MaximumRows). Split the file, and import its parts.");
        _isStopped = true;
    }

    private string Widths(int width) =>
        FormattableString.Invariant($"the record has {_cells} cell{(_cells == 1 ? "" : "s")}, the header {width}.");

    private void EndHeader(ReadOnlySpan<byte> piece)
    {
        KeepHeader(piece);
        ReadOnlySpan<byte> bytes = _headerBytes!.WrittenSpan;
        Header = CsvHeader.Decode(bytes);
        HeaderEnd = _pieceStart + piece.Length + 1;

        // Each of its characters may be a quote that is doubled, and each of its cells be quoted.
        _firstName = Encoding.UTF8.GetBytes(Header[0].Trim().Trim('\uFEFF'));
        _mostCopied = _firstName.Length == 0 ? 0 : 2 * (bytes.Length + Header.Count + TextCheck.LongestCharacter);
        _headerBytes = null;
        if (Header.All(cell => cell.Length == 0))
        {
            Add(CsvProblemKind.UnusableHeader, _record, "the header is blank.");
        }
        else if (CsvSeparator.Noted(Header) is { } separator)
        {
            Add(
                CsvProblemKind.SeparatorLine,
                _record,
                $"the first line is no header, but tells spreadsheet programs that {CsvSeparator.NameOf(separator)} separate the cells.",
                separator == ',' ? "Remove it." : $"{CsvSeparator.Remedy(separator)} The line is then passed over.");
            _isStopped = true;
        }
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

        Add(
            CsvProblemKind.UnusableHeader,
            _record,
            FormattableString.Invariant($"the header has more than {LongestHeader} bytes; it may be no CSV file."));
        _isStopped = true;
    }

    private void Break(CsvNewLine kind, int next)
    {
        bool isBehindHeader = NewLine == CsvNewLine.None;
        if (isBehindHeader)
            NewLine = kind;
        if (kind != NewLine && !_hasMixedBreaks)
        {
            _hasMixedBreaks = true;
            int length = kind == CsvNewLine.CarriageReturnLineFeed ? 2 : 1;
            Add(
                CsvProblemKind.MixedLineBreaks,
                At(next - length),
                $"the record ends with {Name(kind)}, the first one with {Name(NewLine)}.");
        }

        _line = (isBehindHeader ? lines?.Records : null) ?? _line + 1;
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
}
