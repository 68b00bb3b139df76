using System.Globalization;
using System.Text;
using Outreach.Bulk.Csv;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>Files as editors, spreadsheets and scripts leave them: the message names what nobody sees, and what to do.</summary>
public class CsvMessageTests
{
    private const string Head = "companyName,crmId\n";

    public static TheoryData<string, CsvProblemKind, long, long> Joined => new()
    {
        { "\uFEFFcompanyName,crmId\nAcme,1\n\uFEFFBeta,2\nGamma,3\n", CsvProblemKind.ByteOrderMark, 3, 1 },
        { Head + "Acme,1\n\uFEFF" + Head + "Beta,2\n", CsvProblemKind.ByteOrderMark, 3, 1 },
        { Head + "Acme,1\nAc\uFEFFme,2\n", CsvProblemKind.ByteOrderMark, 3, 3 },
        { Head + "Acme,1\nBeta,\"\uFEFF2\"\n", CsvProblemKind.ByteOrderMark, 3, 7 },
        { "\uFEFF\uFEFFcompanyName,crmId\nAcme,1\n", CsvProblemKind.ByteOrderMark, 1, 4 },
        { Head + "Acme,1\n" + Head + "Beta,2\n", CsvProblemKind.RepeatedHeader, 3, 1 },
        { Head + "Acme,1\n\"companyName\",\"crmId\"\nBeta,2\n", CsvProblemKind.RepeatedHeader, 3, 1 },
        { "\"companyName\",crmId\r\nAcme,1\r\ncompanyName,crmId \r\n", CsvProblemKind.RepeatedHeader, 3, 1 },
        { Head + "Acme,1\n\u001A" + Head, CsvProblemKind.EndOfFileMark, 3, 1 },
        { Head + "Acme,1\n\u001A", CsvProblemKind.EndOfFileMark, 3, 1 },
        { Head + "Acme,1\u001A", CsvProblemKind.EndOfFileMark, 2, 7 },
        { "crmId\n1\n\u001A\u001A\u001A\r\n", CsvProblemKind.EndOfFileMark, 3, 1 },
    };

    public static TheoryData<string, long> Unseen => new()
    {
        { Head + "Acme,1\n , \nBeta,2\n", 3 },
        { Head + "Acme,1\n\u00A0,\u00A0\n", 3 },
        { Head + "Acme,1\n\u3000,\u3000\nBeta,2\n", 3 },
        { Head + "Acme,1\n\v,\f\n", 3 },
        { Head + "Acme,1\n\t,\"\t\"\n", 3 },
        { Head + "Acme,1\n\u200B,\u2060\n", 3 },
        { Head + "Acme,1\n\u0085,\u2028\n", 3 },
        { Head + "\"\",\"\n\"\nAcme,1\n", 2 },
        { "crmId\n1\n2\n ", 4 },
        { "crmId\r\n1\r\n\t\r\n2\r\n", 3 },
    };

