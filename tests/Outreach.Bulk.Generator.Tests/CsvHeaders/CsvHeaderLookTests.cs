using CsCheck;
using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.CsvHeaders;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Usage.Mappings;
using static Outreach.Bulk.Generator.Tests.CsvHeaderProjects;
using RuntimeSeparator = Outreach.Bulk.Csv.CsvSeparator;
using RuntimeText = Outreach.Bulk.Csv.HeaderText;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What a header looks like to people, and what it is to an import.</summary>
public class CsvHeaderLookTests
{
    // What is seen, what is not, and half of a surrogate pair.
    private const string Letters =
        "aeZ \u00E9;|\u06CC\u00A0\u00AD\u200B\u200D\uFEFF\u0301\u0308\u2028\t\n\0\u3164\uFE0F\u3000\uFFFF\uD83D";

    private static readonly Gen<string> s_text = Gen.Const(Letters)
        .SelectMany(letters => Gen.Int[0, letters.Length - 1].Select(i => letters[i]))
        .Array[0, 160]
        .Select(letters => new string(letters));

    [Theory]
    [InlineData("companyName;crmId\nAcme;1\n", "semicolons")]
    [InlineData("companyName\tcrmId\nAcme\t1\n", "tabs")]
    [InlineData("companyName|crmId\nAcme|1\n", "pipes")]
    [InlineData("companyName^crmId\nAcme^1\n", "carets")]
    [InlineData("companyName:crmId\nAcme:1\n", "colons")]
    [InlineData("companyName\uFF0CcrmId\nAcme\uFF0C1\n", "full-width commas")]
    [InlineData("companyName\u3001crmId\nAcme\u30011\n", "ideographic commas")]
    [InlineData("companyName\u060C crmId\nAcme\u060C 1\n", "Arabic commas")]
    [InlineData("companyName\uFF1BcrmId\nAcme\uFF1B1\n", "full-width semicolons")]
    public void Another_separator_is_named_at_the_header(string text, string name)
    {
        GeneratorRun run = Checked(MemoryFile.Csv("accounts.csv", text));

        Assert.Equal(
            [
                $"accounts.csv(1,1): warning OB431: The columns seem to be separated by {name}; an import separates them by commas, and "
                    + "takes this header for one column. Save the file with commas.",
            ],
            run.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Another_separator_is_named_where_commas_stand_in_names() => Assert.Contains(
        "separated by semicolons; an import separates them by commas, and takes this header for 2 columns.",
        Assert.Single(Checked(MemoryFile.Csv("accounts.csv", "name;sales,net;crmId\n")).Problems).GetMessage(),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("\"companyName\";\"crmId\"\n", "semicolons", 14)]
    [InlineData("\"companyName\"\t\"crmId\"\n", "tabs", 14)]
    [InlineData("\"a\"|\"b\"\n", "pipes", 4)]
    [InlineData("\"a\"^\"b\"\n", "carets", 4)]
    [InlineData("\"a\":\"b\"\n", "colons", 4)]
    [InlineData("\"a\"\uFF0C\"b\"\n", "full-width commas", 4)]
    public void Another_separator_is_named_where_cells_are_quoted(string text, string name, int column) => Assert.StartsWith(
        $"accounts.csv(1,{column}): error OB401: The header cannot be read: its columns seem to be separated by {name}; save the file with "
            + "commas. ",
        Assert.Single(Checked(MemoryFile.Csv("accounts.csv", text)).Problems).ToString(),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("sep=;\ncompanyName;crmId\n", "semicolons")]
    [InlineData("SEP=,\r\ncompanyName,crmId\r\n", "commas")]
    [InlineData("sep=\t\n", "tabs")]
    [InlineData("\"sep=|\"\n", "pipes")]
    [InlineData("sep=^\n", "carets")]
    [InlineData("sep=~\n", "'~'")]
    public void A_line_that_names_the_separator_is_told_from_a_header(string text, string name) => Assert.Equal(
        [
            $"accounts.csv(1,1): warning OB432: The line that begins with 'sep=' tells a spreadsheet program that {name} separate the "
                + "columns; an import takes it for the header. Remove the line, and save the file with commas.",
        ],
        Checked(MemoryFile.Csv("accounts.csv", text)).Problems.Select(problem => problem.ToString()));

    [Theory]
    [InlineData("name\n")]
    [InlineData("Company Name\n")]
    [InlineData("email address\nann@example.com;bob@example.com\n")]
    [InlineData("name,stage (open|won)\n")]
    [InlineData("name,\"phones; mobile; work; home\"\n")]
    [InlineData("\"phones; mobile\"\n")]
    [InlineData("name,tags;labels\n")]
    [InlineData("sepal\n")]
    [InlineData("sep,oct\n")]
    [InlineData("Müller,Größe,naïve,Đường,名前,عنوان,نام\u200Cخانوادگی\n")]
    [InlineData("\"two\nlines\",x\n")]
    [InlineData("|name|\n")]
    [InlineData("Account: Name,Account: Id\n")]
    [InlineData("crm:id,crm:name\n")]
    [InlineData("Email: Primary\n")]
    [InlineData("name,\u59D3\uFF0C\u540D\n")]
    public void An_ordinary_header_is_silent(string text) => Assert.Empty(Checked(MemoryFile.Csv("accounts.csv", text)).Problems);

    [Theory]
    [InlineData("Company\u00A0Name,crmId\n", 1, "Company<U+00A0>Name", "U+00A0")]
    [InlineData("crmId,companyName\u200B\n", 7, "companyName<U+200B>", "U+200B")]
    [InlineData("company\u00ADName,crmId\n", 1, "company<U+00AD>Name", "U+00AD")]
    [InlineData("crmId,\uFEFFname\n", 7, "<U+FEFF>name", "U+FEFF")]
    [InlineData("Cafe\u0301,crmId\n", 1, "Cafe<U+0301>", "U+0301")]
    [InlineData("a\u2003b\u00A0c\u00A0d,x\n", 1, "a<U+2003>b<U+00A0>c<U+00A0>d", "U+2003, U+00A0")]
    [InlineData("name\U000E0041,x\n", 1, "name<U+E0041>", "U+E0041")]
    public void What_is_not_seen_is_shown_as_code_points(string text, int column, string shown, string points)
    {
        GeneratorRun run = Checked(MemoryFile.Csv("accounts.csv", text));

        Assert.Equal(
            [
                $"accounts.csv(1,{column}): warning OB433: '{shown}' holds what is not seen for what it is: {points}. It belongs to the "
                    + "column's name: a file without it has no such column. Remove or replace it, in what writes the file.",
            ],
            run.Problems.Select(problem => problem.ToString()));
    }

    [Theory]
    [InlineData("Company Name,Company\u00A0Name\n", "'Company Name', 'Company<U+00A0>Name'")]
    [InlineData("name,na\u200Bme\n", "'name', 'na<U+200B>me'")]
    [InlineData("Caf\u00E9,Cafe\u0301\n", "'Caf\u00E9', 'Cafe<U+0301>'")]
    [InlineData("name, name\n", "'name', ' name'")]
    public void Names_that_look_the_same_are_one_name(string text, string both)
    {
        GeneratorRun run = Checked(MemoryFile.Csv("accounts.csv", text));

        Diagnostic duplicate = Assert.Single(run.Problems, problem => problem.Id == DiagnosticIds.DuplicateCsvHeader);
        Assert.StartsWith($"2 columns have names that look the same: {both}. ", duplicate.GetMessage(), StringComparison.Ordinal);
        Assert.Single(
            run.Output.GetTypeByMetadataName("Acme.Sales.AccountsCsvHeader")!.GetMembers().OfType<IFieldSymbol>());
    }

    [Fact]
    public void A_column_whose_name_looks_blank_has_none() => Assert.Equal(
        ["Column 2 has no name. Such a file is not imported. Give it one, or remove the column."],
        Checked(MemoryFile.Csv("accounts.csv", "name,\u200B\u00A0\n")).Problems.Select(problem => problem.GetMessage()));

    [Fact]
    public void No_message_has_more_of_a_header_than_a_line()
    {
        string endless = string.Concat(Enumerable.Repeat("column ", 1_000));
        GeneratorRun run = Checked(
            MemoryFile.Csv("accounts.csv", $"{endless}x,{endless}x, {endless},{endless}\u00A0y,{endless}X\n"));

        Assert.Equal(["OB402", "OB404", "OB406", "OB433"], run.Problems.Select(problem => problem.Id).Distinct().Order());
        Assert.All(run.Problems, problem => Assert.DoesNotContain(endless[..121], problem.GetMessage(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_about_a_mapping_has_no_more_of_a_header_than_a_line_and_shows_what_is_not_seen()
    {
        string endless = "Company\\u00A0" + string.Concat(Enumerable.Repeat("name ", 1_000));
        GeneratorRun run = GeneratorRun.Of(
            Files(),
            TestCompilation.Client,
            $$"""
            namespace Acme.Sales;

            internal static class Use
            {
                public static AccountMapping Mapping => new()
                {
                    ["{{endless}}"] = AccountField.Name,
                    ["{{endless}}"] = AccountField.CustomId,
                };
            }
            """);

        string message = Assert.Single(run.ReportedBy(new RepeatedHeaderAnalyzer())).GetMessage();
        Assert.Contains("'Company<U+00A0>name name", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 120, 250);
    }

    [Fact]
    public void What_is_shown_of_a_header_is_one_line_in_which_all_is_seen() => s_text.Sample(text =>
    {
        string shown = HeaderText.Shown(text);
        Assert.InRange(shown.Length, 0, HeaderText.LongestShown);
        Assert.Equal(WithoutBlanks($"'{shown}'"), WithoutBlanks(DiagnosticInfo.OneLine($"'{shown}'")));
        Assert.Empty(HeaderText.Unseen(shown));
    });

    [Fact]
    public void Generator_and_runtime_see_the_same_in_a_header() => s_text.Sample(text =>
    {
        Assert.Equal(RuntimeText.Shown(text), HeaderText.Shown(text));
        Assert.Equal(RuntimeText.Seen(text), HeaderText.Seen(text));
        Assert.Equal(RuntimeText.Unseen(text), HeaderText.Unseen(text));
        Assert.Equal(HeaderText.Seen(text), HeaderText.Seen(HeaderText.Seen(text)));
    });

    [Fact]
    public void Generator_and_runtime_guess_the_same_separator() => Gen.OneOf(
        Gen.Const("sep=;"),
        Gen.Const("SEP=\t"),
        Gen.Const("sep="),
        Gen.Const("sep=;;"),
        Gen.Const("sep=^"),
        Gen.Const(""),
        Gen.Char[";|\t ab=:^\uFF0C\u060C"].Array[0, 6].Select(letters => new string(letters))).Array[1, 4].Sample(header =>
    {
        CsvHeaderRecord record = CsvHeaderRecord.Read(string.Join(',', header), isWhole: true)!;
        if (record.Fault is not null)
            return;
        string[] cells = [.. record.Cells.Select(cell => cell.Text)];
        Assert.Equal(RuntimeSeparator.Guess(cells) is { } guessed ? RuntimeSeparator.NameOf(guessed) : null, CsvSeparator.Guess(record.Cells));
        Assert.Equal(RuntimeSeparator.Noted(cells) is { } noted ? RuntimeSeparator.NameOf(noted) : null, CsvSeparator.Noted(record.Cells));
    });

    private static string WithoutBlanks(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
