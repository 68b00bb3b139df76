using System.Globalization;
using System.Text;
using CsCheck;
using CsvHelper;
using CsvHelper.Configuration;
using Outreach.Bulk.Csv;

namespace Outreach.Bulk.Jobs.Tests.Files;

/// <summary>Sound CSV files of any kind, and what a parser that was not written here makes of them.</summary>
internal static class CsvText
{
    private static readonly Gen<string> s_cell = Gen.OneOf(
        Of("", "x", "\"", "\"\"", ",", ";", "\n", "\r\n", "\r", "a,b;c", "say \"hi\"", "größe", "ÿþ", " ", "1\n2\r\n3", "sep=;"),
        Gen.String[Of('a', ',', ';', '"', '\n', '\r', 'ß', ' '), 0, 12]);

    /// <summary>The cells of a file, the header first, its line break, and whether it ends with one.</summary>
    public static Gen<(string[][] Rows, string NewLine, bool EndsWithBreak)> Tables { get; } =
        from width in Gen.Int[2, 4]
        from rows in s_cell.Array[width].Array[2, 40]
        from newLine in Of("\n", "\r\n", "\r")
        from endsWithBreak in Gen.Bool
        select (rows.Select(Filled).ToArray(), newLine, endsWithBreak);

    public static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    public static string Write(string[][] rows, string newLine, bool endsWithBreak, char separator = ',')
    {
        SearchMarks marks = new(separator);
        string text = string.Join(newLine, rows.Select(row => string.Join(separator, row.Select(marks.Quote))));
        return endsWithBreak ? text + newLine : text;
    }

    /// <summary>Cells, and the line each record starts in, by CsvHelper.</summary>
    public static (string[] Cells, long Line)[] Parse(string csv)
    {
        using CsvParser parser = new(
            new StringReader(csv), new CsvConfiguration(CultureInfo.InvariantCulture) { IgnoreBlankLines = false });
        List<(string[], long)> records = [];
        long line = 1;
        while (parser.Read())
        {
            records.Add((parser.Record!, line));
            line += Breaks(parser.RawRecord);
        }

        return [.. records];
    }

    public static async Task<byte[]> ReadAsync(CsvFile file, int pieceSize)
    {
        CsvContent content = await file.OpenAsync(default);
        await using (content)
        {
            await content.MeasureAsync(file.Name, default);
            content.Rewind();
            using MemoryStream all = new();
            byte[] piece = new byte[pieceSize];
            for (int length; (length = await content.FillAsync(piece, file.Name, default)) > 0;)
                all.Write(piece, 0, length);
            Assert.Equal(content.Length, all.Length);
            return all.ToArray();
        }
    }

    /// <summary>The lines that a part's records start in, as the runtime tells them.</summary>
    public static async Task<IReadOnlyList<long>> LinesAsync(CsvFile file)
    {
        List<long> lines = [];
        CsvContent content = await file.OpenAsync(default);
        await using (content)
            await CsvReading.ReadRecordsAsync(content, file.Name, (_, place) => lines.Add(place.Line), default);
        return lines;
    }

    private static long Breaks(string text) => text.Replace("\r\n", "\n").Count(letter => letter is '\r' or '\n');

    // A record without content is blank, the first one is the header, and one like it would be the header again.
    private static string[] Filled(string[] row, int at) =>
        at == 0 ? [.. row.Select((_, column) => $"h{column}")]
        : row.All(cell => BlankText.IsBlank(Encoding.UTF8.GetBytes(cell))) ? [.. row.Select((_, column) => $"r{column}")]
        : row;

    private sealed class SearchMarks(char separator)
    {
        public string Quote(string cell) =>
            cell.AsSpan().ContainsAny([separator, '"', '\r', '\n']) ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
    }
}

/// <summary>A mapping of any columns.</summary>
internal sealed class AnyMapping : ImportMapping<AnyField>
{
    public static AnyMapping Of(params string[] keys)
    {
        AnyMapping mapping = new();
        foreach (string key in keys)
            mapping.AddUnchecked(key, "customId");
        return mapping;
    }

    protected override BulkAction Action => new("accountsImport", "imports/actions/accountsImport");

    protected override string ApiNameOf(AnyField field) => throw new NotSupportedException();

    protected override bool IsReadOnly(AnyField field) => false;
}

internal enum AnyField
{
    None = 0,
}
