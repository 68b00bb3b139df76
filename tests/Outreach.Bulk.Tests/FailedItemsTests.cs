using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Failed items are read whichever of the two documented filters a server takes, and also when it takes neither.</summary>
public class FailedItemsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_filter_that_is_refused_is_followed_by_the_other_one_from_then_on(bool byState)
    {
        string refused = byState ? "filter[state]" : "filter[failed]";
        await using ScriptedServer server = new(request => request.Query.Contains(refused, StringComparison.Ordinal)
            ? Reply.Json("""{"errors":[{"id":"invalidFilter"}]}""", 400)
            : Items("""{"failed":true}"""));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Protocol.FailedItemsByState = byState);
        Assert.Equal([1L], await FailedAsync(accounts));
        Assert.Equal([1L], await FailedAsync(accounts));
        Assert.Single(server.Received, request => request.Query.Contains(refused, StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_both_are_refused_the_first_refusal_is_told()
    {
        await using ScriptedServer server = new(request => Reply.Json(
            $$"""{"errors":[{"id":"{{(request.Query.Contains("failed", StringComparison.Ordinal) ? "first" : "second")}}"}]}""", 403));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        OutreachApiException refusal = await Assert.ThrowsAsync<OutreachApiException>(() => FailedAsync(accounts));
        Assert.Equal("first", refusal.Errors[0].Id);
        Assert.Equal(2, server.Received.Count);
    }

    [Fact]
    public async Task Where_the_filter_is_ignored_what_has_not_failed_is_passed_over_and_what_may_have_is_not()
    {
        await using ScriptedServer server = new(_ => Items(
            """{"failed":true}""", """{"failed":false}""", """{"state":"error"}""", """{"state":"finished"}""", """{"state":"odd"}""", "{}"));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        Assert.Equal([1L, 3L, 5L, 6L], await FailedAsync(accounts));
    }

    private static Reply Items(params string[] attributes) => Reply.Json(
        $$"""{"data":[{{string.Join(',', attributes.Select((item, index) => $$"""{"type":"batchItem","id":{{index + 1}},"attributes":{{item}} }"""))}}]}""");

    private static async Task<List<long>> FailedAsync(Accounts accounts)
    {
        List<long> ids = [];
        await foreach (BatchItem item in accounts.Batches.Attach(7).GetItemsAsync(BatchItemFilter.Failed))
            ids.Add(item.Id);
        return ids;
    }
}
