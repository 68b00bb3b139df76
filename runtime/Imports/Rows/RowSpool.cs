namespace Outreach.Bulk;

/// <summary>Rows in a temporary file, whose length must be known before it is sent. It is gone when it is closed.</summary>
internal static class RowSpool
{
    public const string FileName = "rows.csv";

    public static async Task<CsvContent> WriteAsync<TRow>(
        IAsyncEnumerable<TRow> rows, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
        where TRow : ICsvRow<TRow>
    {
        FileStream spool = Create();
        try
        {
            await CsvRows.WriteAsync(rows, options.RowFormat, options.MaximumRows, WriteAsync, cancellationToken).ConfigureAwait(false);
            return new(spool, 0, spool.Length, ownsStream: true);
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
                throw CsvFileException.CannotSpool(exception);
            }

            progress?.Report(new(ImportPhase.Preparing, 0, 0, written, null));
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
            throw CsvFileException.CannotSpool(exception);
        }
    }
}
