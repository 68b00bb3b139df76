namespace Outreach.Bulk.Csv;

/// <summary>
/// An open CSV file, as it is sent: its length is fixed before it is read in earnest, since it is announced. A file that is converted is
/// measured for it.
/// </summary>
internal sealed class CsvContent : IAsyncDisposable
{
    private const int PieceSize = 1 << 16;

    private readonly Stream _stream;
    private readonly long _start;
    private readonly bool _ownsStream;
    private readonly ConvertedStream? _converted;
    private bool _isMeasured;
    private long _read;

    public CsvContent(Stream stream, long start, long end, bool ownsStream)
    {
        (_stream, _start, _ownsStream) = (stream, start, ownsStream);
        Length = end - start;
        _isMeasured = true;
    }

    private CsvContent(ConvertedStream stream)
        : this(stream, 0, 0, ownsStream: true)
    {
        _converted = stream;
        _isMeasured = false;
        Lines = new(stream.FirstLine);
    }

    /// <summary>How many bytes are sent; 0 until a file that is converted was measured.</summary>
    public long Length { get; private set; }

    /// <summary>Where its lines start.</summary>
    public CsvLines Lines { get; init; } = CsvLines.OfWholeFile;

    /// <summary>Whether it was written of typed rows.</summary>
    public bool IsOfRows { get; init; }

    /// <summary>What a part of it is read from; whoever takes an owned stream disposes of it instead.</summary>
    public (Stream Stream, long Start, bool IsOwned) Source => (_stream, _start, _ownsStream);

    /// <summary>What could not be converted of what was read since the start, by its place in what is sent.</summary>
    public IReadOnlyList<CsvProblem> Problems => _converted?.Problems.List ?? [];

    /// <summary>The same file, converted by the dialect if they say that it must be.</summary>
    public async ValueTask<CsvContent> ConvertAsync(CsvDialect dialect, string name, CancellationToken cancellationToken)
    {
        if (dialect.IsPlain)
            return this;
        try
        {
            return new(await ConvertedStream.OpenAsync(_stream, _start, _ownsStream, dialect, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (CsvException.IsOfReading(exception))
        {
            throw CsvException.CannotRead(name, exception);
        }
    }

    /// <summary>Makes a scanner of it, which is to be given all of it from the start.</summary>
    public CsvScanner CreateScanner(CsvLimits limits) => new(limits, Lines, IsOfRows);

    public void Rewind()
    {
        _stream.Position = _start;
        _read = 0;
    }

    /// <summary>Fixes the length.</summary>
    /// <exception cref="CsvException">The file cannot be read.</exception>
    public async ValueTask MeasureAsync(string name, CancellationToken cancellationToken)
    {
        if (_isMeasured)
            return;
        Rewind();
        byte[] piece = new byte[PieceSize];
        long length = 0;
        for (int count = -1; count != 0; length += count)
            count = await ReadAsync(piece, name, cancellationToken).ConfigureAwait(false);
        Length = length;
        _isMeasured = true;
        piece.AsSpan().Clear();
    }

    /// <summary>Fills the buffer, or reads to the length that was fixed.</summary>
    /// <exception cref="CsvException">The file is shorter by now, or cannot be read.</exception>
    public async ValueTask<int> FillAsync(Memory<byte> buffer, string name, CancellationToken cancellationToken)
    {
        int wanted = _isMeasured ? (int)Math.Min(buffer.Length, Length - _read) : buffer.Length;
        int filled = 0;
        while (filled < wanted)
        {
            int count = await ReadAsync(buffer[filled..wanted], name, cancellationToken).ConfigureAwait(false);
            if (count == 0 && !_isMeasured)
                break;
            if (count == 0)
                throw CsvException.Changed(name, Length, FormattableString.Invariant($"it ends after {_read + filled}"));
            filled += count;
        }

        _read += filled;
        return filled;
    }

    /// <summary>Refuses a file that goes on behind the length that was fixed.</summary>
    /// <exception cref="CsvException">The file is longer by now, or cannot be read.</exception>
    public async ValueTask ThrowIfLongerAsync(string name, CancellationToken cancellationToken)
    {
        if (await ReadAsync(new byte[1], name, cancellationToken).ConfigureAwait(false) > 0)
            throw CsvException.Changed(name, Length, "it goes on behind them");
    }

    /// <summary>
    /// Places faults in the file as it is, together with those of its conversion. What was read of it is forgotten. Of a part only lines
    /// and columns are reported, once the rest of it has shown that it is still what was planned.
    /// </summary>
    /// <exception cref="CsvException">The file cannot be read.</exception>
    public async ValueTask<CsvException> FaultyAsync(string name, IEnumerable<CsvProblem> problems, CancellationToken cancellationToken)
    {
        if (Lines.Records is not null)
        {
            await ReadRestAsync(name, cancellationToken).ConfigureAwait(false);
            return CsvException.Faulty(name, problems.OrderBy(problem => problem.Offset).Select(problem => problem with { Offset = null }));
        }

        if (_converted is null)
            return CsvException.Faulty(name, problems);
        CsvProblem[] own = [.. _converted.Problems.List];

        // Of what was not converted nothing else is known.
        CsvProblem[] found = _converted.IsRefused ? [] : [.. problems.OrderBy(problem => problem.Offset)];
        CsvPlace[] places = [.. found.Select(problem => new CsvPlace(problem.Line ?? 1, problem.Column ?? 1, problem.Offset ?? 0))];
        IReadOnlyList<long> columns;
        try
        {
            columns = await _converted.FindColumnsAsync(places, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (CsvException.IsOfReading(exception))
        {
            throw CsvException.CannotRead(name, exception);
        }

        // A file that changed meanwhile may lack the place.
        IEnumerable<CsvProblem> placed =
            found.Select((problem, at) => problem with { Column = at < columns.Count ? columns[at] : problem.Column });
        return CsvException.Faulty(name, own.Concat(placed).OrderBy(problem => problem.Offset).Select(problem => problem with { Offset = null }));
    }

    public ValueTask DisposeAsync() => _ownsStream ? _stream.DisposeAsync() : default;

    private async ValueTask ReadRestAsync(string name, CancellationToken cancellationToken)
    {
        byte[] piece = new byte[PieceSize];
        while (await FillAsync(piece, name, cancellationToken).ConfigureAwait(false) > 0)
        {
        }

        piece.AsSpan().Clear();
    }

    private async ValueTask<int> ReadAsync(Memory<byte> buffer, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await _stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (CsvException.IsOfReading(exception))
        {
            throw CsvException.CannotRead(name, exception);
        }
    }
}
