using System.Text;
using Outreach.Bulk.Mappings;

namespace Outreach.Bulk.Failures;

/// <summary>Writes failed rows for people to open: every cell is quoted, and none is taken for a formula.</summary>
internal static class SpreadsheetCsv
{
    public static async Task WriteAsync(FailedCsv source, IEnumerable<FailedRow> rows, Stream target, CancellationToken cancellationToken)
    {
        // Without the mark, spreadsheets take the file for something else than UTF-8.
        await target.WriteAsync(Encoding.UTF8.Preamble.ToArray(), cancellationToken).ConfigureAwait(false);
        await WriteRowAsync(source.OwnNames, ReportColumns.Error, ReportColumns.Line).ConfigureAwait(false);
        foreach (FailedRow row in rows)
            await WriteRowAsync(row.ReadCells().Take(source.OwnNames.Count), row.Error, source.LineOf(row)).ConfigureAwait(false);

        async Task WriteRowAsync(IEnumerable<string> cells, string error, string line)
        {
            string text = string.Join(',', cells.Append(error).Append(line).Select(Cell));
            await target.WriteAsync(Encoding.UTF8.GetBytes(text + "\r\n"), cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Cell(string text) => $"\"{Inert(text).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Inert(string text) =>
        text is ['\t' or '\r' or '\n', ..] || text.AsSpan().TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..]
            ? "'" + text
            : text;
}
