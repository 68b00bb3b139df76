namespace Outreach.Bulk.Csv;

/// <summary>An open CSV file. Its length is fixed here: it is announced before the file is read.</summary>
internal sealed class CsvContent(Stream stream, long start, long end, bool ownsStream) : IAsyncDisposable
{
    private long _read;

    public long Length { get; } = end - start;

    public void Rewind()
    {
        stream.Position = start;
        _read = 0;
    }

    /// <summary>Fills the buffer, or reads to the length that was fixed.</summary>
    /// <exception cref="CsvException">The file is shorter by now, or cannot be read.</exception>
    public async ValueTask<int> FillAsync(Memory<byte> buffer, string name, CancellationToken cancellationToken)
    {
        int wanted = (int)Math.Min(buffer.Length, Length - _read);
        int filled = 0;
        while (filled < wanted)
        {
            int count = await ReadAsync(buffer[filled..wanted], name, cancellationToken).ConfigureAwait(false);
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

    public ValueTask DisposeAsync() => ownsStream ? stream.DisposeAsync() : default;

    private async ValueTask<int> ReadAsync(Memory<byte> buffer, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (CsvException.IsOfReading(exception))
        {
            throw CsvException.CannotRead(name, exception);
        }
    }
}
