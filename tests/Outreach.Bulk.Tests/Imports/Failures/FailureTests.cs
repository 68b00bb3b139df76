using System.Text;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>Failed items find their rows by key, and nothing is guessed.</summary>
public class FailureTests
{
    private const string NoKey = "its data holds no unique key that can be read";

    private const string Csv = "companyName,crmId\r\nAcme,k1\r\n\"Two\r\nlines\",k2\r\nOnce,k3\r\nTwice,k3\r\n";

    [Theory]
    [InlineData("""{"type":"account","id":null,"attributes":{"name":"x","customId":"k2"}}""")]
    [InlineData("""{"data":{"type":"account","attributes":{"custom_id":" k2 "}}}""")]
    [InlineData("""{"companyName":"x","crmId":"k2"}""")]
    [InlineData("""{"customId":"k2","relationships":{"owner":{"data":{"type":"user","id":1}}}}""")]
    [InlineData("\"{\\\"customId\\\":\\\"k2\\\"}\"")]
    public async Task A_row_is_found_by_its_key_whatever_the_form_of_the_data(string data)
    {
        FailureReport failures = await MatchAsync(Csv, Item(1, data, "bad"));
        FailedRow row = Assert.Single(failures.Rows);
        Assert.Equal((3L, "bad", "\"Two\r\nlines\",k2"), (row.Line, row.Error, Encoding.UTF8.GetString(row.Bytes.Span)));
        Assert.Null(row.UnmatchedReason);
        Assert.Empty(failures.Unmatched);
    }

    [Fact]
    public async Task A_repeated_key_is_ambiguous_and_told_with_its_lines()
    {
        FailureReport failures = await MatchAsync(Csv, Item(1, Key("k3"), "bad"));
        Assert.Empty(failures.Rows);
        FailedRow row = Assert.Single(failures.Unmatched);
        Assert.Equal("several rows have its key: lines 5, 6", row.UnmatchedReason);
        Assert.Equal([5, 6], row.Lines);
        Assert.Null(row.Line);
        Assert.Empty(row.ReadCells());
    }

    [Theory]
    [InlineData(null, NoKey)]
    [InlineData("{:custom_id=>\"k1\"}", NoKey)]
    [InlineData("[\"Acme\",\"k1\"]", NoKey)]
    [InlineData("""{"type":"account","attributes":{"customId":"","owner":{"customId":"k1"}}}""", NoKey)]
    [InlineData("""{"type":"account","attributes":{"customId":"k10"}}""", "no row has its key")]
    public async Task An_item_that_fits_no_row_is_told_as_such(string? data, string reason)
    {
        FailureReport failures = await MatchAsync(Csv, Item(1, data, "bad"));
        Assert.Empty(failures.Rows);
        Assert.Equal(reason, Assert.Single(failures.Unmatched).UnmatchedReason);
        Assert.Equal(1, failures.ItemCount);
    }

    [Theory]
    [InlineData("ABC-1", "abc-1")]
    [InlineData("\u00E9-1", "e\u0301-1")]
    [InlineData("\u00C9-1", "e\u0301-1")]
    public async Task A_row_is_found_though_its_key_is_written_otherwise_where_no_second_one_is(string inFile, string inItem)
    {
        FailureReport failures = await MatchAsync($"companyName,crmId\nx,other\nAcme,{inFile}\n", Item(1, Key(inItem), "bad"));
        Assert.Equal(3, Assert.Single(failures.Rows).Line);
        Assert.Empty(failures.Unmatched);
    }

    [Fact]
    public async Task A_key_that_two_rows_have_but_for_the_case_of_its_letters_finds_none_and_both_are_told()
    {
        FailureReport failures = await MatchAsync("companyName,crmId\nx,ABC-1\ny,Abc-1\n", Item(1, Key("abc-1"), "bad"));
        Assert.Empty(failures.Rows);
        FailedRow row = Assert.Single(failures.Unmatched);
        Assert.Equal("no row has its key, and several but for the case or form of its letters: lines 2, 3", row.UnmatchedReason);
        Assert.Equal([2, 3], row.Lines);
    }

