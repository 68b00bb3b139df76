using System.Globalization;
using System.Text;
using Outreach.Bulk.Csv;
using Outreach.Bulk.Mappings;

namespace Outreach.Bulk.Failures;

/// <summary>Writes failed rows as the file had them, with two columns behind them that say what is wrong.</summary>
internal sealed class FailedCsv
{
    private readonly CsvForm _form;
    private readonly byte[] _header;
    private readonly int _width;
    private readonly bool _isReport;

    public FailedCsv(CsvForm form, byte[] header)
    {
        _form = form;
        _header = header;
        string[] names = CsvHeader.Decode(header);
        _isReport = names is [_, .., ReportColumns.Error, ReportColumns.Line];
        _width = _isReport ? names.Length - 2 : names.Length;
        OwnNames = names[.._width];
    }

    /// <summary>The file's own columns, without those of a report that it may be.</summary>
    public IReadOnlyList<string> OwnNames { get; }

    public void ThrowIfColumnsExist()
    {
        if (OwnNames.FirstOrDefault(ReportColumns.Contains) is { } name)
        {
            throw new InvalidOperationException(
                $"The file has a column '{name}' among its own, so the report can have none. "
                + $"Write it without errors, or move {ReportColumns.Error} and {ReportColumns.Line} to the file's end.");
        }
    }

    /// <summary>The line in the file that came first, where the file is itself a report. Empty without a file.</summary>
    public string LineOf(FailedRow row) => _isReport && CsvRecord.Text(row.Bytes.Span, _width + 1) is { Length: > 0 } line
        ? line
        : row.Line?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>A cell with this text, without NUL, which an import refuses.</summary>
    public static string Cell(string text)
    {
        text = text.Replace("\0", "", StringComparison.Ordinal);
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    public async Task WriteAsync(
        IEnumerable<FailedRow> rows, Stream target, bool withHeader, bool withErrors, CancellationToken cancellationToken)
    {
        if (withHeader)
        {
            await target.WriteAsync(_form.Mark, cancellationToken).ConfigureAwait(false);
            await WriteRowAsync(_header, ReportColumns.Error, ReportColumns.Line).ConfigureAwait(false);
        }

        foreach (FailedRow row in rows)
            await WriteRowAsync(row.Bytes, row.Error, LineOf(row)).ConfigureAwait(false);

        async Task WriteRowAsync(ReadOnlyMemory<byte> bytes, string error, string line)
        {
            await target.WriteAsync(Own(bytes), cancellationToken).ConfigureAwait(false);
            if (withErrors)
                await target.WriteAsync(Encoding.UTF8.GetBytes($",{Cell(error)},{Cell(line)}"), cancellationToken).ConfigureAwait(false);
            await target.WriteAsync(_form.Break, cancellationToken).ConfigureAwait(false);
        }
    }

    private ReadOnlyMemory<byte> Own(ReadOnlyMemory<byte> record) =>
        _isReport ? record[..(CsvRecord.StartOf(record.Span, _width) - 1)] : record;
}
