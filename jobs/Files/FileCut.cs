using Outreach.Bulk.Csv;
using Outreach.Bulk.Keys;
using Outreach.Bulk.Mappings;

namespace Outreach.Bulk.Jobs.Files;

/// <summary>
/// Looks through a whole file as an import does, before anything is sent, and cuts it into parts at records: one pass, behind a quick one
/// that counts the records. It is read again only where a key seems to be repeated.
/// </summary>
internal sealed class FileCut : IDisposable
{
    /// <summary>How many records a part has at most, unless something else is said.</summary>
    public const int DefaultRowsPerPart = 95_000;

    /// <summary>How many keys are kept in memory, about: 64 MiB of them.</summary>
    public const int DefaultKeysInMemory = 1 << 22;

    private const int MostSuspects = 1 << 10;

    private readonly CsvContent _content;
    private readonly string _name;
    private readonly CheckedColumn[] _columns;
    private readonly PartSizes _sizes;
    private readonly CsvScanner _scanner;
    private readonly CsvRecordSplitter _splitter;
    private readonly KeyHash _hash = new();
    private readonly KeyFingerprints _fingerprints;
    private readonly PartHashes _parts = new();
    private readonly List<(long From, long Line)> _starts = [];
    private byte[] _header = [];
    private long _taken;
    private long _nextCut;
    private long _split;
    private bool _hasNoNumber;

    private FileCut(
        CsvContent content, string name, CsvLimits limits, CheckedColumn[] columns, PartSizes sizes, int keysInMemory)
    {
        (_content, _name, _columns, _sizes) = (content, name, columns, sizes);
        _scanner = content.CreateScanner(limits);
        _splitter = new(Take, content.Lines);
        _fingerprints = new(keysInMemory);
    }

