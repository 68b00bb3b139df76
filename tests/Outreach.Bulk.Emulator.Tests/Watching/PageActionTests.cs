using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Watching;

/// <summary>What the buttons of the page do.</summary>
public sealed class PageActionTests
{
    [Fact]
    public async Task A_batch_is_confirmed_by_its_count()
    {
        await using Local local = await StartAsync();
        Reply posted = await PostAsync(local);
        using Watcher watcher = await Watcher.OpenAsync(local);
        Assert.Contains("has 2 items", await watcher.ActAsync("confirm", """{"batch":1,"count":3}"""), StringComparison.Ordinal);
        Assert.Equal("confirming", (await local.BatchAsync(posted)).State);
        Assert.Equal("Batch 1 was confirmed.", await watcher.ActAsync("confirm", """{"batch":1,"count":2}"""));
        Assert.Equal("finished", (await local.BatchAsync(posted)).State);
        Assert.Contains("can't be confirmed", await watcher.ActAsync("confirm", """{"batch":1,"count":2}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_is_cancelled()
    {
        await using Local local = await StartAsync();
        Reply posted = await PostAsync(local);
        using Watcher watcher = await Watcher.OpenAsync(local);
        Assert.Equal("Batch 1 was cancelled.", await watcher.ActAsync("cancel", """{"batch":1}"""));
        Assert.Equal("canceled", (await local.BatchAsync(posted)).State);
        Assert.Contains("Could not find batch 2", await watcher.ActAsync("cancel", """{"batch":2}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chosen_records_fail_until_none_is_chosen()
    {
        await using Local local = await StartAsync(options => options.ConfirmationThreshold = 100);
        using Watcher watcher = await Watcher.OpenAsync(local);
        Assert.Equal("2 records fail from now on.", await watcher.ActAsync("fail", """{"ids":"1-2","reason":"locked"}"""));
        Assert.Equal(2, (int)(await local.BatchAsync(await PostAsync(local))).Attributes["failures"]!);
        JsonNode state = (await watcher.EventAsync(changes => changes["state"] is not null))["state"]![0]!;
        Assert.Equal("locked", (string)state["failIds"]![1]!["reason"]!);
        await watcher.ActAsync("succeed");
        Assert.Equal(0, (int)(await local.BatchAsync(await PostAsync(local))).Attributes["failures"]!);
        Assert.Contains("'two' must be ids", await watcher.ActAsync("fail", """{"ids":"two","reason":""}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_strikes_the_next_request_that_fits()
    {
        await using Local local = await StartAsync();
        using Watcher watcher = await Watcher.OpenAsync(local);
        JsonNode start = (await watcher.EventAsync(changes => changes["start"] is not null))["start"]![0]!;
        Assert.Equal(
            "Respond 503 strikes the next request that fits.", await watcher.ActAsync("fault", Fault((string)start["faults"]![3]!)));
        Assert.Equal(200, (await local.GetAsync("accounts/1")).Status);
        Assert.Equal(503, (await PostAsync(local)).Status);
        Assert.Equal(200, (await PostAsync(local)).Status);
        foreach (JsonNode? label in start["faults"]!.AsArray())
            Assert.Contains("strikes the next", await watcher.ActAsync("fault", Fault((string)label!)), StringComparison.Ordinal);
        await watcher.ActAsync("clear-faults");
        Assert.Equal(200, (await PostAsync(local)).Status);

        static string Fault(string label) => new JsonObject
        {
            ["fault"] = label, ["method"] = "POST", ["path"] = "/batches/", ["times"] = 1,
        }.ToJsonString();
    }

    [Fact]
    public async Task A_jump_of_the_clock_moves_batches_and_ends_waits()
    {
        await using Local local = await StartAsync(options => (options.ItemsPerSecond, options.ConfirmationThreshold) = (0.001, 100));
        Reply posted = await PostAsync(local);
        local.Emulator.Faults.Add(new() { Times = 1 }, EmulatorFault.DelayedResponse(TimeSpan.FromHours(2)));
        using Watcher watcher = await Watcher.OpenAsync(local);
        Task<Reply> late = local.BatchAsync(posted);
        await watcher.EventAsync(changes => changes["requests"]?.AsArray().Any(request => (int)request!["id"]! == 2) == true);
        string said = "";
        while (!late.IsCompleted)
            said = await watcher.ActAsync("jump", """{"seconds":3600}""");
        Assert.StartsWith("The clock was moved on to 2026-01-05T", said, StringComparison.Ordinal);
        Assert.Equal("finished", (await local.BatchAsync(posted)).State);
        Assert.Contains("1 to", await watcher.ActAsync("jump", """{"seconds":-1}"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("confirm", "")]
    [InlineData("confirm", "[]")]
    [InlineData("confirm", """{"batch":"1","count":1}""")]
    [InlineData("cancel", """{"batch":1.5}""")]
    [InlineData("fault", """{"fault":"none","method":"POST","path":"","times":1}""")]
    [InlineData("fault", """{"fault":"Reset, nothing done","method":"GET /","path":"","times":1}""")]
    [InlineData("fail", """{"ids":"1-999999","reason":""}""")]
    [InlineData("anything", "{}")]
    public async Task What_cannot_be_done_is_refused_in_words(string action, string body)
    {
        await using Local local = await StartAsync();
        using Watcher watcher = await Watcher.OpenAsync(local);
        (int status, string text) = await watcher.SendAsync(watcher.Request(HttpMethod.Post, "/page/" + action, body));
        Assert.Equal(422, status);
        Assert.EndsWith(".", text, StringComparison.Ordinal);
    }

    private static Task<Local> StartAsync(Action<EmulatorOptions>? configure = null) => Local.StartAsync(options =>
    {
        (options.Page, options.ConfirmationThreshold) = (true, 0);
        configure?.Invoke(options);
    });

    private static Task<Reply> PostAsync(Local local) => local.ActAsync("accountAddTags", Local.Ids(1, 2), "\"tags\":[\"x\"]");
}
