using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Batches;

public sealed class BatchReadTests
{
    [Theory]
    [InlineData("filter[action]=add_tags", "1")]
    [InlineData("filter[state]=confirming", "3")]
    [InlineData("filter[state]=finished,confirming", "1,2,3")]
    [InlineData("newFilterSyntax=true&filter[state][]=confirming&filter[state][]=failed", "3")]
    [InlineData("filter[total]=2", "1")]
    [InlineData("filter[total]=0..2", "1,3")]
    [InlineData("filter[id]=1,3", "1,3")]
    [InlineData("filter[id]=3,99,1,1", "1,3")]
    [InlineData("filter[id]=2..3", "2,3")]
    [InlineData("newFilterSyntax=true&filter[id][]=3&filter[id][]=2&sort=-createdAt", "3,2")]
    [InlineData("filter[contextType]=Import", "")]
    [InlineData("filter[contextId]=0", "1,2,3")]
    [InlineData("sort=-createdAt", "3,2,1")]
    [InlineData("sort=-total", "2,1,3")]
    [InlineData("sort=finishedAt", "3,1,2")]
    [InlineData("sort=-finishedAt", "2,1,3")]
    [InlineData("sort=state", "3,1,2")]
    [InlineData("sort=-state,-createdAt", "2,1,3")]
    public async Task Batches_are_filtered_and_sorted(string query, string ids)
    {
        await using Local local = await WithThreeBatchesAsync();
        Assert.Equal(ids, (await local.GetAsync($"batches?{query}")).IdText);
    }

    [Theory]
    [InlineData("batches?filter[createdAt]=2020-01-01")]
    [InlineData("batches?filter[q]=x")]
    [InlineData("batches?sort=action")]
    [InlineData("batchItems?filter[info]=x")]
    [InlineData("batchItems?filter[batch][id][]=1")]
    public async Task What_is_not_published_is_refused(string path)
    {
        await using Local local = await WithThreeBatchesAsync();
        Assert.Equal(400, (await local.GetAsync(path)).Status);
    }

    [Theory]
    [InlineData("filter[id]=1,3")]
    [InlineData("filter[id]=1..3")]
    [InlineData("newFilterSyntax=true&filter[id][]=1")]
    public async Task A_filter_by_id_can_be_refused(string query)
    {
        await using Local local = await Local.StartAsync(options => options.BatchesFilterById = false);
        Reply reply = await local.GetAsync($"batches?{query}");
        Assert.Equal((400, "filterParameter.invalid"), (reply.Status, reply.ErrorId));
    }

    [Fact]
    public async Task A_filter_for_failed_items_can_be_refused()
    {
        await using Local local = await Local.StartAsync(options => options.ItemsFilterByFailed = false);
        Assert.Equal(400, (await local.GetAsync("batchItems?filter[failed]=true")).Status);
        Assert.Equal(200, (await local.GetAsync("batchItems?filter[state]=error")).Status);
    }

    [Fact]
    public async Task A_body_of_a_decision_can_be_refused()
    {
        await using Local local = await Local.StartAsync(options =>
        {
            options.DecisionsTakeBody = false;
            options.ConfirmationThreshold = 5;
        });
        Reply posted = await local.ActAsync("accountsDestroyAll");
        Assert.Equal(400, (await local.PostAsync($"batches/{posted.Data["id"]}/actions/cancel", "{}")).Status);
        Assert.Equal("canceled", (await local.PostAsync($"batches/{posted.Data["id"]}/actions/cancel")).State);
    }

    [Fact]
    public async Task Lists_of_batches_can_be_left_unsorted()
    {
        await using Local local = await Local.StartAsync(options => options.SortBatches = false);
        for (int i = 0; i < 3; i++)
            await local.ActAsync("accountAddTags", Local.Ids(1), "\"tags\":[\"x\"]");
        IEnumerable<long> ids = (await local.GetAsync("batches?sort=-createdAt")).Ids;
        Assert.Equal([1, 2, 3], ids);
    }

