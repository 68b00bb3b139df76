using Outreach.Bulk.Csv;

namespace Outreach.Bulk.Rows;

/// <summary>Rows in a file, whose length must be known before it is sent.</summary>
internal static class RowSpool
{
    public const string FileName = "rows.csv";

    /// <summary>Writes rows to a temporary file that is gone when it is closed.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="format">A format that can be used.</param>
    /// <param name="maximumRows">The most rows.</param>
    /// <param name="onRowsWritten">Told how many rows were written so far.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The file, open.</returns>
    /// <exception cref="CsvException">A row cannot be written, or the file cannot.</exception>
    public static async Task<CsvContent> WriteAsync<TRow>(
        IAsyncEnumerable<TRow> rows,
        CsvRowFormat format,
        long maximumRows,
        Action<long>? onRowsWritten,
        CancellationToken cancellationToken)
        where TRow : ICsvRow<TRow>
    {
        FileStream spool = OrCannotSpool(SpoolFile.Create);
        try
        {
            await WriteAsync(rows, spool, format, maximumRows, onRowsWritten, cancellationToken).ConfigureAwait(false);
            return new(spool, 0, spool.Length, ownsStream: true) { IsOfRows = true };
        }
        catch
        {
            await spool.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Writes rows to a file that stays, and is on the disk when this ends. If it fails, there is no file.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="path">Where to; there must be no such file.</param>
    /// <param name="format">A format that can be used.</param>
    /// <param name="onRowsWritten">Told how many rows were written so far.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The file.</returns>
    /// <exception cref="CsvException">A row cannot be written, or the file cannot.</exception>
    public static async Task<CsvFile> WriteKeptAsync<TRow>(
        IAsyncEnumerable<TRow> rows, string path, CsvRowFormat format, Action<long>? onRowsWritten, CancellationToken cancellationToken)
        where TRow : ICsvRow<TRow>
    {
        FileStream spool = OrCannotSpool(() => SpoolFile.CreateKept(path));
        try
        {
            await using (spool.ConfigureAwait(false))
            {
                await WriteAsync(rows, spool, format, long.MaxValue, onRowsWritten, cancellationToken).ConfigureAwait(false);
                OrCannotSpool(() =>
                {
                    spool.Flush(flushToDisk: true);
                    return spool;
                });
            }

            return CsvFile.OfRows(path, FileName);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static Task<long> WriteAsync<TRow>(
        IAsyncEnumerable<TRow> rows,
        FileStream spool,
        CsvRowFormat format,
        long maximumRows,
        Action<long>? onRowsWritten,
        CancellationToken cancellationToken)
        where TRow : ICsvRow<TRow>
    {
        return RowSerializer.WriteAsync(rows, format, maximumRows, WriteAsync, cancellationToken);

        // What the source of the rows throws is its own; a full disk is ours.
        async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, long written)
        {
            try
            {
                await spool.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw CsvException.CannotSpool(exception);
            }

            onRowsWritten?.Invoke(written);
        }
    }

    private static FileStream OrCannotSpool(Func<FileStream> use)
    {
        try
        {
            return use();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CsvException.CannotSpool(exception);
        }
    }
}
