using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Lists end, and stay with the host that the token belongs to.</summary>
public class PagingTests
{
    [Fact]
    public async Task Pages_that_link_in_a_circle_end_the_list_with_an_error()
    {
        await using ScriptedServer server = new(request => Reply.Json(
            """{"data":[],"links":{"next":"/api/v2/batchItems?p="""
            + $$"""{{(request.Target.Contains("p=1", StringComparison.Ordinal) ? 2 : 1)}}"} }"""));
        using Accounts accounts = new(server.BaseAddress);
        OutreachConnectionException error = await Assert.ThrowsAsync<OutreachConnectionException>(() => ReadAsync(accounts));
        Assert.Contains("never end", error.Message);
        Assert.Equal(3, server.Received.Count);
    }

    [Fact]
    public async Task A_list_without_end_is_told_and_left()
    {
        int pages = 0;
        await using ScriptedServer server = new(_ => Reply.Json($$"""{"data":[],"links":{"next":"?page%5Bafter%5D={{++pages}}"} }"""));
        using Accounts accounts = new(server.BaseAddress);
        OutreachConnectionException error = await Assert.ThrowsAsync<OutreachConnectionException>(() => ReadAsync(accounts));
        Assert.Contains("after 100 pages", error.Message);
        Assert.Equal(100, pages);
    }

    [Theory]
    [InlineData("https://{0}/api/v2/other?p=2")]
    [InlineData("http://user:word@elsewhere.example/api/v2/accounts")]
    [InlineData("//elsewhere.example/api/v2/batches?p=2")]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///batchItems")]
    public async Task A_link_to_something_else_at_another_address_is_not_followed(string link)
    {
        await using ScriptedServer server = new(request => Reply.Json(
            $$"""{"data":[],"links":{"next":"{{link.Replace("{0}", request.Headers["Host"], StringComparison.Ordinal)}}"} }"""));
        using Accounts accounts = new(server.BaseAddress);
        await Assert.ThrowsAsync<OutreachConnectionException>(() => ReadAsync(accounts));
        Assert.Single(server.Received);
    }

    [Theory]
    [InlineData("https://api.outreach.example/api/v2/batchItems?page%5Bafter%5D=x")]
    [InlineData("http://user:word@elsewhere.example:81/batchItems?page%5Bafter%5D=x")]
    [InlineData("//elsewhere.example/api/v2/batchItems?page%5Bafter%5D=x")]
    [InlineData("/batchItems?page%5Bafter%5D=x")]
    [InlineData("batchItems?page%5Bafter%5D=x")]
    [InlineData("?page%5Bafter%5D=x")]
    public async Task Behind_a_gateway_the_next_page_is_read_at_the_gateway(string link)
    {
        await using ScriptedServer server = new(request => Reply.Json(
            request.Query.Contains("after", StringComparison.Ordinal) ? """{"data":[]}"""
            : $$"""{"data":[],"links":{"next":"{{link}}"} }"""));
        using Accounts accounts = new(new Uri(server.BaseAddress, "/gateway/outreach/api/v2/"));
        await ReadAsync(accounts);
        Assert.Equal("/gateway/outreach/api/v2/batchItems?page%5Bafter%5D=x", server.Received[1].Target);
    }

    [Fact]
    public async Task A_page_that_is_too_much_for_a_gateway_is_asked_for_in_smaller_ones()
    {
        await using ScriptedServer server = new(request => SizeOf(request) > 100
            ? Reply.Html(502)
            : Reply.Json(
                request.Query.Contains("after", StringComparison.Ordinal) ? """{"data":[{"id":2}]}"""
                : $$"""{"data":[{"id":1}],"links":{"next":"?page%5Bsize%5D={{SizeOf(request)}}&page%5Bafter%5D=x"} }"""));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        Assert.Equal(2, await ReadAsync(accounts));
        Assert.Equal([1000, 250, 62, 62], server.Received.Select(SizeOf));
    }

    [Fact]
    public async Task A_page_with_a_number_keeps_its_size()
    {
        int answers = 0;
        await using ScriptedServer server = new(_ => answers++ switch
        {
            0 => Reply.Json("""{"data":[],"links":{"next":"?page%5Bsize%5D=1000&page%5Bnumber%5D=2"} }"""),
            1 => Reply.Html(502),
            _ => Reply.Json("""{"data":[]}"""),
        });
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        await ReadAsync(accounts);
        Assert.Equal([1000, 1000, 1000], server.Received.Select(SizeOf));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task An_answer_that_comes_compressed_is_read(string encoding)
    {
        await using ScriptedServer server = new(request => Reply.Compressed(
            encoding,
            request.Method == "GET" ? Reply.BatchText(5, "finished")
                : """{"errors":[{"id":"validationError","detail":"no such owner"}]}""",
            request.Method == "POST" ? 422 : 200));
        using Accounts accounts = new(server.BaseAddress);
        Assert.Equal(OperationState.Finished, (await accounts.Batches.Attach(5).RefreshAsync()).State);
        OutreachApiException error = await Assert.ThrowsAsync<OutreachApiException>(
            () => accounts.ModifyAsync(new() { Filter = new() { Id = [1] } }, new() { Custom1 = "x" }));
        Assert.Contains("no such owner", error.Message);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_on()
    {
        // Sixteen bytes of it unpack to a kilobyte.
        byte[] zeros = new byte[80 << 20];
        await using ScriptedServer server = new(_ => Reply.Compressed("gzip", zeros, 200));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Retries = 0);
        OutreachConnectionException error = await Assert.ThrowsAsync<OutreachConnectionException>(
            () => accounts.Batches.Attach(5).RefreshAsync());
        Assert.Contains("larger than 64 MiB", error.Message);
    }

    private static int SizeOf(Received request) => int.Parse(request.Query.Split("page[size]=")[1].Split('&')[0]);

    private static async Task<int> ReadAsync(Accounts accounts)
    {
        int count = 0;
        await foreach (BatchItem _ in accounts.Batches.Attach(5).GetItemsAsync())
            count++;
        return count;
    }
}
