using Outreach.Bulk.Csv;

namespace Outreach.Bulk.Rows;

/// <summary>Rows in a temporary file, whose length must be known before it is sent. It is gone when it is closed.</summary>
internal static class RowSpool
{
    public const string FileName = "rows.csv";

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
        FileStream spool = Create();
        try
        {
            await RowSerializer.WriteAsync(rows, format, maximumRows, WriteAsync, cancellationToken).ConfigureAwait(false);
            return new(spool, 0, spool.Length, ownsStream: true) { IsOfRows = true };
        }
        catch
        {
            await spool.DisposeAsync().ConfigureAwait(false);
            throw;
        }

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

    private static FileStream Create()
    {
        try
        {
            return SpoolFile.Create();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CsvException.CannotSpool(exception);
        }
    }
}
