using System.Globalization;
using System.Text;
using CsCheck;
using CsvHelper;
using CsvHelper.Configuration;
using Outreach.Bulk.Csv;
using Sylvan.Data.Csv;

using CsvDataReader = Sylvan.Data.Csv.CsvDataReader;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>The scanner agrees with two libraries that were not written here.</summary>
public class CsvOracleTests
{
    private static readonly Gen<string> s_cell = Gen.OneOf(
        Of("", "x", "\"", "\"\"", ",", "\n", "\r\n", "\r", "a,b", "say \"hi\"", "größe", "€", "😀", " ", "1\n2\n3"),
        Gen.String[Of('a', ',', '"', '\n', '\r', 'ß', ' '), 0, 12]);

    // Small pieces cut everything everywhere; large ones let clean records be passed 64 bytes at a time.
    private static readonly Gen<int[]> s_cuts = Gen.OneOf(Gen.Int[1, 9], Gen.Int[50, 400]).Array[1, 8];

    private static readonly Gen<(string[][] Rows, string NewLine, bool QuotesAll, bool EndsWithBreak, int[] Cuts)> s_file =
        from width in Gen.Int[1, 5]
        from rows in s_cell.Array[width].Array[2, 60]
        from newLine in Of("\n", "\r\n")
        from quotesAll in Gen.Bool
        from endsWithBreak in Gen.Bool
        from cuts in s_cuts
        select (rows.Select(Filled).ToArray(), newLine, quotesAll, endsWithBreak, cuts);

    private static readonly Gen<byte[]> s_soup = Gen.Select(
        Of("a,b\n", "a,b\r\n", "\uFEFFa,b\n", "a,b\r", ""),
        Gen.OneOf(
            Of(
                "Müller,1\n",
                "\"a\"\"b\r\nc\nd\re\",\"\"\n",
                "x,y\r\n",
                "\"\",\"€\"\r\n",
                ",\"\"\"\"\n",
                "x,y\nx,y\nx,y\nx,y\nx,y\nx,y\n\"\",\"\"\n",
                "x,y\nx,y\nx,y\nx,y\nx,y\nx,y\n,\n").Array[1, 12].Select(rows => Encoding.UTF8.GetBytes(string.Concat(rows))),
            Of<byte>((byte)'a', (byte)',', (byte)'"', (byte)'\n', (byte)'\r', 0, 0xC3, 0xA4, 0xE2, 0x82, 0xFF, 0xEF, 0xBB, 0xBF)
                .Array[0, 4]).Array[0, 12],
        (head, parts) => (byte[])[.. Encoding.UTF8.GetBytes(head), .. parts.SelectMany(part => part)]);

    [Fact]
    public void Records_and_header_are_those_that_Sylvan_and_CsvHelper_read() => s_file.Sample(file =>
    {
        string csv = Write(file.Rows, file.NewLine, file.QuotesAll, file.EndsWithBreak);
        CsvScanner scanner = ScanInPieces(Encoding.UTF8.GetBytes(csv), file.Cuts);
        Assert.Empty(scanner.Problems);
        Assert.Equal(file.Rows.Length - 1, scanner.Records);
        Assert.Equal(Sylvan(csv), (scanner.Header!.Count, scanner.Records));
        Assert.Equal(CsvHelper(csv), (string.Join('|', scanner.Header), scanner.Records));
    }, iter: 1_000);

    [Fact]
    public void What_is_found_does_not_depend_on_where_the_bytes_are_cut() =>
        Gen.Select(s_soup, s_cuts).Sample((bytes, cuts) =>
        {
            CsvScanner whole = CsvScannerTests.Scan(bytes, 1);
            CsvScanner cut = ScanInPieces(bytes, cuts);
            Assert.Equal(whole.Problems.Count, cut.Problems.Count);

            // At the bound it is chance which of the faults at one place is the last.
            if (whole.Problems.Count == CsvProblems.Most)
                return;
            Assert.Equal(InOrder(whole), InOrder(cut));
            Assert.Equal(whole.NewLine, cut.NewLine);
            Assert.Equal(whole.Records, cut.Records);
            Assert.Equal(whole.Header ?? [], cut.Header ?? []);
        }, iter: 2_000);

    // A record without content is blank, and the first one is the header.
    private static string[] Filled(string[] row, int at) =>
        at == 0 ? [.. row.Select((_, column) => $"h{column}")]
        : row.All(cell => BlankText.IsBlank(Encoding.UTF8.GetBytes(cell))) ? [.. row.Select((_, column) => $"r{column}")]
        : row;

    private static IEnumerable<CsvProblem> InOrder(CsvScanner scanner) =>
        scanner.Problems.OrderBy(problem => problem.Offset).ThenBy(problem => problem.Kind);

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static CsvScanner ScanInPieces(ReadOnlySpan<byte> bytes, int[] cuts)
    {
        CsvScanner scanner = new(CsvLimits.None);
        for (int piece = 0; !bytes.IsEmpty; piece++)
        {
            int length = Math.Min(cuts[piece % cuts.Length], bytes.Length);
            scanner.Push(bytes[..length]);
            bytes = bytes[length..];
        }

        scanner.Complete();
        return scanner;
    }

    private static string Write(string[][] rows, string newLine, bool quotesAll, bool endsWithBreak)
    {
        string text = string.Join(newLine, rows.Select(row => string.Join(',', row.Select(cell =>
            quotesAll || cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell))));
        return endsWithBreak ? text + newLine : text;
    }

    private static (int Width, long Records) Sylvan(string csv)
    {
        using CsvDataReader reader = CsvDataReader.Create(
            new StringReader(csv), new CsvDataReaderOptions { HasHeaders = true, Delimiter = ',', CsvStyle = CsvStyle.Standard });
        long records = 0;
        while (reader.Read())
            records++;
        return (reader.FieldCount, records);
    }

    private static (string Header, long Records) CsvHelper(string csv)
    {
        using CsvParser parser = new(
            new StringReader(csv), new CsvConfiguration(CultureInfo.InvariantCulture) { IgnoreBlankLines = false });
        Assert.True(parser.Read());
        string header = string.Join('|', parser.Record!);
        long records = 0;
        while (parser.Read())
            records++;
        return (header, records);
    }
}