    [Fact]
    public async Task Hundreds_of_batches_are_followed_by_one_list()
    {
        await using Local local = await Local.StartAsync();
        for (int i = 0; i < 300; i++)
            await local.ActAsync("accountAddTags", Local.Ids(1), "\"tags\":[\"x\"]");
        long[] wanted = [.. Enumerable.Range(1, 300).Where(id => id % 3 != 0).Select(id => (long)id)];
        string ids = string.Join(',', wanted);
        Assert.Equal(wanted, (await local.GetAsync($"batches?page[size]=1000&filter[id]={ids}")).Ids);
        Reply page = await local.GetAsync($"batches?page[size]=150&filter[id]={ids}");
        Assert.Equal(wanted[..150], page.Ids);
        string next = ((string)page.Body!["links"]!["next"]!).Replace($"{local.Emulator.BaseAddress}", "", StringComparison.Ordinal);
        Assert.Equal(wanted[150..], (await local.GetAsync(next)).Ids);
    }

    [Theory]
    [InlineData("filter[batch][id]=2", 10)]
    [InlineData("filter[batchId]=2", 10)]
    [InlineData("filter[batch][id]=2&filter[failed]=true", 4)]
    [InlineData("filter[batch][id]=2&filter[state]=error", 4)]
    [InlineData("filter[batch][id]=2&filter[failed]=false", 6)]
    [InlineData("filter[batch][id]=99", 0)]
    [InlineData("", 12)]
    public async Task Items_are_found_by_batch_and_by_failure(string query, int count)
    {
        await using Local local = await WithThreeBatchesAsync();
        Reply reply = await local.GetAsync($"batchItems?count=true&page[size]=3&{query}");
        Assert.Equal((200, count), (reply.Status, (int)reply.Body!["meta"]!["count"]!));
    }

    [Fact]
    public async Task A_failed_item_tells_its_record_and_its_reason()
    {
        await using Local local = await WithThreeBatchesAsync();
        Reply reply = await local.GetAsync("batchItems?filter[batch][id]=2&filter[failed]=true");
        Assert.Equal(
            """{"batchId":2,"createdAt":"2026-01-05T08:01:00.000Z","data":"{\"type\":\"account\",\"id\":1}","failed":true,"""
            + "\"info\":\"not the first\",\"state\":\"error\"}",
            reply.List[0]!["attributes"]!.ToJsonString().Replace("\\u0022", "\\\""));
        Reply single = await local.GetAsync($"batchItems/{reply.Ids[0]}");
        Assert.Equal(reply.List[0]!.ToJsonString(), single.Data.ToJsonString());
        Assert.Equal(404, (await local.GetAsync("batchItems/9999")).Status);
        Assert.Equal(4, (int)(await local.GetAsync("batches/2")).Attributes["failures"]!);
        Assert.Null(local.Account(1)!["attributes"]!["custom1"]);
    }

    [Fact]
    public async Task A_rule_that_throws_fails_its_item_only()
    {
        await using Local local = await Local.StartAsync(options => options.FailWhen = (_, record) =>
            (int)record["id"]! == 2 ? throw new InvalidOperationException("boom") : null);
        Reply batch = await local.BatchAsync(await local.ActAsync("accountsDestroyAll", Local.Ids(1, 2, 3)));
        Assert.Equal(("finished", 1), (batch.State, (int)batch.Attributes["failures"]!));
        Assert.Equal(28, local.Emulator.CountRecords("account"));
    }

    // Two tagged, ten modified of which four fail, thirty that wait to be confirmed.
    private static async Task<Local> WithThreeBatchesAsync()
    {
        Local local = await Local.StartAsync(options =>
        {
            options.ConfirmationThreshold = 20;
            options.FailWhen = (action, record) => action == "accountsBulkModify" && (int)record["id"]! < 5 ? "not the first" : null;
        });
        await local.ActAsync("accountAddTags", Local.Ids(1, 2), "\"tags\":[\"x\"]");
        local.Clock.Advance(TimeSpan.FromMinutes(1));
        await local.ActAsync("accountsBulkModify", "actionParams[filter][id][lte]=10", "\"custom1\":\"x\"");
        local.Clock.Advance(TimeSpan.FromMinutes(1));
        await local.ActAsync("accountsDestroyAll");
        return local;
    }
}
