using System.Globalization;
using System.Text;
using CsCheck;
using CsvHelper;
using CsvHelper.Configuration;
using Outreach.Bulk.Csv;
using Outreach.Bulk.Tests.Support;
using Sylvan.Data.Csv;

using CsvDataReader = Sylvan.Data.Csv.CsvDataReader;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>What is written of rows is what two libraries that were not written here read, and our own scanner.</summary>
public class CsvRowOracleTests
{
    private static readonly Gen<string> s_text = Gen.OneOf(
        Of("", "x", "\"", "\"\"", ",", "\n", "\r\n", "\r", "a,b"),
        Of("say \"hi\"", "größe", "€", "😀", " ", "\t", " x ", "\uFEFF", "\u00A0", "1\n2\r\n3"),
        Gen.String[Of('a', ',', '"', '\n', '\r', 'ß', ' ', '\uFFFF'), 0, 40],
        Gen.String.Where(text => !text.Contains('\0') && IsWhole(text)));

    private static readonly Gen<string[][]> s_rows =
        from width in Gen.Int[1, 5]
        from rows in s_text.Array[width].Array[1, 60]
        select rows.Select(row => row.All(cell => BlankText.IsBlank(Encoding.UTF8.GetBytes(cell))) ? [.. row[..^1], "filled"] : row).ToArray();

    [Fact]
    public Task Any_text_is_read_again_by_CsvHelper_and_Sylvan_and_our_own_scanner() => s_rows.SampleAsync(async rows =>
    {
        string[] header = [.. rows[0].Select((_, column) => $"h{column}")];
        TextRow.Header = header;
        byte[] written = Encoding.UTF8.GetBytes(await CsvRowWriterTests.WriteAsync([.. rows.Select(row => new TextRow(row))]));

        Assert.Equal([header, .. rows], CsvHelper(written));
        Assert.Equal(rows, Sylvan(written));
        Assert.Equal([header, .. rows], Own(written));
    }, iter: 2_000);

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static bool IsWhole(string text) => Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(text)) == text;

    private static List<string[]> CsvHelper(byte[] written)
    {
        using CsvParser parser = new(
            new StreamReader(new MemoryStream(written)), new CsvConfiguration(CultureInfo.InvariantCulture) { IgnoreBlankLines = false });
        List<string[]> rows = [];
        while (parser.Read())
            rows.Add([.. parser.Record!]);
        return rows;
    }

    private static List<string[]> Sylvan(byte[] written)
    {
        using CsvDataReader reader = CsvDataReader.Create(
            new StreamReader(new MemoryStream(written)),
            new CsvDataReaderOptions
            {
                HasHeaders = true,
                Delimiter = ',',
                CsvStyle = CsvStyle.Standard,
                Comment = '\0',
                BufferSize = 1 << 20,
            });
        List<string[]> rows = [];
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return rows;
    }

    private static List<string[]> Own(byte[] written)
    {
        CsvScanner scanner = new(CsvLimits.None, isOfRows: true);
        scanner.Push(written);
        scanner.Complete();
        Assert.Empty(scanner.Problems);
        Assert.Equal(CsvNewLine.CarriageReturnLineFeed, scanner.NewLine);
        List<string[]> rows = [];
        CsvRecordSplitter splitter = new((record, _) =>
        {
            List<string> cells = [];
            for (int column = 0; CsvRecord.StartOf(record, column) >= 0; column++)
                cells.Add(CsvRecord.Text(record, column));
            rows.Add([.. cells]);
        });
        splitter.Push(written);
        splitter.Complete();
        return rows;
    }
}
