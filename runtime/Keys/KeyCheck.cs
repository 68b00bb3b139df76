using System.Globalization;
using System.Text;
using Outreach.Bulk.Csv;

namespace Outreach.Bulk.Keys;

/// <summary>
/// Finds records that repeat a unique key, and keys that must be numbers and are none, beside the scanner and only while that finds
/// nothing.
/// </summary>
internal sealed class KeyCheck
{
    private readonly CsvProblems _problems = new();
    private readonly KeyHash _hash = new();
    private readonly (CheckedColumn Column, Dictionary<UInt128, long> Lines)[] _columns;
    private readonly CsvRecordSplitter _splitter;
    private long _number;

    public KeyCheck(IReadOnlyList<CheckedColumn> columns, long firstLine = 1)
    {
        _columns = [.. columns.Select(column => (column, new Dictionary<UInt128, long>()))];
        _splitter = new(Take, firstLine);
    }

    public IReadOnlyList<CsvProblem> Problems => _problems.List;

    public int ProblemCount => _problems.Count;

    public void Push(ReadOnlySpan<byte> piece)
    {
        if (_columns.Length > 0 && !_problems.IsFull)
            _splitter.Push(piece);
    }

    public void Complete()
    {
        if (_columns.Length > 0 && !_problems.IsFull)
            _splitter.Complete();
    }

    private void Take(ReadOnlySpan<byte> record, CsvPlace place)
    {
        if (_number++ == 0)
            return;
        foreach ((CheckedColumn column, Dictionary<UInt128, long> lines) in _columns)
        {
            if (column.IsNumber && !IsNumber(record, place, column))
                continue;
            if (!column.IsUnique || HashOf(record, column) is not { } key || lines.TryAdd(key, place.Line))
                continue;
            _problems.Add(
                CsvProblemKind.RepeatedKey,
                place,
                FormattableString.Invariant($"'{HeaderText.Shown(column.Header)}' is the same as in line {lines[key]}{But(column)}."),
                _number);
        }
    }

    private static string But(CheckedColumn column) => column.Ignored switch
    {
        KeyDifferences.None => "",
        KeyDifferences.Case => ", upper and lower case aside",
        KeyDifferences.Form => ", the form of its letters aside",
        _ => ", case and form of its letters aside",
    };

    private bool IsNumber(ReadOnlySpan<byte> record, CsvPlace place, CheckedColumn column)
    {
        string value = CsvRecord.Text(record, column.Place).Trim();
        if (value.Length == 0 || KeyText.TryReadNumber(value, out _))
            return true;
        _problems.Add(
            CsvProblemKind.NoInteger,
            place,
            $"'{HeaderText.Shown(column.Header)}' is mapped to id, and its value is no whole number{Reason(value)}.",
            _number);
        return false;
    }

    private static string Reason(string value)
    {
        if (HeaderText.Unseen(value) is { Count: > 0 } unseen)
            return $": it holds {string.Join(", ", unseen)}, which is not seen";
        return value switch
        {
            ['\'' or '’', ..] => ": it starts with an apostrophe, by which spreadsheets mark text",
            ['=', ..] => ": it is a formula, by which spreadsheets keep leading zeros",
            _ when decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _) => ": it has a point or a comma",
            _ when double.TryParse(value, CultureInfo.InvariantCulture, out _) => ": a spreadsheet may have rounded it",
            _ => "",
        };
    }

    private UInt128? HashOf(ReadOnlySpan<byte> record, CheckedColumn column)
    {
        ReadOnlySpan<byte> raw = CsvRecord.Raw(record, column.Place);
        if (raw is [(byte)'"', .. var inner, (byte)'"'] && !inner.Contains((byte)'"'))
            raw = inner;
        if (raw.IsEmpty)
            return null;

        // Most keys are as they are compared, and need not be decoded.
        if (!column.IsNumber && column.Ignored == KeyDifferences.None && raw is [> 32 and < 127 and not (byte)'"', ..] and [.., > 32 and < 127])
            return _hash.Of(raw);
        string text = KeyText.Without(column.Ignored, KeyText.Normalize(CsvRecord.Text(record, column.Place), column.IsNumber));
        return text.Length > 0 ? _hash.Of(Encoding.UTF8.GetBytes(text)) : null;
    }
}
