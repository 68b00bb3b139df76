using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Batches;

public sealed class LimitTests
{
    [Fact]
    public async Task Above_the_items_of_a_batch_it_fails_and_says_why()
    {
        await using Local local = await Local.StartAsync(options => options.ItemsPerBatch = 29);
        Reply batch = await local.BatchAsync(await local.ActAsync("accountsDestroyAll"));
        Assert.Equal(("failed", 0), (batch.State, (int)batch.Attributes["total"]!));
        Assert.Contains("29", (string?)batch.Attributes["summary"]!["message"], StringComparison.Ordinal);
        Assert.Equal(30, local.Emulator.CountRecords("account"));
    }

    [Fact]
    public async Task The_daily_allowance_is_spent_and_comes_back_over_the_day()
    {
        await using Local local = await Local.StartAsync(options => options.ItemsPerDay = 40);
        Assert.Equal("pending", (await TouchAsync(local)).State);
        Assert.Equal("failed", (await TouchAsync(local)).State);
        local.Clock.Advance(TimeSpan.FromHours(11));
        Assert.Equal("failed", (await TouchAsync(local)).State);
        local.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("pending", (await TouchAsync(local)).State);
    }

    [Fact]
    public async Task A_spent_allowance_can_refuse_instead()
    {
        await using Local local = await Local.StartAsync(options => (options.ItemsPerDay, options.DailyAllowanceRefuses) = (40, true));
        await TouchAsync(local);
        Assert.Equal(422, (await TouchAsync(local)).Status);
        Assert.Single((await local.GetAsync("batches")).List);
    }

    [Fact]
    public async Task Beyond_the_hourly_budget_requests_are_refused_until_the_reset()
    {
        await using Local local = await Local.StartAsync(options => options.RequestsPerHour = 2);
        Reply first = await local.GetAsync("accounts/1");
        Assert.Equal(
            ("2", "1"),
            (first.Headers.GetValues("X-RateLimit-Limit").Single(), first.Headers.GetValues("X-RateLimit-Remaining").Single()));
        await local.GetAsync("accounts/1");
        Reply refused = await local.GetAsync("accounts/1");
        Assert.Equal((429, "rateLimitExceeded"), (refused.Status, refused.ErrorId));
        string reset = refused.Headers.GetValues("X-RateLimit-Reset").Single();
        Assert.Equal(local.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds().ToString(), reset);
        Assert.Equal(reset, refused.Headers.NonValidated["Retry-After"].ToString());
        local.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, (await local.GetAsync("accounts/1")).Status);
    }

    [Fact]
    public async Task Rate_limit_headers_can_be_left_out()
    {
        await using Local local = await Local.StartAsync(options => (options.RequestsPerHour, options.RateLimitHeaders) = (1, false));
        Assert.False((await local.GetAsync("accounts/1")).Headers.Contains("X-RateLimit-Limit"));
        Reply refused = await local.GetAsync("accounts/1");
        Assert.Equal((429, false), (refused.Status, refused.Headers.NonValidated.Contains("Retry-After")));
    }

    private static Task<Reply> TouchAsync(Local local) => local.ActAsync("accountsBulkModify", "", "\"custom1\":\"x\"");
}
