using System.Text;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>The failed items of a batch become rows, with the file their records were selected by and without one.</summary>
public class BatchFailureTests
{
    [Fact]
    public async Task Rows_of_the_file_are_found_by_the_id_column()
    {
        FailureReport failures = await ResultOf(2, Item(1, """{"type":"account","id":18}""", "locked"), Item(2, """{"id":99}""", "gone"))
            .ReadFailuresAsync(File("name;x,accountId\r\na,17\r\n\"b\r\nc\",018\r\n"), "accountId");
        Assert.Equal("name;x,accountId,outreach_error,source_line\r\n\"b\r\nc\",018,locked,3\r\n", await WriteAsync(failures));
        Assert.Equal("no row has its key", Assert.Single(failures.Unmatched).UnmatchedReason);
        Assert.Equal(["gone", "locked"], failures.Clusters.Select(cluster => cluster.Key));
        Assert.Equal(0, failures.MissingItems);
    }

    [Fact]
    public async Task Rows_of_the_file_are_found_by_another_key_where_the_items_lead_to_it()
    {
        FailureReport failures = await ResultOf(1, Item(2, null, "bad"))
            .ReadFailuresAsync(File("crm\nk1\nk2\n"), "crm", "customId", item => [new("customId", $"k{item.Id}")]);
        Assert.Equal("crm,outreach_error,source_line\nk2,bad,3\n", await WriteAsync(failures));
    }

    [Theory]
    [InlineData("accountId", "name")]
    [InlineData("accountId", "Id")]
    [InlineData(" ", "id")]
    public async Task A_key_that_is_none_is_refused(string keyColumn, string keyName) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => ResultOf(1).ReadFailuresAsync(File("accountId\n1\n"), keyColumn, keyName));

    [Fact]
    public async Task A_column_the_file_lacks_is_told_before_items_are_read()
    {
        CsvException error = await Assert.ThrowsAsync<CsvException>(
            () => ResultOf(1).ReadFailuresAsync(File("AccountId\n1\n"), "accountId"));
        Assert.Contains("but 'AccountId'", error.Message);
    }

    [Fact]
    public async Task Without_a_file_the_records_are_listed_by_id()
    {
        FailureReport failures = await ResultOf(
            5,
            Item(1, """{"type":"account","id":18}""", "a, b"),
            Item(2, """{"type":"account","id":7}""", "one"),
            Item(3, """{"type":"account","id":"7"}""", "two"),
            Item(4, "no JSON", "lost")).ListFailuresAsync();
        Assert.Equal("id,outreach_error,source_line\n18,\"a, b\",\n7,one; two,\n", await WriteAsync(failures));
        Assert.Equal([null, null], failures.Rows.Select(row => row.Line));
        Assert.Contains("no unique key", Assert.Single(failures.Unmatched).UnmatchedReason);
        Assert.Equal(4, failures.ItemCount);
        Assert.Equal(1, failures.MissingItems);
        using MemoryStream plain = new();
        await failures.WriteCsvAsync(plain, withErrors: false);
        Assert.Equal("id\n18\n7\n", Encoding.UTF8.GetString(plain.ToArray()));
    }

    [Fact]
    public async Task A_list_of_failures_is_the_file_of_the_next_run()
    {
        string first = await WriteAsync(await ResultOf(2, Item(1, """{"id":18}""", "a"), Item(2, """{"id":7}""", "b")).ListFailuresAsync());
        FailureReport again = await ResultOf(1, Item(9, """{"id":7}""", "c")).ReadFailuresAsync(File(first), "id");
        Assert.Equal("id,outreach_error,source_line\n7,c,3\n", await WriteAsync(again));
    }

    [Fact]
    public async Task An_id_that_is_no_number_is_quoted_where_it_must_be()
    {
        FailureReport failures = await ResultOf(1, Item(1, """{"id":"a,\"b"}""", "x")).ListFailuresAsync();
        Assert.Equal("id,outreach_error,source_line\n\"a,\"\"b\",x,\n", await WriteAsync(failures));
        using MemoryStream sheet = new();
        await failures.WriteSpreadsheetAsync(sheet);
        Assert.Equal(
            "\uFEFF\"id\",\"outreach_error\",\"source_line\"\r\n\"a,\"\"b\",\"x\",\"\"\r\n", Encoding.UTF8.GetString(sheet.ToArray()));
    }

    private static BatchResult ResultOf(long failures, params BatchItem[] items) =>
        BatchResult.Create(
            new WithItems(items), new() { Id = 5, State = OperationState.Finished, Total = 10, Pending = 0, Failures = failures });

    private static BatchItem Item(long id, string? data, string info) => new() { Id = id, Failed = true, Data = data, Info = info };

    private static CsvFile File(string text) => CsvFile.From(Encoding.UTF8.GetBytes(text), "a.csv");

    private static async Task<string> WriteAsync(FailureReport failures)
    {
        using MemoryStream written = new();
        await failures.WriteCsvAsync(written);
        return Encoding.UTF8.GetString(written.ToArray());
    }

    private sealed class WithItems(BatchItem[] items) : BatchOperation
    {
        public override IAsyncEnumerable<BatchItem> GetItemsAsync(
            BatchItemFilter filter = BatchItemFilter.All, CancellationToken cancellationToken = default) =>
            filter == BatchItemFilter.Failed
                ? items.ToAsyncEnumerable()
                : throw new InvalidOperationException("Only failed items are wanted.");
    }
}
