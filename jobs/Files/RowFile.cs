using Outreach.Bulk.Rows;

namespace Outreach.Bulk.Jobs.Files;

/// <summary>Typed rows of a job: they are written once, to a file that belongs to the job and is deleted when it ends.</summary>
internal static class RowFile
{
    /// <summary>Writes the rows. Where that fails no file is left.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="path">Where to; there must be no such file. Only its owner may read it.</param>
    /// <param name="format">How values become cells.</param>
    /// <param name="onRowsWritten">Told how many rows were written so far.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The file, to be cut as any other, with the mapping of the row's type.</returns>
    /// <exception cref="CsvException">A row cannot be written, or the file cannot.</exception>
    public static Task<CsvFile> WriteAsync<TRow>(
        IAsyncEnumerable<TRow> rows, string path, CsvRowFormat format, Action<long>? onRowsWritten, CancellationToken cancellationToken)
        where TRow : ICsvRow<TRow> => RowSpool.WriteKeptAsync(rows, path, format, onRowsWritten, cancellationToken);

    /// <summary>Whether a file was written here.</summary>
    public static bool IsOfRows(CsvFile file) => file.IsOfRows;

    /// <summary>The file of rows that were written before, in this process or another.</summary>
    public static CsvFile At(string path) => CsvFile.OfRows(path, RowSpool.FileName);

    /// <summary>Deletes the file, if it is there.</summary>
    public static void Delete(string path) => File.Delete(path);
}
