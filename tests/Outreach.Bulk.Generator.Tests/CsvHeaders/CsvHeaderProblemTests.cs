using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.CsvHeaders;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Naming;
using static Outreach.Bulk.Generator.Tests.CsvHeaderProjects;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What is wrong with a CSV file is said at its line and column.</summary>
public class CsvHeaderProblemTests
{
    [Theory]
    [InlineData(
        "name,crmId,name\n",
        "accounts.csv(1,12): error OB402: 'name' is the name of 2 columns. Such a file is not imported. Rename all but one.")]
    [InlineData(
        "name,,crmId\n",
        "accounts.csv(1,6): error OB403: Column 2 has no name. Such a file is not imported. Give it one, or remove the column.")]
    [InlineData(
        "name,\" \t\",crmId\n",
        "accounts.csv(1,6): error OB403: Column 2 has no name. Such a file is not imported. Give it one, or remove the column.")]
    [InlineData(
        "\"two\nlines\",\r\n",
        "accounts.csv(2,8): error OB403: Column 2 has no name. Such a file is not imported. Give it one, or remove the column.")]
    [InlineData(
        "name, crmId\n",
        "accounts.csv(1,6): warning OB404: There are blanks around 'crmId', which belong to the column's name: a file without them has no "
            + "such column. Remove them, in what writes the file.")]
    [InlineData(
        "\uFEFFname,crmId\n",
        "accounts.csv(1,1): warning OB405: The first header begins with a byte-order mark, which cannot be seen: a file without it has no "
            + "such column. Save the file with one mark at its very beginning, or with none.")]
    [InlineData(
        "\"\uFEFFname\",crmId\n",
        "accounts.csv(1,2): warning OB405: The first header begins with a byte-order mark, which cannot be seen: a file without it has no "
            + "such column. Save the file with one mark at its very beginning, or with none.")]
    [InlineData(
        "x,Phone,phone\n",
        "accounts.csv(1,3): warning OB406: No member was generated for 'Phone', 'phone': they would all be called 'Phone'. Rename the "
            + "column, or map this file with the model's own mapping, which is keyed by text.")]
    [InlineData(
        "x,---\n",
        "accounts.csv(1,3): warning OB406: No member was generated for '---': it has no letter or digit to make a C# name of. Rename the "
            + "column, or map this file with the model's own mapping, which is keyed by text.")]
    public void Fault_of_a_header_is_reported_at_its_place_and_the_rest_is_generated(string text, string problem)
    {
        GeneratorRun run = Checked(MemoryFile.Csv("accounts.csv", text));

        Assert.Equal([problem], run.Problems.Select(each => each.ToString()));
        Assert.Contains("class AccountsCsvMapping", MappingOf(run), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1, 1, "the file is empty")]
    [InlineData("\nname\n", 1, 1, "the header is blank")]
    [InlineData(",\"\",\n", 1, 1, "the header is blank")]
    [InlineData("name,\"crm\nId\n", 1, 6, "the quote that opens here is never closed")]
    [InlineData(
        "name,cr\"m\"\n",
        1,
        8,
        "there is a quote within a cell that does not start with one, or text after a closing quote; such a cell is quoted as a whole, "
            + "and quotes in it are doubled")]
    [InlineData(
        "\"na\r\nme\" ,x\n",
        2,
        4,
        "there is a quote within a cell that does not start with one, or text after a closing quote; such a cell is quoted as a whole, "
            + "and quotes in it are doubled")]
    [InlineData("name,M\uFFFDller", 1, 6, "there are bytes that are no UTF-8")]
    [InlineData("name,\0", 1, 6, "there is a NUL character; it may be no CSV file")]
    [InlineData(
        "PK\u0003\u0004\u0014\0\u0006\0",
        1,
        1,
        "it is a workbook of Excel (.xlsx) or another zip archive; save the sheet as CSV UTF-8")]
    [InlineData("PK\u0003\u0004\uFFFD", 1, 1, "it is a workbook of Excel (.xlsx) or another zip archive; save the sheet as CSV UTF-8")]
    [InlineData(
        "\uFFFD\uFFFD\u0011\uFFFD\0",
        1,
        1,
        "it is an old workbook of Excel (.xls) or another document of Office; save the sheet as CSV UTF-8")]
    [InlineData("\u001F\uFFFD\u0008\0", 1, 1, "it is compressed (gzip); unpack it")]
    public void File_without_a_header_gives_nothing_and_the_build_says_why(string text, int line, int column, string reason)
    {
        GeneratorRun run = Checked(MemoryFile.Csv("accounts.csv", text));

        Assert.Equal(
            [
                $"accounts.csv({line},{column}): error OB401: The header cannot be read: {reason}. No mapping was generated for this "
                    + "file. Mend its first record, or correct the path in OutreachCsv; a file with only the header line will do.",
            ],
            run.Problems.Select(problem => problem.ToString()));
        Assert.DoesNotContain(run.Files.Keys, file => file.Contains("Csv", StringComparison.Ordinal));
    }

    [Fact]
    public void Headers_whose_numbers_are_the_same_are_left_out()
    {
        (string first, string second) = Descriptions.NamesOfOneNumber();
        GeneratorRun run = Checked(MemoryFile.Csv("accounts.csv", $"x,{first},{second}\n"));

        Diagnostic problem = Assert.Single(run.Problems);
        Assert.Equal(DiagnosticIds.CsvHeaderLeftOut, problem.Id);
        Assert.Contains("they would have the same number in the enum", problem.GetMessage(), StringComparison.Ordinal);
        Assert.Equal(
            ["X"],
            run.Output.GetTypeByMetadataName("Acme.Sales.AccountsCsvHeader")!.MemberNames.Where(
                name => name is not (".ctor" or "value__")));
    }

