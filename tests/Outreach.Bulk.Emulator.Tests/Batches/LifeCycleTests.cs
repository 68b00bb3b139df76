using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Batches;

public sealed class LifeCycleTests
{
    [Fact]
    public async Task The_answer_to_the_post_is_pending_and_the_first_poll_finished()
    {
        await using Local local = await Local.StartAsync();
        Reply posted = await local.ActAsync("accountsBulkModify", Local.Ids(1, 2), "\"custom1\":\"x\"");
        Assert.Equal((200, "pending", 2, 0), (posted.Status, posted.State, Number(posted, "confirmCount"), Number(posted, "total")));
        Reply polled = await local.BatchAsync(posted);
        Assert.Equal(("finished", 2, 0, 0), (polled.State, Number(polled, "total"), Number(polled, "pending"), Number(polled, "failures")));
    }

    [Fact]
    public async Task A_batch_waits_works_at_its_speed_and_ends_in_virtual_time()
    {
        await using Local local = await Local.StartAsync(options =>
            (options.PendingTime, options.ItemsPerSecond, options.RunningState) = (TimeSpan.FromSeconds(30), 2, "working"));
        Reply posted = await local.ActAsync("accountsBulkModify", "", "\"custom1\":\"x\"");
        await Expect(29, "pending", 0, 0);
        await Expect(1, "working", 30, 30);
        await Expect(5, "working", 30, 20);
        Assert.Equal(("x", null), (Custom(10), Custom(11)));
        await Expect(60, "finished", 30, 0);
        Reply finished = await local.BatchAsync(posted);
        Assert.Equal("2026-01-05T08:00:30.000Z", (string?)finished.Attributes["startedAt"]);
        Assert.Equal("2026-01-05T08:00:45.000Z", (string?)finished.Attributes["finishedAt"]);

        string? Custom(long id) => (string?)local.Account(id)!["attributes"]!["custom1"];
        async Task Expect(int seconds, string state, int total, int pending)
        {
            local.Clock.Advance(TimeSpan.FromSeconds(seconds));
            Reply batch = await local.BatchAsync(posted);
            Assert.Equal((state, total, pending), (batch.State, Number(batch, "total"), Number(batch, "pending")));
        }
    }

    [Fact]
    public async Task Looking_from_inside_moves_the_work_on_too()
    {
        await using Local local = await Local.StartAsync();
        await local.ActAsync("accountsDestroyAll", Local.Ids(1));
        Assert.Null(local.Account(1));
    }

    [Fact]
    public async Task A_canceled_batch_leaves_the_rest_undone()
    {
        await using Local local = await Local.StartAsync(options => options.ItemsPerSecond = 1);
        Reply posted = await local.ActAsync("accountsDestroyAll");
        local.Clock.Advance(TimeSpan.FromSeconds(7));
        Reply canceled = await local.PostAsync($"batches/{posted.Data["id"]}/actions/cancel");
        Assert.Equal((200, "canceled", 23), (canceled.Status, canceled.State, Number(canceled, "pending")));
        local.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(23, local.Emulator.CountRecords("account"));
        Assert.Equal("2026-01-05T08:00:07.000Z", (string?)(await local.BatchAsync(posted)).Attributes["canceledAt"]);
    }

    [Fact]
    public async Task A_batch_that_is_over_can_not_be_canceled()
    {
        await using Local local = await Local.StartAsync();
        Reply posted = await local.ActAsync("accountsDestroyAll", Local.Ids(1));
        Reply canceled = await local.PostAsync($"batches/{posted.Data["id"]}/actions/cancel");
        Assert.Equal((422, "validationError"), (canceled.Status, canceled.ErrorId));
        Assert.Equal(404, (await local.PostAsync("batches/99/actions/cancel")).Status);
    }

    [Fact]
    public async Task Nothing_matched_is_a_finished_batch_of_nothing()
    {
        await using Local local = await Local.StartAsync();
        Reply batch = await local.BatchAsync(await local.ActAsync("accountsDestroyAll", Local.Ids(99)));
        Assert.Equal(("finished", 0, 0), (batch.State, Number(batch, "total"), Number(batch, "confirmCount")));
    }

    [Fact]
    public async Task The_payload_echoes_what_was_sent()
    {
        await using Local local = await Local.StartAsync();
        Reply posted = await local.ActAsync(
            "accountsBulkModify", "actionParams[filter][owner][id][]=7&actionParams[filter][id][lte]=5", "\"custom1\":\"x\",\"ids\":[1,2]");
        Assert.Equal(
            """{"attributes":{"custom1":"x"},"filter":{"owner":{"id":["7"]},"id":{"lte":"5"}},"ids":[1,2]}""",
            posted.Attributes["payload"]!.ToJsonString());
        Assert.Equal("bulk_modify", (string?)posted.Attributes["action"]);
        Assert.Equal("user", (string?)posted.Data["relationships"]!["creator"]!["data"]!["type"]);
    }

    [Theory]
    [InlineData(false, "2026-01-05T08:00:00.000Z")]
    [InlineData(true, "1767600000")]
    public async Task Timestamps_come_in_either_documented_form(bool epoch, string expected)
    {
        await using Local local = await Local.StartAsync(options => options.EpochTimestamps = epoch);
        Reply posted = await local.ActAsync("accountsDestroyAll", Local.Ids(1));
        Assert.Equal(expected, (string?)posted.Attributes["createdAt"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_context_is_there_or_not(bool present)
    {
        await using Local local = await Local.StartAsync(options => options.BatchContext = present);
        Reply posted = await local.ActAsync("accountsDestroyAll", Local.Ids(1));
        Assert.Equal(present, posted.Attributes.ContainsKey("contextType"));
        Assert.Equal(present ? 200 : 400, (await local.GetAsync("batches?filter[contextId]=0")).Status);
    }

    private static int Number(Reply reply, string name) => (int)reply.Attributes[name]!;
}