    [Fact]
    public async Task A_row_with_the_very_key_goes_before_those_that_are_written_otherwise()
    {
        FailureReport failures = await MatchAsync("companyName,crmId\nx,ABC-1\ny,abc-1\n", Item(1, Key("abc-1"), "bad"));
        Assert.Equal(3, Assert.Single(failures.Rows).Line);
    }

    [Fact]
    public async Task Two_keys_that_lead_to_two_rows_lead_to_none()
    {
        AccountMapping mapping = new() { ["n"] = AccountField.CustomId };
        mapping.AddUnchecked("i", "id");
        FailureReport failures = await FailureReport.MatchAsync(
            new[] { Item(1, """{"id":17,"customId":"a"}""", "x"), Item(2, """{"id":"018","customId":"b"}""", "y") }.ToAsyncEnumerable(),
            File("n,i\na,1\nb,18\nc,17\n"),
            mapping);
        Assert.Equal(3, Assert.Single(failures.Rows).Line);
        Assert.Equal([2, 4], Assert.Single(failures.Unmatched).Lines);
    }

    [Fact]
    public async Task A_column_named_like_another_attribute_is_not_taken_for_it()
    {
        AccountMapping mapping = new() { ["name"] = AccountField.CustomId, ["title"] = AccountField.Name };
        FailureReport failures = await FailureReport.MatchAsync(
            new[] { Item(1, """{"attributes":{"name":"k1"}}""", "x") }.ToAsyncEnumerable(), File("name,title\nk1,k2\n"), mapping);
        Assert.Equal(NoKey, Assert.Single(failures.Unmatched).UnmatchedReason);
    }

    [Fact]
    public async Task The_reading_of_keys_can_be_replaced()
    {
        FailureReport failures = await MatchAsync(
            Csv, item => [new("customId", item.Data!.Split('|')[1])], Item(1, "x|k1", "bad"));
        Assert.Equal(2, Assert.Single(failures.Rows).Line);
    }

    [Fact]
    public async Task A_row_that_failed_twice_is_written_once_and_an_item_told_twice_counts_once()
    {
        BatchItem first = Item(1, Key("k1"), "one");
        FailureReport failures = await MatchAsync(
            Csv, first, first, Item(2, Key("k1"), "two"), Item(3, Key("k2"), "x") with { Failed = false });
        Assert.Equal("one; two", Assert.Single(failures.Rows).Error);
        Assert.Equal(2, failures.ItemCount);
    }

    [Fact]
    public async Task Reasons_that_differ_in_values_are_one_cluster()
    {
        FailureReport failures = await MatchAsync(
            Csv,
            Item(1, Key("k1"), "Name can't be 'x' at 3."),
            Item(2, Key("k2"), "Name can't be 'y z' at 14."),
            Item(3, null, "a@b.org is taken"),
            Item(4, null, null));
        Assert.Equal(
            [("Name can't be … at ….", 2), ("", 1), ("… is taken", 1)],
            failures.Clusters.Select(cluster => (cluster.Key, cluster.Count())));
        Assert.Equal([1, 2], failures.Clusters[0].Select(item => item.Id));
    }

    [Fact]
    public async Task A_report_that_fails_again_has_its_columns_replaced_and_keeps_the_first_lines()
    {
        using MemoryStream first = new();
        await (await MatchAsync(Csv, Item(1, Key("k1"), "a, b"), Item(2, Key("k2"), "c"))).WriteCsvAsync(first);
        FailureReport failures = await MatchAsync(Encoding.UTF8.GetString(first.ToArray()), Item(3, Key("k2"), "d"));
        Assert.Equal("companyName,crmId,outreach_error,source_line\r\n\"Two\r\nlines\",k2,d,3\r\n", await WriteAsync(failures));
        using MemoryStream plain = new();
        await failures.WriteCsvAsync(plain, withErrors: false);
        Assert.Equal("companyName,crmId\r\n\"Two\r\nlines\",k2\r\n", Encoding.UTF8.GetString(plain.ToArray()));
    }

