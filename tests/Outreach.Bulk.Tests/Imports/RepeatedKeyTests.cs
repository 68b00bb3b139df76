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
