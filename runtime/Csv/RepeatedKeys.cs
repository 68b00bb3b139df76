using System.Text;

namespace Outreach.Bulk.Csv;

/// <summary>Finds records that repeat a unique key, beside the scanner and only while that finds nothing.</summary>
internal sealed class RepeatedKeys
{
    private readonly CsvProblems _problems = new();
    private readonly KeyHash _hash = new();
    private readonly (UniqueColumn Column, Dictionary<UInt128, long> Lines)[] _columns;
    private readonly CsvRecordSplitter _splitter;
    private bool _hasHeader;

    public RepeatedKeys(IReadOnlyList<UniqueColumn> columns)
    {
        _columns = [.. columns.Select(column => (column, new Dictionary<UInt128, long>()))];
        _splitter = new(Take);
    }

    public IReadOnlyList<CsvProblem> Problems => _problems.List;

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
        if (!_hasHeader)
        {
            _hasHeader = true;
            return;
        }

        foreach ((UniqueColumn column, Dictionary<UInt128, long> lines) in _columns)
        {
            if (HashOf(CsvRecord.Raw(record, column.Place), record, column) is not { } key || lines.TryAdd(key, place.Line))
                continue;
            _problems.Add(
                CsvProblemKind.RepeatedKey,
                place,
                FormattableString.Invariant($"'{HeaderText.Shown(column.Header)}' is the same as in line {lines[key]}."));
        }
    }

    private UInt128? HashOf(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> record, UniqueColumn column)
    {
        if (raw is [(byte)'"', .. var inner, (byte)'"'] && !inner.Contains((byte)'"'))
            raw = inner;
        if (raw.IsEmpty)
            return null;

        // Most keys are as they are compared, and need not be decoded.
        if (!column.IsNumber && raw is [> 32 and < 127 and not (byte)'"', ..] and [.., > 32 and < 127])
            return _hash.Of(raw);
        string text = column.Normalize(CsvRecord.Text(record, column.Place));
        return text.Length > 0 ? _hash.Of(Encoding.UTF8.GetBytes(text)) : null;
    }
}
