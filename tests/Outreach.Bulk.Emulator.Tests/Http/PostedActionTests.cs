using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Http;

public sealed class PostedActionTests
{
    [Fact]
    public async Task Every_acting_post_is_in_the_books_whether_or_not_its_answer_arrived()
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults.Add(new() { Method = HttpMethod.Post, Skip = 1, Times = 1 }, EmulatorFault.LoseResponse);
        await local.ActAsync("accountAddTags", Local.Ids(1, 2), "\"tags\":[\"x\"]");
        await Assert.ThrowsAsync<HttpRequestException>(() => local.ActAsync("accountsDestroyAll", "actionParams[filter][id][lte]=3"));
        await local.PostAsync(
            "imports/actions/bulkUpsert", """{"data":{"attributes":{"fileName":"f","records":[{"type":"account","id":99}]}}}""");
        Assert.Equal(
            [
                """accountAddTags 1  {"tags":["x"]} {"id":["1","2"]} finished 2 2 0""",
                """accountsDestroyAll 2  {} {"id":{"lte":"3"}} finished 3 3 0""",
                """bulkUpsert  1 {"fileName":"f"}  finished 1 1 1""",
            ],
            local.Emulator.PostedActions.Select(Text));
    }

    [Fact]
    public async Task What_was_refused_is_not_in_the_books()
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults.Reset(HttpMethod.Post, _ => true);
        await Assert.ThrowsAsync<HttpRequestException>(() => local.ActAsync("accountsDestroyAll"));
        await local.ActAsync("accountsDestroyEverything");
        await local.ActAsync("accountAddTags");
        Assert.Empty(local.Emulator.PostedActions);
    }

    [Fact]
    public async Task The_books_tell_how_far_a_batch_has_come()
    {
        await using Local local = await Local.StartAsync(options => (options.ItemsPerSecond, options.ConfirmationThreshold) = (10, 20));
        await local.ActAsync("accountAddTags", Local.Ids(1, 2, 99), "\"tags\":[\"x\"]");
        await local.ActAsync("accountsBulkModify", "actionParams[filter][id][lte]=20", "\"custom1\":\"x\"");
        await local.ActAsync("accountsDestroyAll");
        local.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(
            ["finished 2 2 0", "running 20 10 0", "confirming 30 0 0"],
            local.Emulator.PostedActions.Select(action => $"{action.State} {action.Count} {action.Processed} {action.Failures}"));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(2, "/accounts/3 200,/accounts/4 200")]
    public async Task Only_so_many_requests_are_recorded(int most, string kept)
    {
        await using Local local = await Local.StartAsync(options => options.RecordedRequests = most);
        foreach (string id in (string[])["1", "2", "3", "4"])
            await local.GetAsync("accounts/" + id);
        Assert.Equal(kept, string.Join(',', local.Emulator.Requests.Select(
            r => $"{r.PathAndQuery.Replace("/api/v2", "", StringComparison.Ordinal)} {r.Status}")));
    }

    private static string Text(PostedAction action) =>
        $"{action.Action} {action.BatchId} {action.ImportId} {action.Attributes} {action.Filter} "
        + $"{action.State} {action.Count} {action.Processed} {action.Failures}";
}
