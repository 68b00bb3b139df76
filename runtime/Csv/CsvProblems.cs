namespace Outreach.Bulk.Csv;

/// <summary>The faults of one file, up to a bound: a file of another kind has one at every byte.</summary>
internal sealed class CsvProblems
{
    public const int Most = 20;

    private readonly List<CsvProblem> _list = [];

    public IReadOnlyList<CsvProblem> List => _list;

    public int Count => _list.Count;

    public bool IsFull => _list.Count == Most;

    public void Add(CsvProblemKind kind, CsvPlace place, string detail)
    {
        if (!IsFull)
            _list.Add(new(kind, detail) { Line = place.Line, Column = place.Column, Offset = place.Offset });
    }
}

/// <summary>A place in a file: line and column from 1, offset from 0, in bytes.</summary>
internal readonly record struct CsvPlace(long Line, long Column, long Offset);