    public static TheoryData<string, byte[], CsvProblemKind, string> Encodings => new()
    {
        { "UTF-16 with mark", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Head + "a,1\n")], CsvProblemKind.Utf16, "Encoding.Unicode" },
        { "UTF-16 without", Encoding.Unicode.GetBytes(Head + "a,1\n"), CsvProblemKind.Utf16, "Encoding.Unicode" },
        { "UTF-16 BE", Encoding.BigEndianUnicode.GetBytes(Head + "a,1\n"), CsvProblemKind.Utf16, "Encoding.BigEndianUnicode" },
        { "UTF-32 with mark", [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(Head + "a,1\n")], CsvProblemKind.Utf32, "Encoding.UTF32" },
        { "UTF-32 without", Encoding.UTF32.GetBytes(Head + "a,1\n"), CsvProblemKind.Utf32, "Encoding.UTF32" },
        { "UTF-32 BE", new UTF32Encoding(true, false).GetBytes(Head + "a,1\n"), CsvProblemKind.Utf32, "bigEndian: true" },
        { "UTF-32 BE with mark", [0, 0, 0xFE, 0xFF, .. new UTF32Encoding(true, false).GetBytes(Head)], CsvProblemKind.Utf32, "bigEndian: true" },
        { "Windows-1252", [.. Encoding.ASCII.GetBytes(Head + "Caf"), 0xE9, .. " "u8, 0x96, .. " Bar,1\n"u8], CsvProblemKind.InvalidUtf8, "GetEncoding(1252)" },
        { "Windows-1252 header", [.. "Stra"u8, 0xDF, .. "e,crmId\na,1\n"u8], CsvProblemKind.InvalidUtf8, "Save the file as CSV UTF-8" },
        { "workbook", [.. "PK\u0003\u0004"u8, 20, 0, 6, 0], CsvProblemKind.NoText, "xlsx" },
        { "old workbook", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], CsvProblemKind.NoText, "xls" },
        { "gzip", [0x1F, 0x8B, 8, 0, 0], CsvProblemKind.NoText, "Unpack" },
    };

    public static TheoryData<string, string, string> Separators => new()
    {
        { "\uFEFFcompanyName;crmId\r\nAcme;1\r\n", "semicolons", "CsvFile.ReadAs(separator: ';')" },
        { "companyName\tcrmId\nAcme\t1\n", "tabs", "CsvFile.ReadAs(separator: '\\t')" },
        { "companyName|crmId\nAcme|1\n", "pipes", "CsvFile.ReadAs(separator: '|')" },
        { "\"companyName\";\"crmId\"\n\"Acme\";\"1\"\n", "semicolons", "CsvFile.ReadAs(separator: ';')" },
        { "companyName;revenue, net;crmId\nAcme;1,5;2\n", "semicolons", "CsvFile.ReadAs(separator: ';')" },
        { "sep=;\r\ncompanyName;crmId\r\nAcme;1\r\n", "semicolons", "passed over" },
        { "sep=\t\ncompanyName\tcrmId\nAcme\t1\n", "tabs", "passed over" },
        { "SEP=,\ncompanyName,crmId\nAcme,1\n", "commas", "Remove it" },
    };

    [Theory]
    [MemberData(nameof(Joined))]
    public Task What_joining_files_leaves_in_the_middle_is_found_and_nothing_is_started(string text, CsvProblemKind kind, long line, long column) =>
        RefusesAsync(Encoding.UTF8.GetBytes(text), problem => Assert.Equal((kind, line, column), (problem.Kind, problem.Line, problem.Column)));

    [Theory]
    [MemberData(nameof(Unseen))]
    public Task A_record_of_which_nothing_is_seen_is_blank_and_nothing_is_started(string text, long line) => RefusesAsync(
        Encoding.UTF8.GetBytes(text), problem => Assert.Equal((CsvProblemKind.BlankRecord, line), (problem.Kind, problem.Line)));

    [Theory]
    [MemberData(nameof(Encodings))]
    public Task Encodings_are_named_with_the_cure(string name, byte[] file, CsvProblemKind kind, string cure) => RefusesAsync(file, problem =>
    {
        Assert.True(kind == problem.Kind, $"{name}: {problem}");
        Assert.Contains(cure, problem.Detail);
    });

    [Theory]
    [MemberData(nameof(Separators))]
    public Task Separators_are_named_with_the_cure(string text, string name, string cure) => RefusesAsync(Encoding.UTF8.GetBytes(text), problem =>
    {
        Assert.Contains(problem.Kind, (CsvProblemKind[])[CsvProblemKind.OtherSeparator, CsvProblemKind.SeparatorLine]);
        Assert.Contains(name, problem.Detail);
        Assert.Contains(cure, problem.Detail);
    });

    [Theory]
    [InlineData("Company\u00A0Name", "Company Name", "'Company<U+00A0>Name' with U+00A0")]
    [InlineData("companyName\u200B", "companyName", "'companyName<U+200B>' with U+200B")]
    [InlineData("Socie\u0301te\u0301", "Soci\u00E9t\u00E9", "'Socie<U+0301>te<U+0301>' with U+0301")]
    public void What_is_not_seen_in_a_header_is_named_by_its_code_point(string inFile, string mapped, string named)
    {
        AccountMapping mapping = new() { [mapped] = AccountField.Name };
        CsvException error = Assert.Throws<CsvException>(() => mapping.ThrowIfNotUsable([inFile]));
        Assert.Contains(named, error.Message);
    }

    [Fact]
    public void Columns_that_are_not_mapped_name_the_option_that_leaves_them_out_once()
    {
        AccountMapping mapping = new() { ["a"] = AccountField.Name };
        CsvException error = Assert.Throws<CsvException>(() => mapping.ThrowIfNotUsable(["a", "b", "c"]));
        Assert.Single(error.Problems, problem => problem.Detail.Contains("ImportOptions.AllowUnmappedHeaders"));
        Assert.Equal(2, error.Problems.Count);
    }

    [Fact]
    public async Task A_run_of_equal_faults_is_one_sentence()
    {
        await RefusesAsync(
            Encoding.UTF8.GetBytes(Head + "Acme,1\n" + string.Concat(Enumerable.Repeat(",\n", 200))),
            problem => Assert.Equal(
                "lines 3 to 202: blank records, which make an import fail.", problem.ToString()));
        CsvScanner scanner = CsvScannerTests.Scan(Head + string.Concat(Enumerable.Repeat("\"a\nb\"\n", 30)) + "x,1\ny\n");
        Assert.Equal(
            [
                "lines 3 to 61: the record has 1 cell, the header 2.",
                "line 63, column 2: the record has 1 cell, the header 2.",
            ],
            scanner.Problems.Select(problem => problem.ToString()));
        Assert.Equal([61, null], scanner.Problems.Select(problem => problem.LastLine));
    }

    [Fact]
    public async Task A_tail_of_NUL_bytes_is_one_sentence_with_their_count()
    {
        byte[] file = [.. Encoding.UTF8.GetBytes(Head + "Acme,1\n"), .. new byte[70_000]];
        await RefusesAsync(file, problem =>
        {
            Assert.Equal((CsvProblemKind.NulByte, 3L, 1L), (problem.Kind, problem.Line, problem.Column));
            Assert.Contains("70000 NUL bytes up to the end of the file", problem.Detail);
        });
        Assert.Equal(
            "70000 NUL bytes", Assert.Single(CsvScannerTests.Scan(file, 1000).Problems).Detail[.."70000 NUL bytes".Length]);
    }

    [Theory]
    [InlineData("Acme,=\"00123\"\n", CsvProblemKind.StrayQuote, "formula")]
    [InlineData("Acme,x=\"1\"\n", CsvProblemKind.StrayQuote, "doubled")]
    [InlineData("\"Acme\";\"1\"\n", CsvProblemKind.OtherSeparator, "semicolons")]
    public Task What_spreadsheets_write_around_values_is_named_once(string row, CsvProblemKind kind, string named) =>
        RefusesAsync(Encoding.UTF8.GetBytes(Head + "Beta,2\n" + row), problem =>
        {
            Assert.Equal((kind, 3L), (problem.Kind, problem.Line));
            Assert.Contains(named, problem.Detail);
        });

    [Fact]
    public async Task Limits_say_what_the_way_out_is()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        CsvException rows = await Assert.ThrowsAsync<CsvException>(
            () => accounts.ImportAsync(ImportTests.File, ImportTests.Mapping, new() { MaximumRows = 1 }));
        Assert.Contains("ImportOptions.MaximumRows). Split the file", rows.Message);
        CsvException cell = await Assert.ThrowsAsync<CsvException>(
            () => accounts.ImportAsync(ImportTests.File, ImportTests.Mapping, new() { MaximumCellBytes = 3 }));
        Assert.Contains("shorten the cell or allow more", cell.Message);
    }

    [Fact]
    public void Blank_is_what_is_white_space_a_control_character_or_without_a_width()
    {
        for (int value = 1; value <= 0x10FFFF; value++)
        {
            if (!Rune.TryCreate(value, out Rune rune))
                continue;
            bool isBlank = Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;
            if (isBlank != BlankText.IsBlank(Encoding.UTF8.GetBytes(rune.ToString())))
                Assert.Fail($"U+{value:X4}");
        }
    }

    [Fact]
    public async Task Rows_of_other_scripts_and_rows_that_begin_with_blanks_are_no_blank_ones()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        string rows = string.Concat(Enumerable.Repeat("東京\u3000株式会社,東1\n\u3000東,2\nМосква,м3\n , x\n\u00A0é,\n\"\"\"\",\n\u200Bx,\n", 40));
        await accounts.Imports.UploadAsync(
            await accounts.Imports.CreateUploadLinkAsync(), CsvFile.From(Encoding.UTF8.GetBytes(Head + rows), "a.csv"));
        Assert.Equal(Head + rows, Assert.Single(server.Puts).Body);
    }

    private static async Task RefusesAsync(byte[] file, Action<CsvProblem> first)
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        AccountMapping mapping = new();
        string header = Encoding.UTF8.GetString(file).TrimStart('\uFEFF').Split('\r', '\n')[0];
        foreach (string name in header.StartsWith("crmId", StringComparison.Ordinal) ? ["crmId"] : (string[])["companyName", "crmId"])
            mapping.AddUnchecked(name, name == "crmId" ? "customId" : "name");
        CsvException error = await Assert.ThrowsAsync<CsvException>(
            () => accounts.ImportAsync(CsvFile.From(file, "a.csv"), mapping));
        first(error.Problems[0]);
        Assert.Empty(server.Puts);
        Assert.Empty(server.Starts);

        // However it is cut, the same is found.
        CsvScanner whole = CsvScannerTests.Scan(file, int.MaxValue);
        foreach (int size in (int[])[1, 2, 3, 5, 64, 100])
            Assert.Equal(whole.Problems, CsvScannerTests.Scan(file, size).Problems);
    }
}
