namespace Outreach.Bulk.Csv;

/// <summary>
/// The faults of one file, up to a bound: a file of another kind has one at every byte. Equal faults of records that follow each other
/// are one, and what to do about a kind of fault is said at the first of them.
/// </summary>
internal sealed class CsvProblems
{
    public const int Most = 20;
    public const string NoUtf8 = "bytes that are no UTF-8.";
    public const string Utf8Remedy = "Save the file as CSV UTF-8, or say what it is: " + nameof(CsvFile) + "." + nameof(CsvFile.ReadAs)
        + "(encoding: …), with CodePagesEncodingProvider.Instance.GetEncoding(1252) for what Excel calls CSV.";

    private readonly List<Run> _runs = [];

    public IReadOnlyList<CsvProblem> List => [.. _runs.Select(run => run.ToProblem())];

    public int Count => _runs.Count;

    public bool IsFull => _runs.Count == Most;

    /// <summary>Adds a fault, or makes a run longer.</summary>
    /// <param name="kind">What is wrong.</param>
    /// <param name="place">Where.</param>
    /// <param name="detail">The fault in words; one in other words is no part of a run.</param>
    /// <param name="record">Which record of the file it is about.</param>
    /// <param name="remedy">What to do.</param>
    /// <param name="many">A run of such faults in words, where they are other ones.</param>
    public void Add(CsvProblemKind kind, CsvPlace place, string detail, long record, string remedy = "", string? many = null)
    {
        Run? last = _runs.FindLast(run => run.Kind == kind);
        if (last is not null && last.Detail == detail && record - last.LastRecord is 0 or 1)
        {
            (last.LastRecord, last.LastLine) = (record, place.Line);
            return;
        }

        if (!IsFull)
            _runs.Add(new(kind, place, detail, last is null ? remedy : "", many ?? detail) { LastRecord = record, LastLine = place.Line });
    }

    /// <summary>Says the last fault in other words, if it is this one.</summary>
    public void Reword(CsvProblemKind kind, long offset, string detail)
    {
        if (_runs is [.., var last] && last.Kind == kind && last.Offset == offset)
            last.Reworded = detail;
    }

    private sealed class Run(CsvProblemKind kind, CsvPlace place, string detail, string remedy, string many)
    {
        public CsvProblemKind Kind => kind;

        public string Detail => detail;

        public long Offset => place.Offset;

        public string? Reworded { get; set; }

        public required long LastRecord { get; set; }

        public required long LastLine { get; set; }

        public CsvProblem ToProblem()
        {
            string said = Reworded ?? (LastLine > place.Line ? many : detail);
            return new(kind, remedy.Length == 0 ? said : $"{said} {remedy}")
            {
                Line = place.Line,
                LastLine = LastLine > place.Line ? LastLine : null,
                Column = place.Column,
                Offset = place.Offset,
            };
        }
    }
}

/// <summary>A place in a file: line and column from 1, offset from 0, in bytes.</summary>
internal readonly record struct CsvPlace(long Line, long Column, long Offset);

/// <summary>Where the lines of what is read start in the file, from 1.</summary>
/// <param name="Header">The number of the first line.</param>
/// <param name="Records">That of the first line behind the header, where others lie between them; null where none do.</param>
internal readonly record struct CsvLines(long Header, long? Records = null)
{
    public static CsvLines OfWholeFile { get; } = new(1);
}
