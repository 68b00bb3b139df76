using System.Globalization;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Batches;

public sealed class BatchFaultTests
{
    private static readonly FaultRule s_posts = new() { Method = HttpMethod.Post, Times = 1 };
    private static readonly FaultRule s_nextRead = new() { Method = HttpMethod.Get, Times = 1 };

    [Fact]
    public async Task A_stale_read_goes_back_a_state_and_the_next_one_is_true_again()
    {
        await using Local local = await Local.StartAsync(options => options.ItemsPerSecond = 10);
        Reply posted = await local.ActAsync("accountsDestroyAll");
        Assert.Equal("running 30", await LookAsync());
        local.Emulator.Faults.Add(s_nextRead, EmulatorFault.StaleRead());
        Assert.Equal("pending 0", await LookAsync());
        local.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("finished 0", await LookAsync());
        local.Emulator.Faults.Add(s_nextRead, EmulatorFault.StaleRead());
        Assert.Equal("running 30", await LookAsync());
        Assert.Equal("finished 0", await LookAsync());

        async Task<string> LookAsync()
        {
            Reply batch = await local.BatchAsync(posted);
            return $"{batch.State} {batch.Attributes["pending"]}";
        }
    }

    [Fact]
    public async Task A_stale_read_before_a_change_was_shown_hides_the_change()
    {
        await using Local local = await Local.StartAsync();
        Reply posted = await local.ActAsync("accountsDestroyAll");
        local.Emulator.Faults.Add(s_nextRead, EmulatorFault.StaleRead());
        Assert.Equal(posted.Data.ToJsonString(), (await local.BatchAsync(posted)).Data.ToJsonString());
        Assert.Equal(0, local.Emulator.CountRecords("account"));
    }

    [Fact]
    public async Task A_stale_list_shows_earlier_states_and_lacks_the_newest_batches()
    {
        await using Local local = await Local.StartAsync();
        for (int i = 0; i < 3; i++)
            await local.ActAsync("accountAddTags", Local.Ids(1), "\"tags\":[\"x\"]");
        await local.GetAsync("batches");
        local.Emulator.Faults.Add(s_nextRead, EmulatorFault.StaleRead(unseen: 1));
        Reply list = await local.GetAsync("batches");
        Assert.Equal("1,2", list.IdText);
        Assert.All(list.List, batch => Assert.Equal("pending", (string?)batch!["attributes"]!["state"]));
        local.Emulator.Faults.Add(s_nextRead, EmulatorFault.StaleRead(unseen: 1));
        Assert.Equal("1", (await local.GetAsync("batches?filter[id]=1,3")).IdText);
        local.Emulator.Faults.Add(s_nextRead, EmulatorFault.StaleRead(unseen: 5));
        Assert.Empty((await local.GetAsync("batches")).List);
        Assert.Equal("1,2,3", (await local.GetAsync("batches?filter[state]=finished")).IdText);
    }

    [Fact]
    public async Task A_stale_import_is_still_at_it()
    {
        await using Local local = await Local.StartAsync();
        Reply posted = await local.PostAsync(
            "imports/actions/bulkUpsert", """{"data":{"attributes":{"records":[{"type":"account","id":99}]}}}""");
        Assert.Equal("finished", (await local.GetAsync("imports/1")).State);
        local.Emulator.Faults.Add(s_nextRead, EmulatorFault.StaleRead());
        Assert.Equal(posted.Data.ToJsonString(), (await local.GetAsync("imports/1")).Data.ToJsonString());
    }

    [Theory]
    [InlineData(100, "pending")]
    [InlineData(5, "confirming")]
    public async Task A_stuck_batch_stays_pending_until_it_is_canceled(int threshold, string first)
    {
        await using Local local = await Local.StartAsync(options => options.ConfirmationThreshold = threshold);
        local.Emulator.Faults.Add(s_posts, EmulatorFault.StayPending);
        Reply posted = await local.ActAsync("accountsDestroyAll");
        Assert.Equal(first, posted.State);
        if (first == "confirming")
            await local.PostAsync($"batches/{posted.Data["id"]}/actions/confirm?actionParams[confirmedCount]=30");
        local.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal("pending", (await local.BatchAsync(posted)).State);
        Assert.Equal("canceled", (await local.PostAsync($"batches/{posted.Data["id"]}/actions/cancel")).State);
        Assert.Equal(30, local.Emulator.CountRecords("account"));
    }

