using System.Globalization;
using Outreach.Bulk.Csv;

namespace Outreach.Bulk.Keys;

/// <summary>
/// Finds records that repeat a unique key, and keys that must be numbers and are none, beside the scanner and only while that finds
/// nothing.
/// </summary>
internal sealed class KeyCheck
{
    private readonly CsvProblems _problems = new();
    private readonly KeyHash _hash;
    private readonly IReadOnlySet<ulong>? _suspects;
    private readonly (CheckedColumn Column, Dictionary<UInt128, long> Lines)[] _columns;
    private readonly CsvRecordSplitter _splitter;
    private long _number;

    public KeyCheck(IReadOnlyList<CheckedColumn> columns, CsvLines? lines = null)
        : this(columns, lines, new(), suspects: null)
    {
    }

    /// <param name="columns">The columns.</param>
    /// <param name="lines">Where lines start; null for a whole file.</param>
    /// <param name="hash">Makes hashes of keys.</param>
    /// <param name="suspects">The fingerprints of those keys that may be repeated; null for all.</param>
    public KeyCheck(IReadOnlyList<CheckedColumn> columns, CsvLines? lines, KeyHash hash, IReadOnlySet<ulong>? suspects)
    {
        _columns = [.. columns.Select(column => (column, new Dictionary<UInt128, long>()))];
        _splitter = new(Take, lines ?? CsvLines.OfWholeFile);
        (_hash, _suspects) = (hash, suspects);
    }

    public IReadOnlyList<CsvProblem> Problems => _problems.List;

    public int ProblemCount => _problems.Count;

    /// <summary>Whether more of the file would change nothing.</summary>
    public bool IsFull => _problems.IsFull;

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
            if (!column.IsUnique || _hash.Of(record, column) is not { } key || !IsSuspect(key, column) || lines.TryAdd(key, place.Line))
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

    private bool IsSuspect(UInt128 key, CheckedColumn column) =>
        _suspects is null || _suspects.Contains(KeyHash.Fingerprint(key, column));

    private bool IsNumber(ReadOnlySpan<byte> record, CsvPlace place, CheckedColumn column)
    {
        if (KeyText.IsNumberOrEmpty(record, column))
            return true;
        string value = CsvRecord.Text(record, column.Place).Trim();
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
}
