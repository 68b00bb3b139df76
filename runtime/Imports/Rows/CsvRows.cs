namespace Outreach.Bulk;

/// <summary>Rows of a type marked <see cref="OutreachCsvRowAttribute"/>, apart from an import.</summary>
public static class CsvRows
{
    // A system call for each few hundred rows.
    private const int FlushSize = 1 << 16;

    /// <summary>Writes rows as a CSV file, header first: what an import of the same rows uploads.</summary>
    /// <typeparam name="TRow">The type of the rows.</typeparam>
    /// <param name="stream">The stream; it is not disposed, nor flushed.</param>
    /// <param name="rows">The rows. They are read once, one at a time.</param>
    /// <param name="format">How values become cells. Default: as <c>new()</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many rows there were.</returns>
    /// <exception cref="ArgumentException">The format cannot be used.</exception>
    /// <exception cref="CsvRowException">A row cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<long> WriteAsync<TRow>(
        Stream stream, IAsyncEnumerable<TRow> rows, CsvRowFormat? format = null, CancellationToken cancellationToken = default)
        where TRow : ICsvRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(rows);
        format ??= new();
        format.ThrowIfNotUsable(nameof(format));
        return WriteAsync(rows, format, long.MaxValue, (bytes, _) => stream.WriteAsync(bytes, cancellationToken), cancellationToken);
    }

    /// <summary>The mapping of the columns of a type of rows, for what takes a file of them and a mapping.</summary>
    /// <typeparam name="TRow">The type of the rows.</typeparam>
    /// <returns>A new mapping.</returns>
    public static ImportMapping MappingOf<TRow>()
        where TRow : ICsvRow<TRow> => TRow.CreateMapping();

    /// <param name="rows">The rows.</param>
    /// <param name="format">A format that can be used.</param>
    /// <param name="maximumRows">The most rows; one more ends it, as an endless source would fill a disk.</param>
    /// <param name="write">Takes bytes, and how many rows were written by then.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static async Task<long> WriteAsync<TRow>(
        IAsyncEnumerable<TRow> rows, CsvRowFormat format, long maximumRows, Func<ReadOnlyMemory<byte>, long, ValueTask> write, CancellationToken cancellationToken)
        where TRow : ICsvRow<TRow>
    {
        CsvRowWriter writer = new(TRow.Header, format);
        try
        {
            writer.WriteHeader();
            await foreach (TRow row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Write(row, writer, maximumRows);
                if (writer.Written.Length < FlushSize)
                    continue;
                await write(writer.Written, writer.Rows).ConfigureAwait(false);
                writer.Clear();
            }

            await write(writer.Written, writer.Rows).ConfigureAwait(false);
            return writer.Rows;
        }
        finally
        {
            writer.Release();
        }
    }

    private static void Write<TRow>(TRow row, CsvRowWriter writer, long maximumRows)
        where TRow : ICsvRow<TRow>
    {
        writer.StartRow();
        if (writer.Rows > maximumRows)
        {
            throw CsvRowException.Whole(
                writer.Rows, FormattableString.Invariant($"is one too many; an import takes at most {maximumRows} ({nameof(ImportOptions)}.{nameof(ImportOptions.MaximumRows)})."));
        }

        if (row is null)
            throw CsvRowException.Whole(writer.Rows, "is null.");
        TRow.Write(row, writer);
        writer.EndRow();
    }
}