    [Fact]
    public void Header_that_never_ends_is_not_read_to_its_end()
    {
        CountedText text = new(40_000_000);
        CsvHeaderDocument reading = CsvHeaderDocument.Of(text);

        Assert.Contains("the header has more than 1048576 bytes", reading.Fatal!.Arguments[0], StringComparison.Ordinal);
        Assert.InRange(text.CharactersRead, CsvHeaderRecord.LongestHeader, 2 * CsvHeaderRecord.LongestHeader);
    }

    [Fact]
    public void Rows_are_not_read()
    {
        CountedText text = new(40_000_000, breakAt: 100);

        Assert.Null(CsvHeaderDocument.Of(text).Fatal);
        Assert.InRange(text.CharactersRead, 100, 10_000);
    }

    [Fact]
    public void File_that_is_not_UTF_8_is_refused_as_an_import_would()
    {
        CsvHeaderDocument reading = CsvHeaderDocument.Of(SourceText.From(
            new MemoryStream(Encoding.Unicode.GetBytes("\uFEFFname\n")), Encoding.Unicode));

        Assert.Equal("the file is no UTF-8, it was taken for utf-16", reading.Fatal!.Arguments[0]);
    }

    [Fact]
    public void File_that_cannot_be_read_is_said_to_be_unreadable() =>
        Assert.Equal("the file cannot be read", CsvHeaderDocument.Of(null).Fatal!.Arguments[0]);

    [Fact]
    public void Problems_of_one_file_are_not_endless() =>
        Assert.Equal(100, CsvHeaderDocument.Of(SourceText.From("a" + new string(',', 4_000))).Problems.Count);

    [Fact]
    public void Many_columns_compile_and_more_are_refused()
    {
        string header = string.Join(',', Enumerable.Range(1, CsvHeaderDocument.MostColumns).Select(i => $"column {i}"));
        GeneratorRun run = GeneratorRun.Of(Files(MemoryFile.Csv("accounts.csv", header)));
        Checks.CompilesWithoutWarning(run.Output);
        Assert.Empty(run.Problems);

        PlacedProblem fatal = CsvHeaderDocument.Of(SourceText.From(header + ",one more\n")).Fatal!;
        Assert.Equal("it has more than 4096 columns; it may be no CSV file", fatal.Arguments[0]);
        Assert.Equal(header.Length + 1, fatal.Span.Start);
    }

    [Theory]
    [InlineData("User", "'User'")]
    [InlineData("", "''")]
    [InlineData("Accounts", "'Accounts'")]
    public void Unknown_model_is_reported_with_those_that_have_imports(string model, string shown)
    {
        GeneratorRun run = Checked(MemoryFile.Csv("accounts.csv", "name\n", model));

        Assert.Equal(
            [
                $"accounts.csv(1,1): error OB408: No mapping was generated for this file: there is no import of the model {shown}. Set "
                    + "Model in OutreachCsv to one that has an import: Account, Prospect.",
            ],
            run.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Two_files_of_one_name_give_nothing_and_each_is_told_of_the_other()
    {
        GeneratorRun run = Checked(MemoryFile.Csv("eu/accounts.csv", "name\n"), MemoryFile.Csv("us/Accounts.csv", "name\n"));

        Assert.Equal(
            [
                "eu/accounts.csv(1,1): error OB407: No mapping was generated for 'accounts.csv': 'us/Accounts.csv' would give types of "
                    + "the same names, 'AccountsCsvHeader' and 'AccountsCsvMapping'. Rename the file; its types are named after it.",
                "us/Accounts.csv(1,1): error OB407: No mapping was generated for 'Accounts.csv': 'eu/accounts.csv' would give types of "
                    + "the same names, 'AccountsCsvHeader' and 'AccountsCsvMapping'. Rename the file; its types are named after it.",
            ],
            run.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void File_whose_name_has_no_letter_is_told_so() => Assert.Equal(
        [
            "---.csv(1,1): error OB407: No mapping was generated for '---.csv': it has no letter or digit to make a C# name of. Rename "
                + "the file; its types are named after it.",
        ],
        Checked(MemoryFile.Csv("---.csv", "name\n")).Problems.Select(problem => problem.ToString()));

    [Fact]
    public void File_whose_types_would_be_called_as_a_client_gives_way_to_it()
    {
        GeneratorRun run = GeneratorRun.Of(
            Files(MemoryFile.Csv("accounts.csv", "name\n")),
            "namespace Acme.Sales; [Outreach.Bulk.OutreachBulkClient] public sealed partial class AccountsCsvMapping;");

        Assert.Equal([DiagnosticIds.CsvFileWithoutName], run.Problems.Select(problem => problem.Id));
        Checks.CompilesWithoutWarning(run.Output);
    }

    /// <summary>A large text that knows how much of it was looked at.</summary>
    private sealed class CountedText(int length, int breakAt = int.MaxValue) : SourceText
    {
        public long CharactersRead { get; private set; }

        public override Encoding Encoding => Encoding.UTF8;

        public override int Length => length;

        public override char this[int position]
        {
            get
            {
                CharactersRead++;
                return position == breakAt ? '\n' : 'x';
            }
        }

        public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)
        {
            for (int i = 0; i < count; i++)
                destination[destinationIndex + i] = this[sourceIndex + i];
        }
    }
}
