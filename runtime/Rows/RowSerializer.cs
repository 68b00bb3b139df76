namespace Outreach.Bulk.Rows;

/// <summary>Writes typed rows as a CSV file, header first, and hands its bytes on in pieces.</summary>
internal static class RowSerializer
{
    // A system call for each few hundred rows.
    private const int FlushSize = 1 << 16;

    /// <param name="rows">The rows.</param>
    /// <param name="format">A format that can be used.</param>
    /// <param name="maximumRows">The most rows; one more ends it, as an endless source would fill a disk.</param>
    /// <param name="write">Takes bytes, and how many rows were written by then.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many rows there were.</returns>
    /// <exception cref="CsvException">A row cannot be written, or is one too many.</exception>
    public static async Task<long> WriteAsync<TRow>(
        IAsyncEnumerable<TRow> rows,
        CsvRowFormat format,
        long maximumRows,
        Func<ReadOnlyMemory<byte>, long, ValueTask> write,
        CancellationToken cancellationToken)
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
            throw CsvException.BadRow(
                CsvProblemKind.TooManyRecords,
                writer.Rows,
                FormattableString.Invariant($"is one too many; an import takes at most {maximumRows} (ImportOptions.MaximumRows). ")
                + "Import the rows in parts.");
        }

        if (row is null)
            throw CsvException.BadRow(CsvProblemKind.NullRow, writer.Rows, "is null.");
        TRow.Write(row, writer);
        writer.EndRow();
    }
}