    [Fact]
    public async Task A_report_s_columns_need_no_mapping()
    {
        IReadOnlyList<string> header = await File("k,outreach_error,source_line\n1,,\n").ReadHeaderAsync();
        new AccountMapping { ["k"] = AccountField.CustomId }.ThrowIfNotUsable(header);
    }

    [Fact]
    public async Task A_column_of_the_same_name_elsewhere_is_not_taken_for_a_report_s()
    {
        FailureReport failures = await MatchAsync("outreach_error,crmId,companyName\na,k1,b\n", Item(1, Key("k1"), "bad"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => failures.WriteCsvAsync(Stream.Null));
        using MemoryStream plain = new();
        await failures.WriteCsvAsync(plain, withErrors: false);
        Assert.Equal("outreach_error,crmId,companyName\na,k1,b\n", Encoding.UTF8.GetString(plain.ToArray()));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 30", "'+49 30")]
    [InlineData("-5", "'-5")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData(" =1", "' =1")]
    [InlineData("a=1", "a=1")]
    public async Task Cells_of_the_sheet_for_people_are_no_formulas_and_those_for_machines_are_untouched(string cell, string inert)
    {
        FailureReport failures = await MatchAsync($"companyName,crmId\n\"{cell}\",k1\n", Item(1, Key("k1"), "=bad"));
        using MemoryStream sheet = new();
        await failures.WriteSpreadsheetAsync(sheet);
        Assert.Equal(
            $"\uFEFF\"companyName\",\"crmId\",\"outreach_error\",\"source_line\"\r\n\"{inert}\",\"k1\",\"'=bad\",\"2\"\r\n",
            Encoding.UTF8.GetString(sheet.ToArray()));
        Assert.Equal($"companyName,crmId,outreach_error,source_line\n\"{cell}\",k1,=bad,2\n", await WriteAsync(failures));
    }

    [Fact]
    public async Task Failures_that_no_batch_tells_of_are_counted()
    {
        ImportResult result = ImportResult.Create(
            new WithoutBatches(), new() { Id = 7, State = OperationState.Finished, Total = 9, Failures = 4 });
        FailureReport failures = await result.ReadFailuresAsync(File(Csv), ImportTests.Mapping);
        Assert.Equal((0, 4L), (failures.ItemCount, failures.MissingItems));
        Assert.Null((await MatchAsync(Csv)).MissingItems);
        Assert.Equal("companyName,crmId,outreach_error,source_line\r\n", await WriteAsync(failures));
    }

    [Fact]
    public async Task No_text_of_it_holds_a_cell_or_a_reason()
    {
        FailureReport failures = await MatchAsync(Csv, Item(1, Key("k1"), "secret"), Item(2, Key("k3"), "secret"));
        Assert.DoesNotContain("secret", $"{failures} {failures.Rows[0]} {failures.Unmatched[0]}");
        Assert.Contains("lines 5, 6", failures.Unmatched[0].ToString());
    }

    private static BatchItem Item(long id, string? data, string? info) => new() { Id = id, Failed = true, Data = data, Info = info };

    private static string Key(string value) => $$$"""{"type":"account","attributes":{"customId":"{{{value}}}"}}""";

    private static CsvFile File(string text) => CsvFile.From(Encoding.UTF8.GetBytes(text), "a.csv");

    private static Task<FailureReport> MatchAsync(string csv, params BatchItem[] items) => MatchAsync(csv, readKeys: null, items);

    private static Task<FailureReport> MatchAsync(
        string csv, Func<BatchItem, IEnumerable<KeyValuePair<string, string>>>? readKeys, params BatchItem[] items) =>
        FailureReport.MatchAsync(items.ToAsyncEnumerable(), File(csv), ImportTests.Mapping, readKeys);

    private static async Task<string> WriteAsync(FailureReport failures)
    {
        using MemoryStream written = new();
        await failures.WriteCsvAsync(written);
        return Encoding.UTF8.GetString(written.ToArray());
    }

    private sealed class WithoutBatches : ImportOperation
    {
        public override IAsyncEnumerable<BatchOperation> GetBatchesAsync(CancellationToken cancellationToken = default) =>
            AsyncEnumerable.Empty<BatchOperation>();
    }
}
