using System.Text;
using CsCheck;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Csv;
using Outreach.Bulk.Generator.CsvHeaders;
using Outreach.Bulk.Generator.Diagnostics;
using HeaderText = Outreach.Bulk.Generator.CsvHeaders.HeaderText;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>The first record of a CSV file, read as the runtime reads it.</summary>
public class CsvHeaderRecordTests
{
    // What matters to RFC 4180, and a few letters; a mark here is one that decoding has left.
    private static readonly Gen<string> s_text = Gen.Const(",,\"\"\"\r\n\n ab\u00e9\u20ac\uFEFF\0")
        .SelectMany(letters => Gen.Int[0, letters.Length - 1].Select(i => letters[i]))
        .Array[0, 24]
        .Select(letters => new string(letters));

    private static readonly Gen<string[]> s_cells = Gen.OneOf(
        Gen.Char['a', 'z'].Array[1, 6].Select(letters => new string(letters)),
        Gen.Const(",\"\r\n x\u00e9")
            .SelectMany(
                letters =>
                    Gen.Int[0, letters.Length - 1].Select(i => letters[i])).Array[0, 8].Select(letters => new string(letters))).Array[1, 6];

    private static readonly string[] s_rests = ["", "\n", "\r\n", "\r", "\nx,y\n\""];

    [Fact]
    public void Generator_and_runtime_read_the_same_header() => s_text.Sample(
        text =>
        {
            CsvHeaderRecord record = CsvHeaderRecord.Read(text, isWhole: true)!;
            CsvScanner scanner = new(CsvLimits.None);
            scanner.Push([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]);
            scanner.Complete();

            if (record.Fault is { } fault)
            {
                // The generator tells a mark by a rule of its own.
                CsvProblem problem = scanner.Problems.First(problem => problem.Kind != CsvProblemKind.ByteOrderMark);
                Assert.Equal(KindOf(fault.Kind), problem.Kind);
                if (fault.Kind is not (CsvHeaderFaultKind.Empty or CsvHeaderFaultKind.Blank))
                    Assert.Equal(Encoding.UTF8.Preamble.Length + Encoding.UTF8.GetByteCount(text[..fault.Start]), problem.Offset);
                return;
            }

            Assert.Equal(scanner.Header, record.Cells.Select(cell => cell.Text));
        },
        iter: 20_000);

    [Fact]
    public void Written_header_is_read_back_with_each_cell_at_its_place() =>
        Gen.Select(s_cells, Gen.Bool, Gen.Int[0, s_rests.Length - 1].Select(i => s_rests[i])).Sample(given =>
    {
        (string[] cells, bool isQuoted, string rest) = given;
        if (cells.All(cell => cell.Length == 0))
            return;
        string[] written =
        [
            .. cells.Select(
                cell =>
                    isQuoted || cell.AsSpan().IndexOfAny(",\"\r\n") >= 0
                        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
                        : cell),
        ];
        string text = string.Join(',', written) + rest;

        CsvHeaderRecord record = CsvHeaderRecord.Read(text, isWhole: true)!;
        Assert.Null(record.Fault);
        Assert.Equal(cells, record.Cells.Select(cell => cell.Text));
        Assert.Equal(written, record.Cells.Select(cell => text.Substring(cell.Start, cell.Length)));
    });

    [Fact]
    public void Less_of_a_file_gives_the_same_header_or_asks_for_more() => s_text.Sample(text =>
    {
        CsvHeaderRecord whole = CsvHeaderRecord.Read(text, isWhole: true)!;
        for (int length = 0; length < text.Length; length++)
        {
            if (CsvHeaderRecord.Read(text[..length], isWhole: false) is not { } part)
                continue;
            Assert.Equal(whole.Fault, part.Fault);
            Assert.Equal(whole.Cells, part.Cells);
        }
    });

    [Fact]
    public void Any_text_gives_members_that_are_names_of_their_own_and_problems_inside_it() => Gen.OneOf(s_text, Gen.String).Sample(text =>
    {
        CsvHeaderDocument reading = CsvHeaderDocument.Of(SourceText.From(text));

        Assert.Equal(reading.Members.Count, reading.Members.Select(member => member.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(reading.Members, member => Assert.True(SyntaxFacts.IsValidIdentifier(member.Name)));
        Assert.Subset(reading.Columns.ToHashSet(), reading.Members.Select(member => member.Text).ToHashSet());
        Assert.All(
            reading.Problems.SelectMany(problem => problem.Others.Append(problem.Span)),
            place => Assert.InRange(place.End, 0, text.Length));
        Assert.All(reading.Columns, column => Assert.True(
            HeaderText.Seen(column).Length == 0
                || reading.Members.Any(member => HeaderText.Seen(member.Text) == HeaderText.Seen(column))
                || reading.Problems.Any(problem => problem.Rule == CsvRules.CsvHeaderLeftOut)));
    });

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Longest_header_is_that_of_the_runtime(int surplus, bool isRefused)
    {
        string header = "\u20ac" + new string('x', CsvHeaderRecord.LongestHeader - 3 + surplus);
        CsvScanner scanner = new(CsvLimits.None);
        scanner.Push(Encoding.UTF8.GetBytes(header + "\n"));

        Assert.Equal(isRefused, CsvHeaderRecord.Read(header + "\nrow", isWhole: false)!.Fault is { Kind: CsvHeaderFaultKind.TooLong });
        Assert.Equal(isRefused, scanner.Problems.Any(problem => problem.Kind == CsvProblemKind.UnusableHeader));
    }

    private static CsvProblemKind KindOf(CsvHeaderFaultKind kind) => kind switch
    {
        CsvHeaderFaultKind.Empty => CsvProblemKind.EmptyFile,
        CsvHeaderFaultKind.Nul => CsvProblemKind.NulByte,
        CsvHeaderFaultKind.StrayQuote => CsvProblemKind.StrayQuote,
        CsvHeaderFaultKind.UnclosedQuote => CsvProblemKind.UnclosedQuote,
        _ => CsvProblemKind.UnusableHeader,
    };
}
