using System.Text;
using Outreach.Bulk.Csv;
using Outreach.Bulk.Keys;
using Outreach.Bulk.Mappings;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>Records that repeat a unique key are told with their lines before anything is started.</summary>
public class RepeatedKeyTests
{
    private const string Csv = "companyName,crmId\nAcme,k1\n\"Two\nlines\",\"k2\"\nx,\ny,\nOther, k2 \nLast,\"k\"\"1\"\nAgain,k1";

    [Fact]
    public async Task Rows_that_repeat_a_key_are_told_with_their_lines_and_nothing_is_started()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        CsvException error = await Assert.ThrowsAsync<CsvException>(() => accounts.ImportAsync(File(Csv), ImportTests.Mapping));
        Assert.Equal(
            ["line 7, column 1: 'crmId' is the same as in line 3.", "line 9, column 1: 'crmId' is the same as in line 2."],
            error.Problems.Select(problem => problem.ToString()));
        Assert.Equal(
            [Csv.IndexOf("Other", StringComparison.Ordinal), Csv.IndexOf("Again", StringComparison.Ordinal)],
            error.Problems.Select(problem => (int)problem.Offset!));
        Assert.All(error.Problems, problem => Assert.Equal(CsvProblemKind.RepeatedKey, problem.Kind));
        Assert.DoesNotContain("k1", error.Message);
        Assert.Empty(server.Puts);
        Assert.Empty(server.Starts);
    }

    [Fact]
    public async Task Rows_may_repeat_a_key_when_the_options_say_so_and_are_sent_as_they_are()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        await accounts.Imports.UploadAsync(await accounts.Imports.CreateUploadLinkAsync(), File(Csv));
        Assert.Equal(Csv, Assert.Single(server.Puts).Body);
        await Assert.ThrowsAnyAsync<OutreachBulkException>(
            () => accounts.ImportAsync(File(Csv), ImportTests.Mapping, new() { UniqueColumns = [] }));
        Assert.Equal(2, server.Puts.Count);
    }

    [Fact]
    public async Task A_step_of_its_own_checks_the_columns_that_are_named()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        UploadLink link = await accounts.Imports.CreateUploadLinkAsync();
        CsvException error = await Assert.ThrowsAsync<CsvException>(
            () => accounts.Imports.UploadAsync(link, File("a,b\nx,1\ny,1\nx,2\n"), new() { UniqueColumns = ["a", "b"] }));
        Assert.Equal([3, 4], error.Problems.Select(problem => problem.Line));
        CsvException missing = await Assert.ThrowsAsync<CsvException>(
            () => accounts.Imports.UploadAsync(link, File("a,b\nx,1\n"), new() { UniqueColumns = ["c"] }));
        Assert.Equal((CsvProblemKind.MissingHeader, "c"), (Assert.Single(missing.Problems).Kind, missing.Problems[0].Header));
    }

    [Theory]
    [InlineData("id", "017", "17", true)]
    [InlineData("id", "17", "18", false)]
    [InlineData("customId", "017", "17", false)]
    [InlineData("customId", "ß", "\"ß\"", true)]
    [InlineData("customId", "k", "K", false)]
    [InlineData("customId", "abcdefgh1", "abcdefgh2", false)]
    [InlineData("name", "x", "x", false)]
    public void Keys_are_the_same_when_Outreach_would_take_them_for_the_same(string apiName, string first, string second, bool isRepeated)
    {
        AccountMapping mapping = new();
        mapping.AddUnchecked("k", apiName);
        Assert.Equal(isRepeated ? 1 : 0, Find($"\uFEFFk,n\r\n{first},1\r\n{second},2\r\n", mapping, 5).Count);
    }

    [Theory]
    [InlineData("ABC-1", "abc-1", true, false, true)]
    [InlineData("ABC-1", "abc-1", false, true, false)]
    [InlineData("Ada@Example.com", " ada@example.com ", true, false, true)]
    [InlineData("\u00C9-1", "\u00E9-1", true, false, true)]
    [InlineData("\u00E9-1", "e\u0301-1", false, true, true)]
    [InlineData("\u00E9-1", "e\u0301-1", true, false, false)]
    [InlineData("\u00C9-1", "e\u0301-1", true, true, true)]
    [InlineData("abc-1", "abc-2", true, true, false)]
    public async Task Keys_that_differ_in_case_or_form_alone_are_the_same_when_the_options_say_so(
        string first, string second, bool ignoresCase, bool ignoresForm, bool isRepeated)
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        Task import = accounts.ImportAsync(
            File($"companyName,crmId\nx,{first}\ny,{second}\n"),
            ImportTests.Mapping,
            new() { IgnoreKeyCase = ignoresCase, IgnoreKeyForm = ignoresForm });
        if (!isRepeated)
        {
            await import;
            return;
        }

        CsvException error = await Assert.ThrowsAsync<CsvException>(() => import);
        Assert.Contains("line 3, column 1: 'crmId' is the same as in line 2, ", error.Message);
        Assert.Contains("aside", error.Message);
        Assert.Empty(server.Starts);
    }

    [Theory]
    [InlineData("'00123", "apostrophe")]
    [InlineData("\"=\"\"00123\"\"\"", "formula")]
    [InlineData("17\u200B", "U+200B")]
    [InlineData("1\u00A07", "U+00A0")]
    [InlineData("17.0", "point")]
    [InlineData("\"1,017\"", "comma")]
    [InlineData("1.2E+05", "rounded")]
    [InlineData("\uFF11\uFF17", "no whole number")]
    [InlineData("99999999999999999999", "no whole number")]
    [InlineData("abc", "no whole number")]
    public async Task A_value_mapped_to_id_that_is_no_whole_number_is_told_before_the_upload_ends(string value, string named)
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        AccountMapping mapping = new() { ["n"] = AccountField.Name };
        mapping.AddUnchecked("account", "id");
        foreach (ImportOptions options in (ImportOptions[])[new(), new() { UniqueColumns = [] }, new() { UniqueColumns = ["n"] }])
        {
            CsvException error = await Assert.ThrowsAsync<CsvException>(
                () => accounts.ImportAsync(File($"n,account\na, 0017 \nb,\nc,{value}\n"), mapping, options));
            CsvProblem problem = Assert.Single(error.Problems);
            Assert.Equal((CsvProblemKind.NoInteger, 4L), (problem.Kind, problem.Line));
            Assert.Contains("'account' is mapped to id", problem.Detail);
            Assert.Contains(named, problem.Detail);
            Assert.DoesNotContain(value, error.Message);
        }

        Assert.Empty(server.Puts);
        Assert.Empty(server.Starts);
    }

    [Fact]
    public void A_column_of_values_that_are_no_numbers_is_one_sentence()
    {
        AccountMapping mapping = new();
        mapping.AddUnchecked("k", "id");
        string rows = string.Concat(Enumerable.Range(1, 300).Select(i => $"'{i},x\r\n"));
        Assert.Equal(
            "lines 2 to 301: 'k' is mapped to id, and its value is no whole number: it starts with an apostrophe, by which spreadsheets "
                + "mark text.",
            Assert.Single(Find($"k,n\r\n{rows}", mapping, 50)).ToString());
    }

    [Fact]
    public void What_is_found_does_not_depend_on_where_the_bytes_are_cut()
    {
        string text = Csv.Replace("\n", "\r\n");
        CsvProblem[] whole = [.. Find(text, ImportTests.Mapping, text.Length)];
        Assert.Equal(2, whole.Length);
        for (int length = 1; length < 20; length++)
            Assert.Equal(whole, Find(text, ImportTests.Mapping, length));
    }

    private static IReadOnlyList<CsvProblem> Find(string text, ImportMapping mapping, int pieceLength)
    {
        string[] header = CsvHeader.Decode(Encoding.UTF8.GetBytes(text.Split('\r')[0].TrimStart('\uFEFF')));
        KeyCheck keys = new(KeyColumns.Checked(named: null, KeyDifferences.None, mapping, header));
        foreach (byte[] piece in Encoding.UTF8.GetBytes(text).Chunk(pieceLength))
            keys.Push(piece);
        keys.Complete();
        return keys.Problems;
    }

    private static CsvFile File(string text) => CsvFile.From(Encoding.UTF8.GetBytes(text), "a.csv");
}
