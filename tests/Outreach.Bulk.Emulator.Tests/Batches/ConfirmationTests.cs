using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Batches;

public sealed class ConfirmationTests
{
    [Theory]
    [InlineData(29, "", "confirming")]
    [InlineData(30, "", "pending")]
    [InlineData(0, "", "confirming")]
    [InlineData(29, "actionParams[skipConfirmation]=true", "pending")]
    [InlineData(29, "actionParams[skipConfirmation]=false", "confirming")]
    public async Task Above_the_threshold_a_batch_asks_unless_told_to_skip(int threshold, string query, string state)
    {
        await using Local local = await Local.StartAsync(options => options.ConfirmationThreshold = threshold);
        Assert.Equal(state, (await local.ActAsync("accountsDestroyAll", query)).State);
    }

    [Fact]
    public async Task Unconfirmed_it_never_starts()
    {
        await using Local local = await Local.StartAsync(options => options.ConfirmationThreshold = 5);
        Reply posted = await local.ActAsync("accountsDestroyAll");
        local.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal("confirming", (await local.BatchAsync(posted)).State);
        Assert.Equal(30, local.Emulator.CountRecords("account"));
    }

    [Fact]
    public async Task Confirmed_with_its_count_it_runs()
    {
        await using Local local = await Local.StartAsync(options => options.ConfirmationThreshold = 5);
        Reply posted = await local.ActAsync("accountsDestroyAll");
        Reply confirmed = await ConfirmAsync(local, posted, "?actionParams[confirmedCount]=30");
        Assert.Equal(
            (200, "pending", "2026-01-05T08:00:00.000Z"),
            (confirmed.Status, confirmed.State, (string?)confirmed.Attributes["confirmedAt"]));
        Assert.Equal("finished", (await local.BatchAsync(posted)).State);
        Assert.Equal(422, (await ConfirmAsync(local, posted, "?actionParams[confirmedCount]=30")).Status);
    }

    [Theory]
    [InlineData(true, "", 422)]
    [InlineData(true, "?actionParams[confirmedCount]=29", 422)]
    [InlineData(false, "?actionParams[confirmedCount]=29", 422)]
    [InlineData(false, "", 200)]
    [InlineData(false, "?actionParams[confirmedCount]=30", 200)]
    [InlineData(true, "?actionParams[confirmedCount]=many", 400)]
    [InlineData(true, "?actionParams[count]=30", 400)]
    public async Task The_count_is_a_lock(bool required, string query, int status)
    {
        await using Local local = await Local.StartAsync(options =>
            (options.ConfirmationThreshold, options.ConfirmedCountRequired) = (0, required));
        Reply posted = await local.ActAsync("accountsDestroyAll");
        Assert.Equal(required, (bool)posted.Attributes["confirmedCountRequired"]!);
        Assert.Equal(status, (await ConfirmAsync(local, posted, query)).Status);
        Assert.Equal(status == 200 ? 0 : 30, local.Emulator.CountRecords("account"));
    }

    [Fact]
    public async Task Canceled_while_confirming_it_does_nothing()
    {
        await using Local local = await Local.StartAsync(options => options.ConfirmationThreshold = 5);
        Reply posted = await local.ActAsync("accountsDestroyAll");
        Assert.Equal("canceled", (await local.PostAsync($"batches/{posted.Data["id"]}/actions/cancel")).State);
        Assert.Equal(422, (await ConfirmAsync(local, posted, "?actionParams[confirmedCount]=30")).Status);
        Assert.Equal(30, local.Emulator.CountRecords("account"));
    }

    private static Task<Reply> ConfirmAsync(Local local, Reply posted, string query) =>
        local.PostAsync($"batches/{posted.Data["id"]}/actions/confirm{query}");
}
