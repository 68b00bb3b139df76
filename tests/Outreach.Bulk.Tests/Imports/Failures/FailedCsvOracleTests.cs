using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using CsvHelper;
using CsvHelper.Configuration;
using Outreach.Bulk.Tests.Support;
using Sylvan.Data.Csv;

using CsvDataReader = Sylvan.Data.Csv.CsvDataReader;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>What is written of a file is its failed rows and nothing else, as two libraries that were not written here read it.</summary>
public partial class FailedCsvOracleTests
{
    private static readonly Gen<string> s_text = Gen.OneOf(
        Of("", "x", "\"", ",", "\n", "\r\n", "\r", "say \"hi\"", "größe", "😀", " ", "=1+1", "1\n2\r\n3"),
        Gen.String[Of('a', ',', '"', '\n', '\r', 'ß', ' '), 0, 12]);

    private static readonly Gen<Sample> s_sample =
        from width in Gen.Int[1, 4]
        from rows in Gen.Select(s_text.Array[width], Of("", ",", "\"", "\nz", "ß"), s_text, Gen.Bool).Array[1, 60]
        from newLine in Of("\n", "\r\n")
        from form in Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool)
        select new Sample(rows, newLine, form.Item1, form.Item2, form.Item3);

    [Fact]
    public Task A_written_file_is_the_failed_rows_byte_for_byte_with_two_columns_behind_them() => s_sample.SampleAsync(async sample =>
    {
        StringBuilder source = new(sample.HasMark ? "\uFEFF" : "");
        StringBuilder expected = new(source.ToString());
        List<string[]> cells = [];
        List<BatchItem> items = [];
        string[] header = [.. sample.Rows[0].Cells.Select((_, column) => $"h{column}"), "key"];
        string headerText = sample.Write(header);
        source.Append(headerText);
        expected.Append(headerText).Append(",outreach_error,source_line").Append(sample.NewLine);
        for (int row = 0; row < sample.Rows.Length; row++)
        {
            source.Append(sample.NewLine);
            string line = (LineBreaks().Count(source.ToString()) + 1).ToString(CultureInfo.InvariantCulture);
            string key = $"k{row}{sample.Rows[row].KeyEnd}";
            string[] own = [.. sample.Rows[row].Cells, key];
            string text = sample.Write(own);
            source.Append(text);
            if (!sample.Rows[row].HasFailed)
                continue;
            string error = sample.Rows[row].Error;
            cells.Add([.. own, error, line]);
            expected.Append(text).Append(',').Append(Sample.Cell(error, quotesAll: false)).Append(',').Append(line).Append(sample.NewLine);
            string data = JsonSerializer.Serialize(new { type = "account", attributes = new { customId = key } });
            items.Insert(0, new() { Id = row + 1, Failed = true, Info = error, Data = data });
        }

        if (sample.EndsWithBreak)
            source.Append(sample.NewLine);
        AccountMapping mapping = new() { ["key"] = AccountField.CustomId };
        FailureReport failures = await FailureReport.MatchAsync(
            items.ToAsyncEnumerable(), CsvFile.From(Encoding.UTF8.GetBytes(source.ToString()), "a.csv"), mapping);
        using MemoryStream written = new();
        await failures.WriteCsvAsync(written);

        Assert.Empty(failures.Unmatched);
        Assert.Equal(Encoding.UTF8.GetBytes(expected.ToString()), written.ToArray());
        string[][] all = [[.. header, "outreach_error", "source_line"], .. cells];
        Assert.Equal(all, CsvHelper(written));
        Assert.Equal(all, Sylvan(written));
        Assert.Equal(cells.Select(row => row[..^2]), failures.Rows.Select(row => row.ReadCells()));
    }, iter: 500);

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static List<string[]> CsvHelper(MemoryStream written)
    {
        using CsvParser parser = new(
            new StreamReader(new MemoryStream(written.ToArray())),
            new CsvConfiguration(CultureInfo.InvariantCulture) { IgnoreBlankLines = false });
        List<string[]> rows = [];
        while (parser.Read())
            rows.Add([.. parser.Record!]);
        return rows;
    }

    private static List<string[]> Sylvan(MemoryStream written)
    {
        using CsvDataReader reader = CsvDataReader.Create(
            new StreamReader(new MemoryStream(written.ToArray())),
            new CsvDataReaderOptions { HasHeaders = false, Delimiter = ',', CsvStyle = CsvStyle.Standard });
        List<string[]> rows = [];
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return rows;
    }

    [GeneratedRegex("\r\n|\r|\n")]
    private static partial Regex LineBreaks();

    private sealed record Sample(
        (string[] Cells, string KeyEnd, string Error, bool HasFailed)[] Rows,
        string NewLine,
        bool HasMark,
        bool QuotesAll,
        bool EndsWithBreak)
    {
        public static string Cell(string text, bool quotesAll) =>
            quotesAll || text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;

        public string Write(string[] cells) => string.Join(',', cells.Select(cell => Cell(cell, QuotesAll)));
    }
}
