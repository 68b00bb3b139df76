using System.Text;
using CsCheck;
using Outreach.Bulk.Emulator.Imports;

namespace Outreach.Bulk.Emulator.Tests.Imports;

public sealed class CsvReaderTests
{
    private static Gen<string[]> Rows => Gen.String[Gen.Char["ab,\"\r\n ü"], 0, 8].Array[1, 5];

    [Fact]
    public void What_was_written_by_the_rules_is_read_back() =>
        Gen.Select(Rows.Array[0, 6], Gen.OneOf<string>(["\r\n", "\n", "\r"]), Gen.Bool).Sample((rows, lineEnd, ended) =>
        {
            string text = string.Join(
                lineEnd, rows.Select(row => string.Join(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"")}\""))));
            if (ended && rows.Length > 0)
                text += lineEnd;
            Assert.Equal(rows, Read(text));
        });

    [Theory]
    [InlineData("a,b\nc,", "a|b;c|")]
    [InlineData("a\n\nb\n", "a;;b")]
    [InlineData(",", "|")]
    [InlineData("a\"b,c", "a\"b|c")]
    [InlineData("\uFEFF\"a\",b", "a|b")]
    public void Plain_cells_are_taken_as_they_are(string text, string expected) =>
        Assert.Equal(expected, string.Join(';', Read(text).Select(row => string.Join('|', row))));

    private static List<string[]> Read(string text)
    {
        CsvReader reader = CsvReader.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        List<string[]> rows = [];
        while (reader.Read() is string[] row)
            rows.Add(row);
        return rows;
    }
}
