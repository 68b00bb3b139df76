using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Outreach.Bulk.Jobs.Files;

namespace Outreach.Bulk.Jobs.Tests.Files;

/// <summary>A file is cut at records: all of them are sent, each once, in order and with its line.</summary>
public class FileCutTests
{
    private static readonly ImportOptions s_any = new() { AllowUnmappedHeaders = true };

    static FileCutTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public Task The_parts_of_any_file_are_its_records_each_once_in_order_and_with_its_line() =>
        Gen.Select(CsvText.Tables, Gen.Bool, Gen.Int[1, 12]).SampleAsync(async (table, hasMark, rowsPerPart) =>
        {
            string csv = CsvText.Write(table.Rows, table.NewLine, table.EndsWithBreak);
            byte[] bytes = [.. hasMark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(csv)];
            CsvFile file = CsvFile.From(bytes, "any.csv");
            FileParts parts = await CutAsync(file, rowsPerPart);

            byte[] joined = [.. parts.Header.Span, .. parts.Parts.SelectMany(part => bytes[(int)part.From..(int)part.To])];
            Assert.Equal(bytes, joined);
            await AssertSoundAsync(parts, file, table.Rows, CsvText.Parse(csv), rowsPerPart);
        }, iter: 2_000);

    [Fact]
    public Task A_file_that_is_converted_is_cut_in_its_own_bytes() =>
        Gen.Select(CsvText.Tables, CsvText.Of("utf-8", "windows-1252", "utf-16", "utf-16BE", "utf-32"), Gen.Bool, Gen.Bool, Gen.Int[1, 12])
            .SampleAsync(async (table, name, hasMark, hasNote, rowsPerPart) =>
            {
                Encoding encoding = Encoding.GetEncoding(name);
                string note = hasNote ? "sep=;" + table.NewLine : "";
                string csv = CsvText.Write(table.Rows, table.NewLine, table.EndsWithBreak, ';');
                byte[] bytes = [.. hasMark ? encoding.Preamble : [], .. encoding.GetBytes(note + csv)];
                CsvFile file = CsvFile.From(bytes, "any.csv").ReadAs(';', encoding);
                FileParts parts = await CutAsync(file, rowsPerPart);

                string commas = CsvText.Write(table.Rows, table.NewLine, table.EndsWithBreak);
                (string[] Cells, long Line)[] records =
                    [.. CsvText.Parse(commas).Select(record => (record.Cells, record.Line + (hasNote ? 1 : 0)))];
                await AssertSoundAsync(parts, file, table.Rows, records, rowsPerPart);
            }, iter: 1_000);

    [Fact]
    public async Task Pieces_and_parts_end_anywhere_in_a_file_of_many_pieces()
    {
        // Records of every length, a quoted line break in each, so that each byte of a record meets the end of a piece.
        StringBuilder csv = new("k,n\r\n");
        int rows = 0;
        for (; csv.Length < 3_000_000; rows++)
            csv.Append(rows).Append(",\"").Append('x', rows % 97).Append("\r\n\"\"é\"\r\n");
        byte[] bytes = Encoding.UTF8.GetBytes(csv.ToString());
        CsvFile file = CsvFile.From(bytes, "many.csv");
        FileParts parts = await CutAsync(file, 1_000, "k");

        Assert.Equal(rows, parts.Rows);
        Assert.Equal((rows + 999) / 1_000, parts.Parts.Count);
        int next = 0;
        foreach (FilePart part in parts.Parts)
        {
            Assert.Equal(2 + (2 * next), part.FirstLine);
            byte[] sent = await CsvText.ReadAsync(parts.Open(file, part), 1 << 14);
            foreach ((string[] cells, _) in CsvText.Parse(Encoding.UTF8.GetString(sent)).Skip(1))
                Assert.Equal([$"{next}", $"{new string('x', next++ % 97)}\r\n\"é"], cells);
        }

        Assert.Equal(rows, next);
    }

