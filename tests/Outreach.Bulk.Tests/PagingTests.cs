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

    [Theory]
    [InlineData("https://{0}/api/v2/batchItems?p=2")]
    [InlineData("http://user:word@elsewhere.example/api/v2/batchItems")]
    [InlineData("//elsewhere.example/api/v2/batchItems")]
    [InlineData("javascript:alert(1)")]
    public async Task A_link_away_from_scheme_host_or_port_is_not_followed(string link)
    {
        await using ScriptedServer server = new(request => Reply.Json(
            $$"""{"data":[],"links":{"next":"{{link.Replace("{0}", request.Headers["Host"], StringComparison.Ordinal)}}"} }"""));
        using Accounts accounts = new(server.BaseAddress);
        await Assert.ThrowsAsync<OutreachConnectionException>(() => ReadAsync(accounts));
        Assert.Single(server.Received);
    }

    private static async Task ReadAsync(Accounts accounts)
    {
        await foreach (BatchItem _ in accounts.Batches.Attach(5).GetItemsAsync())
        {
        }
    }
}
