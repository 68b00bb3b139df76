using System.Text;
using Outreach.Bulk.Csv;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>What the scanner counts, and what it finds wrong where.</summary>
public class CsvScannerTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", 1)]
    [InlineData("a,b\n1,2", 1)]
    [InlineData("a,b\r\n1,2\r\n3,4\r\n", 2)]
    [InlineData("a,b\r1,2\r", 1)]
    [InlineData("a,b\n\"x\ny\",2\n3,4\n", 2)]
    [InlineData("a,b\n\"x \"\"y\"\", z\",2\n", 1)]
    [InlineData("a,b\n\"\",2\n", 1)]
    [InlineData("a,b\n1,", 1)]
    [InlineData("a,b\n1,\"2\"", 1)]
    [InlineData("a\n\"\"\"\"\n", 1)]
    public void Records_are_counted_by_RFC_4180(string csv, long records)
    {
        CsvScanner scanner = Scan(csv);
        Assert.Empty(scanner.Problems);
        Assert.Equal(records, scanner.Records);
    }

    [Theory]
    [InlineData("", CsvProblemKind.EmptyFile, 1, 1)]
    [InlineData("\uFEFF", CsvProblemKind.EmptyFile, 1, 1)]
    [InlineData("a,b", CsvProblemKind.NoRecords, 1, 4)]
    [InlineData("a,b\n", CsvProblemKind.NoRecords, 2, 1)]
    [InlineData("\na,b\n1,2\n", CsvProblemKind.UnusableHeader, 1, 1)]
    [InlineData("a,b\n1,2\n3\n", CsvProblemKind.TooFewCells, 3, 2)]
    [InlineData("a,b\n1,2,3\n", CsvProblemKind.TooManyCells, 2, 5)]
    [InlineData("a,b\n\"x\ny\",2\n3,4,5\n", CsvProblemKind.TooManyCells, 4, 5)]
    [InlineData("a,b\n1,2\n\n3,4\n", CsvProblemKind.BlankRecord, 3, 1)]
    [InlineData("a,b\n1,2\n\n", CsvProblemKind.BlankRecord, 3, 1)]
    [InlineData("a,b\n,\n", CsvProblemKind.BlankRecord, 2, 1)]
    [InlineData("a,b\n1,2\r\n", CsvProblemKind.MixedLineBreaks, 2, 4)]
    [InlineData("a,b\r\n1,2\n", CsvProblemKind.MixedLineBreaks, 2, 4)]
    [InlineData("a,b\n1,x\"y\n", CsvProblemKind.StrayQuote, 2, 4)]
    [InlineData("a,b\n1,\"x\"y\n", CsvProblemKind.StrayQuote, 2, 6)]
    [InlineData("a,b\n1,\"x\n3,4\n", CsvProblemKind.UnclosedQuote, 2, 3)]
    [InlineData("a,b\n1,\0\n", CsvProblemKind.NulByte, 2, 3)]
    public void A_fault_is_found_at_its_line_and_column(string csv, CsvProblemKind kind, long line, long column)
    {
        CsvProblem problem = Scan(csv).Problems[0];
        Assert.Equal((kind, line, column), (problem.Kind, problem.Line, problem.Column));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF }, 1)]
    [InlineData(new byte[] { 0xC3 }, 1)]
    [InlineData(new byte[] { 0xE2, 0x82 }, 1)]
    [InlineData(new byte[] { 0xC3, 0xA4, 0xE9 }, 3)]
    public void Bytes_that_are_no_UTF8_are_found_however_they_are_cut(byte[] bytes, long column)
    {
        byte[] file = [.. "a,b\n1,2\n"u8, .. bytes, .. ",2\n"u8];
        foreach (int size in (int[])[1, 2, 3, 1000])
        {
            CsvProblem problem = Assert.Single(Scan(file, size).Problems);
            Assert.Equal((CsvProblemKind.InvalidUtf8, 3, column), (problem.Kind, problem.Line, problem.Column));
        }
    }

    [Fact]
    public void A_file_that_ends_within_a_character_is_found()
    {
        CsvProblem problem = Assert.Single(Scan([.. "a,b\n1,x"u8, 0xE2, 0x82], 3).Problems);
        Assert.Equal((CsvProblemKind.InvalidUtf8, 2, 4), (problem.Kind, problem.Line, problem.Column));
    }

    [Fact]
    public void UTF16_is_recognised_with_a_mark_and_without()
    {
        foreach (Encoding encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            byte[] text = encoding.GetBytes("name,id\r\nAcme,1\r\n");
            Assert.Equal(CsvProblemKind.Utf16, Assert.Single(Scan(text, 5).Problems).Kind);
            Assert.Equal(CsvProblemKind.Utf16, Assert.Single(Scan([.. encoding.GetPreamble(), .. text], 1).Problems).Kind);
        }
    }

    [Fact]
    public void The_header_is_decoded_without_its_byte_order_mark()
    {
        CsvScanner scanner = Scan("\uFEFFname,\"a, \"\"b\"\"\nc\",größe,\r\n1,2,3,4\r\n");
        Assert.Empty(scanner.Problems);
        Assert.True(scanner.HasByteOrderMark);
        Assert.Equal(CsvNewLine.CarriageReturnLineFeed, scanner.NewLine);
        Assert.Equal(["name", "a, \"b\"\nc", "größe", ""], scanner.Header!);
    }

    [Fact]
    public void Every_fault_is_reported_up_to_twenty()
    {
        CsvScanner scanner = Scan("a,b\n1\n1,2,3\n\n" + string.Concat(Enumerable.Repeat("1\n1,2\n", 100)));
        Assert.Equal(20, scanner.Problems.Count);
        Assert.Equal(
            [CsvProblemKind.TooFewCells, CsvProblemKind.TooManyCells, CsvProblemKind.BlankRecord],
            scanner.Problems.Take(3).Select(problem => problem.Kind));
    }

    [Fact]
    public void Rows_above_the_cap_stop_the_scan_at_the_first_of_them()
    {
        CsvScanner scanner = new(new(2, long.MaxValue));
        scanner.Push("a\n1\n2\n3\n4\n"u8);
        scanner.Complete();
        CsvProblem problem = Assert.Single(scanner.Problems);
        Assert.Equal((CsvProblemKind.TooManyRecords, 4), (problem.Kind, problem.Line));
        Assert.True(scanner.IsStopped);
    }

    [Fact]
    public void A_field_of_50_MB_is_found_where_it_starts_and_takes_no_memory()
    {
        CsvScanner scanner = new(new(long.MaxValue, 262_144));
        byte[] piece = new byte[1 << 16];
        piece.AsSpan().Fill((byte)'x');
        scanner.Push("a,b\n1,\""u8);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int sent = 0; sent < 50_000_000; sent += piece.Length)
            scanner.Push(piece);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
        scanner.Push("\"\n"u8);
        scanner.Complete();
        CsvProblem problem = Assert.Single(scanner.Problems);
        Assert.Equal((CsvProblemKind.CellTooLong, 2, 3), (problem.Kind, problem.Line, problem.Column));
    }

    [Fact]
    public void A_header_without_end_is_given_up()
    {
        CsvScanner scanner = Scan("\"" + new string('x', 3_000_000));
        Assert.Equal(CsvProblemKind.UnusableHeader, Assert.Single(scanner.Problems).Kind);
    }

    internal static CsvScanner Scan(string csv) => Scan(Encoding.UTF8.GetBytes(csv), int.MaxValue);

    internal static CsvScanner Scan(ReadOnlySpan<byte> csv, int size)
    {
        CsvScanner scanner = new(CsvLimits.None);
        while (!csv.IsEmpty)
        {
            int length = Math.Min(size, csv.Length);
            scanner.Push(csv[..length]);
            csv = csv[length..];
        }

        scanner.Complete();
        return scanner;
    }
}