    [Fact]
    public async Task A_file_that_fits_is_one_part_and_the_same_bytes()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("a,b\n1,2\n3,4");
        FilePart part = Assert.Single((await CutAsync(CsvFile.From(bytes, "a.csv"), 2)).Parts);
        Assert.Equal(new(1, 4, 11, 2, 2, 11, Convert.ToHexStringLower(SHA256.HashData(bytes))), part);
    }

    [Fact]
    public async Task No_part_has_more_rows_than_an_import_may_have()
    {
        CsvFile file = CsvFile.From(Encoding.UTF8.GetBytes("a,b\n1,2\n3,4\n5,6\n7,8\n9,0\n"), "a.csv");
        FileParts parts = await FileCut.RunAsync(file, AnyMapping.Of("a"), s_any with { MaximumRows = 2 }, cancellationToken: default);
        Assert.Equal([2, 2, 1], parts.Parts.Select(part => part.Rows));
    }

    [Fact]
    public async Task An_encoding_that_cannot_be_read_from_the_middle_on_is_refused_with_what_to_do()
    {
        CsvFile file = CsvFile.From("a,b\n1,2\n"u8.ToArray(), "a.csv").ReadAs(encoding: Encoding.GetEncoding("iso-2022-jp"));
        CsvException error = await Assert.ThrowsAsync<CsvException>(() => CutAsync(file, 1));
        Assert.Contains("cannot be cut into parts", error.Message);
        Assert.Contains("Save the file as CSV UTF-8.", error.Message);
    }

    [Fact]
    public async Task The_name_of_an_import_says_which_part_it_is()
    {
        CsvFile file = CsvFile.From("a,b\n1,2\n3,4\n"u8.ToArray(), "accounts.csv");
        FileParts parts = await CutAsync(file, 1);
        Assert.Equal("accounts-part-2-of-2.csv", parts.OptionsOf(file, parts.Parts[1], s_any).FileName);
        string longest = new string('x', 196) + ".csv";
        string named = parts.OptionsOf(file, parts.Parts[1], s_any with { FileName = longest }).FileName!;
        Assert.Equal((200, true), (named.Length, named.EndsWith("x-part-2-of-2.csv", StringComparison.Ordinal)));
    }

    private static Task<FileParts> CutAsync(CsvFile file, int rowsPerPart, params string[] keys) =>
        FileCut.RunAsync(file, AnyMapping.Of(keys), s_any, rowsPerPart, cancellationToken: default);

    private static async Task AssertSoundAsync(
        FileParts parts, CsvFile file, string[][] rows, (string[] Cells, long Line)[] records, int rowsPerPart)
    {
        Assert.Equal(rows, records.Select(record => record.Cells));
        Assert.Equal(rows.Length - 1, parts.Rows);
        Assert.Equal((rows.Length - 2 + rowsPerPart) / rowsPerPart, parts.Parts.Count);
        Assert.InRange(parts.Parts.Max(part => part.Rows) - parts.Parts.Min(part => part.Rows), 0, 1);
        int next = 1;
        foreach (FilePart part in parts.Parts)
        {
            CsvFile opened = parts.Open(file, part);
            byte[] sent = await CsvText.ReadAsync(opened, 7);
            Assert.Equal(part.Length, sent.Length);
            Assert.Equal(part.Sha256, Convert.ToHexStringLower(SHA256.HashData(sent)));

            (string[] Cells, long Line)[] own = records[next..(next + (int)part.Rows)];
            string text = Encoding.UTF8.GetString(sent).TrimStart('\uFEFF');
            Assert.Equal([rows[0], .. own.Select(record => record.Cells)], CsvText.Parse(text).Select(record => record.Cells));
            Assert.Equal([records[0].Line, .. own.Select(record => record.Line)], await CsvText.LinesAsync(opened));
            Assert.Equal(own[0].Line, part.FirstLine);
            next += (int)part.Rows;
        }

        Assert.Equal(records.Length, next);
        await parts.ThrowIfChangedAsync(file, default);
    }
}