    [Theory]
    [InlineData(100, 0, "pending", "canceled", 30)]
    [InlineData(5, 0, "confirming", "canceled", 30)]
    [InlineData(100, 12, "pending", "canceled", 18)]
    [InlineData(100, 30, "pending", "finished", 0)]
    public async Task Somebody_else_cancels(int threshold, int afterItems, string first, string last, int left)
    {
        await using Local local = await Local.StartAsync(options => options.ConfirmationThreshold = threshold);
        local.Emulator.Faults.Add(s_posts, EmulatorFault.CancelBatch(afterItems));
        Reply posted = await local.ActAsync("accountsDestroyAll");
        Assert.Equal(first, posted.State);
        Reply batch = await local.BatchAsync(posted);
        Assert.Equal((last, left), (batch.State, local.Emulator.CountRecords("account")));
        Assert.Equal(last == "canceled", batch.Attributes["canceledAt"] is not null);
        Assert.Equal(first == "confirming" || afterItems == 0 ? 0 : left, (int)batch.Attributes["pending"]!);
    }

    [Fact]
    public async Task Somebody_else_confirms()
    {
        await using Local local = await Local.StartAsync(options => options.ConfirmationThreshold = 5);
        local.Emulator.Faults.Add(s_posts, EmulatorFault.ConfirmBatch);
        Reply posted = await local.ActAsync("accountsDestroyAll");
        Assert.Equal("confirming", posted.State);
        Assert.Equal(422, (await local.PostAsync($"batches/{posted.Data["id"]}/actions/confirm?actionParams[confirmedCount]=30")).Status);
        Assert.Equal("finished", (await local.BatchAsync(posted)).State);
        Assert.Equal(0, local.Emulator.CountRecords("account"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task Records_change_between_preview_and_post(int by)
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults.Add(s_posts, EmulatorFault.ChangeRecords(by));
        int previewed = (int)(await local.GetAsync("accounts?count=true")).Body!["meta"]!["count"]!;
        Reply posted = await local.ActAsync("accountAddTags", "", "\"tags\":[\"x\"]");
        Assert.Equal((30, 30 + by), (previewed, (int)posted.Attributes["confirmCount"]!));
        Assert.Equal(30 + by, local.Emulator.CountRecords("account"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task Records_change_between_post_and_confirmation(int by)
    {
        await using Local local = await Local.StartAsync(options => options.ConfirmationThreshold = 5);
        local.Emulator.Faults.Add(s_posts, EmulatorFault.ChangeRecords(by, afterPost: true));
        Reply posted = await local.ActAsync("accountsDestroyAll");
        Assert.Equal(30, (int)posted.Attributes["confirmCount"]!);
        Assert.Equal(30 + by, (int)(await local.BatchAsync(posted)).Attributes["confirmCount"]!);
        Assert.Equal(422, (await ConfirmAsync(30)).Status);
        Assert.Equal(200, (await ConfirmAsync(30 + by)).Status);
        Assert.Equal(0, local.Emulator.CountRecords("account"));

        Task<Reply> ConfirmAsync(int count) => local.PostAsync(
            $"batches/{posted.Data["id"]}/actions/confirm?actionParams[confirmedCount]={count.ToString(CultureInfo.InvariantCulture)}");
    }

    [Fact]
    public async Task Records_of_custom_objects_come_too()
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults.Add(s_posts, EmulatorFault.ChangeRecords(1));
        Reply posted = await local.ActAsync("customObjectBulkModify", "actionParams[objectName]=vehicle", "\"city\":\"Bonn\"");
        Assert.Equal((101, 101), ((int)posted.Attributes["confirmCount"]!, local.Emulator.CountRecords("vehicle")));
    }

    [Fact]
    public async Task A_fault_of_the_batch_and_one_of_the_answer_strike_together()
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults
            .Add(s_posts, EmulatorFault.StayPending)
            .Add(s_posts, EmulatorFault.LoseResponse)
            .Add(s_posts, EmulatorFault.Reset);
        await Assert.ThrowsAsync<HttpRequestException>(() => local.ActAsync("accountsDestroyAll"));
        Assert.Equal("pending", (string?)(await local.GetAsync("batches")).List.Single()!["attributes"]!["state"]);
        Assert.Equal(1, local.Emulator.Faults.Remaining);
    }
}