    /// <summary>Looks through a file and cuts it.</summary>
    /// <param name="file">The file. It is opened several times: a stream that cannot seek is used up by the first.</param>
    /// <param name="mapping">The mapping it is imported with.</param>
    /// <param name="options">The options each part is imported with.</param>
    /// <param name="rowsPerPart">
    /// The most records of a part; at least 1. Fewer where <see cref="ImportOptions.MaximumRows"/> is less.
    /// </param>
    /// <param name="keysInMemory">How many keys are kept in memory, about.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The parts.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="CsvException">Mapping and header do not fit, or the file cannot be read, is not sound or cannot be cut.</exception>
    public static async Task<FileParts> RunAsync(
        CsvFile file,
        ImportMapping mapping,
        ImportOptions options,
        int rowsPerPart = DefaultRowsPerPart,
        int keysInMemory = DefaultKeysInMemory,
        CancellationToken cancellationToken = default)
    {
        options.ThrowIfNotUsable(nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerPart, 1);
        SourceLines.ThrowIfNotCuttable(file);
        CsvContent content = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            IReadOnlyList<string> header = await CsvReading.ReadHeaderAsync(content, file.Name, cancellationToken).ConfigureAwait(false);
            mapping.ThrowIfNotUsable(header, options.AllowUnmappedHeaders);
            CheckedColumn[] columns = [.. KeyColumns.Checked(options.UniqueColumns, options.IgnoredDifferences, mapping, header)];
            long rows = await CountAsync(content, file.Name, cancellationToken).ConfigureAwait(false);
            PartSizes sizes = new(Math.Max(1, rows), Math.Min(rowsPerPart, options.MaximumRows));
            CsvLimits limits = new(long.MaxValue, options.MaximumCellBytes);
            using FileCut cut = new(content, file.Name, limits, columns, sizes, keysInMemory);
            await cut.ReadAsync(cancellationToken).ConfigureAwait(false);
            return await cut.FinishAsync(file, MayRepeat(mapping, columns), cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _fingerprints.Dispose();
        _parts.Dispose();
    }

    // Where nothing is known to be unique, any record may be another one's.
    private static bool MayRepeat(ImportMapping mapping, IReadOnlyList<CheckedColumn> columns)
    {
        HashSet<string> unique = [.. columns.Where(column => column.IsUnique).Select(column => column.Header)];
        return unique.Count == 0 || KeyColumns.Of(mapping).Any(key => !unique.Contains(key.Header));
    }

    private static async Task<long> CountAsync(CsvContent content, string name, CancellationToken cancellationToken)
    {
        RecordTally tally = new();
        PieceLine line = new(piece =>
        {
            tally.Push(piece);
            return true;
        });
        await line.RunAsync(content, name, () => false, cancellationToken).ConfigureAwait(false);
        return tally.Records;
    }

    private bool IsSound => _scanner.ProblemCount + _content.Problems.Count == 0;

    private CsvForm Form => new(_splitter.HasByteOrderMark, _scanner.NewLine);

    private Task ReadAsync(CancellationToken cancellationToken) =>
        new PieceLine(Scan, Split, Hash).RunAsync(_content, _name, () => _scanner.IsStopped, cancellationToken);

    // In a file that is not sound, records may not be what they seem, and its parts are not used.
    private bool Scan(ReadOnlySpan<byte> piece)
    {
        _scanner.Push(piece);
        return _scanner.ProblemCount == 0;
    }

    private bool Split(ReadOnlySpan<byte> piece)
    {
        _splitter.Push(piece);
        _split += piece.Length;
        return true;
    }

    private bool Hash(ReadOnlySpan<byte> piece)
    {
        _parts.Push(piece);
        return true;
    }

    private void Take(ReadOnlySpan<byte> record, CsvPlace place)
    {
        long number = _taken++;
        if (number == 0)
        {
            _header = record.ToArray();
            _nextCut = 1;
            return;
        }

        foreach (CheckedColumn column in _columns)
        {
            if (column.IsNumber && !KeyText.IsNumberOrEmpty(record, column))
                _hasNoNumber = true;
            else if (column.IsUnique && _hash.Of(record, column) is { } key)
                _fingerprints.Add(KeyHash.Fingerprint(key, column), place.Offset);
        }

        if (number == _nextCut)
        {
            _starts.Add((place.Offset, place.Line));
            _nextCut = 1 + _sizes.Before(_starts.Count);
        }

        // Its end is known before the record behind it has come whole.
        if (number + 1 == _nextCut && number < _sizes.Rows)
            _parts.CutAt(place.Offset + record.Length + Form.Break.Length, HeaderBytes());
    }

    private byte[] HeaderBytes() => [.. Form.Mark.Span, .. _header, .. Form.Break.Span];

    private async Task<FileParts> FinishAsync(CsvFile file, bool mayRepeat, CancellationToken cancellationToken)
    {
        bool wasSound = IsSound;
        if (!_scanner.IsStopped)
            _scanner.Complete();
        if (_scanner.ProblemCount == 0)
            _splitter.Complete();
        IReadOnlyList<CsvProblem> keys = await FindRepeatedAsync(cancellationToken).ConfigureAwait(false);
        if (!wasSound || _scanner.ProblemCount + keys.Count > 0)
            throw await _content.FaultyAsync(_name, [.. _scanner.Problems, .. keys], cancellationToken).ConfigureAwait(false);
        await _content.ThrowIfLongerAsync(_name, cancellationToken).ConfigureAwait(false);
        if (_scanner.Records != _sizes.Rows)
            throw CsvException.Changed(_name, _content.Length, "had other records when it was read again");
        _parts.Complete();

        (long[] offsets, long length) = file.Dialect.IsPlain
            ? ([.. _starts.Select(start => start.From)], _content.Length)
            : await SourceLines.FindAsync(file, _starts.Select(start => start.Line), cancellationToken).ConfigureAwait(false);
        if (offsets.Length != _starts.Count)
            throw CsvException.Changed(_name, length, "had other lines when it was read again");
        return new()
        {
            Length = length,
            Header = HeaderBytes(),
            HeaderLine = _content.Lines.Header,
            Rows = _sizes.Rows,
            MustRunInOrder = mayRepeat && offsets.Length > 1,
            Parts =
            [
                .. offsets.Select((from, at) => new FilePart(
                    at + 1,
                    from,
                    at + 1 < offsets.Length ? offsets[at + 1] : length,
                    _starts[at].Line,
                    _sizes.Before(at + 1) - _sizes.Before(at),
                    _parts.Parts[at].Length,
                    _parts.Parts[at].Sha256)),
            ],
        };
    }

    // Equal fingerprints are few, and mean nothing until the keys themselves were compared.
    private async Task<IReadOnlyList<CsvProblem>> FindRepeatedAsync(CancellationToken cancellationToken)
    {
        List<CsvProblem> problems = [];
        long? after = -1;
        while (after is { } place && problems.Count < CsvProblems.Most)
        {
            (HashSet<ulong> suspects, after) = _fingerprints.FindRepeated(place, MostSuspects);
            if (suspects.Count == 0 && !_hasNoNumber)
                break;
            KeyCheck check = new(_columns, _content.Lines, _hash, suspects);
            await LookAgainAsync(check, cancellationToken).ConfigureAwait(false);
            problems.AddRange(check.Problems.Where(problem => place < 0 || problem.Kind == CsvProblemKind.RepeatedKey));
        }

        return problems;
    }

    private async Task LookAgainAsync(KeyCheck check, CancellationToken cancellationToken)
    {
        long at = 0;
        PieceLine line = new(piece =>
        {
            if (at < _split)
                check.Push(piece);
            at += piece.Length;
            return true;
        });
        await line.RunAsync(_content, _name, () => false, cancellationToken).ConfigureAwait(false);
        if (_scanner.ProblemCount == 0)
            check.Complete();
    }
}
