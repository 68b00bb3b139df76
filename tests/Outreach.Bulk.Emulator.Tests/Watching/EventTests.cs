using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Tests.Imports;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Watching;

/// <summary>What a page hears of.</summary>
public sealed class EventTests
{
    [Fact]
    public async Task A_batch_is_seen_from_its_post_to_its_end()
    {
        await using Local local = await Local.StartAsync(
            options => (options.Page, options.ItemsPerSecond, options.ConfirmationThreshold) = (true, 10, 10));
        using Watcher watcher = await Watcher.OpenAsync(local);
        await watcher.EventAsync(
            changes => Is(changes, "confirming", 0),
            () => local.ActAsync("accountAddTags", "actionParams[filter][id][lte]=20", "\"tags\":[\"x\"]"));
        Assert.Equal("Batch 1 was confirmed.", await watcher.ActAsync("confirm", """{"batch":1,"count":20}"""));
        await watcher.EventAsync(changes => Is(changes, "running", 10), () => Pass(1));
        await watcher.EventAsync(changes => Is(changes, "finished", 20), () => Pass(1));

        static bool Is(JsonNode changes, string state, int done) => changes["batches"] is JsonArray batches
            && batches.Any(batch => (string)batch!["state"]! == state && (int)batch["done"]! == done && (int)batch["count"]! == 20);

        Task Pass(int seconds)
        {
            local.Clock.Advance(TimeSpan.FromSeconds(seconds));
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Watching_does_not_change_what_a_stale_read_shows()
    {
        await using Local local = await Local.StartAsync(
            options => (options.Page, options.ItemsPerSecond) = (true, 10));
        Reply posted = await local.ActAsync("accountAddTags", "actionParams[filter][id][lte]=20", "\"tags\":[\"x\"]");
        using Watcher watcher = await Watcher.OpenAsync(local);
        local.Clock.Advance(TimeSpan.FromSeconds(1));
        await watcher.EventAsync(changes => (string?)changes["batches"]?[0]!["state"] == "running");
        local.Clock.Advance(TimeSpan.FromSeconds(1));
        local.Emulator.Faults.Add(new() { Times = 1 }, EmulatorFault.StaleRead());
        Assert.Equal("pending", (await local.BatchAsync(posted)).State);
        Assert.Equal("finished", (await local.BatchAsync(posted)).State);
    }

    [Fact]
    public async Task The_books_say_what_was_done_though_nobody_was_told()
    {
        await using Local local = await Local.StartAsync(options => options.Page = true);
        local.Emulator.Faults.LoseResponse(HttpMethod.Post, _ => true);
        await Assert.ThrowsAsync<HttpRequestException>(() => local.ActAsync("accountsDestroyAll", "actionParams[filter][id][lte]=3"));
        using Watcher watcher = await Watcher.OpenAsync(local);
        JsonNode changes = await watcher.EventAsync(each => each["actions"] is not null);
        JsonNode done = Assert.Single(changes["actions"]!.AsArray())!;
        Assert.Equal(
            ("accountsDestroyAll", "id[lte]=3", "finished", 3),
            ((string)done["action"]!, (string)done["filter"]!, (string)done["state"]!, (int)done["processed"]!));
        Assert.Equal((true, null, "LoseResponse"), ((bool)done["over"]!, (int?)done["status"], (string)done["fault"]!));
        JsonNode request = Assert.Single(changes["requests"]!.AsArray())!;
        Assert.Equal(
            "POST /batches/actions/accountsDestroyAll actionParams[filter][id][lte]=3  LoseResponse",
            $"{request["method"]} {request["path"]} {request["query"]} {request["status"]} {request["fault"]}");
    }

    [Fact]
    public async Task Requests_are_shown_without_tokens_signatures_and_values()
    {
        await using Local local = await Local.StartAsync(options => (options.Page, options.AccessToken) = (true, "s3cret-token"));
        await local.ActAsync(
            "accountsBulkModify",
            "actionParams[filter][name]=s3cret-name&actionParams[filter][id][]=7",
            "\"industry\":\"s3cret-industry\"");
        await local.GetAsync("prospects?filter[emails]=s3cret@example.com&page[size]=5&fields[prospect]=firstName");
        await local.GetAsync("accounts?token=s3cret-query");
        await local.PostAsync("imports/actions/generateUploadLink?actionParams[hash]=s3cret-hash", "s3cret-body");
        (_, string url) = await local.LinkAsync();
        await local.PutAsync(url, "s3cret-header\ns3cret-cell\n");
        using Watcher watcher = await Watcher.OpenAsync(local);
        JsonNode changes = await watcher.EventAsync(changes => changes["requests"] is JsonArray { Count: 6 });
        Assert.Equal(
            [
                "/batches/actions/accountsBulkModify?actionParams[filter][name]=… & actionParams[filter][id][]=7 industry",
                "/prospects?filter[emails]=… & page[size]=5 & fields[prospect]=firstName ",
                "/accounts?token=… ",
                "/imports/actions/generateUploadLink?actionParams[hash]=… 11 characters that are not JSON",
                "/imports/actions/generateUploadLink? ",
                "/storage/***?X-Amz-Algorithm=AWS4-HMAC-SHA256 & X-Amz-Credential=… & X-Amz-Date=20260105T080000Z & X-Amz-Expires=3600"
                    + " & X-Amz-SignedHeaders=host & X-Amz-Signature=… ",
            ],
            changes["requests"]!.AsArray().Select(request => $"{request!["path"]}?{request["query"]} {request["body"]}"));
        Assert.DoesNotContain("s3cret", changes.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_are_shown_by_their_records_and_failures_by_their_reasons()
    {
        await using Local local = await Local.StartAsync(options =>
        {
            options.Page = true;
            options.FailIds[2] = "locked";
        });
        await local.ActAsync("accountAddTags", Local.Ids(1, 2, 3), "\"tags\":[\"x\"]");
        using Watcher watcher = await Watcher.OpenAsync(local);
        Assert.Equal(
            ["account 1 finished ", "account 2 error locked", "account 3 finished "],
            Lines(await watcher.ReadAsync("items?batch=1&failed=false")));
        Assert.Equal(["account 2 error locked"], Lines(await watcher.ReadAsync("items?batch=1&failed=true")));

        static IEnumerable<string> Lines(JsonNode found) => found["items"]!.AsArray()
            .Select(item => $"{item!["type"]} {item["record"]} {item["state"]} {item["info"]}");
    }

    [Theory]
    [InlineData("account", "17", "17")]
    [InlineData("account", "initech 1", "")]
    [InlineData("vehicle", "3", "3")]
    [InlineData("prospect", "<script>", "31")]
    public async Task Records_are_found_by_id_or_by_how_their_name_begins(string model, string text, string ids)
    {
        await using Local local = await Local.StartAsync(options => options.Page = true);
        await local.PostAsync(
            "imports/actions/bulkUpsert",
            """{"data":{"attributes":{"fileName":"f","records":[{"type":"prospect","attributes":{"firstName":"<script>"}}]}}}""");
        using Watcher watcher = await Watcher.OpenAsync(local);
        JsonNode found = await watcher.ReadAsync($"records?model={model}&q={Uri.EscapeDataString(text)}");
        Assert.Equal(ids, string.Join(',', found["records"]!.AsArray().Select(record => record!["id"]!.ToString())));
    }

    [Fact]
    public async Task A_record_is_shown_as_it_is_now()
    {
        await using Local local = await Local.StartAsync(options => options.Page = true);
        await local.ActAsync("accountAddTags", Local.Ids(5), "\"tags\":[\"vip\"]");
        using Watcher watcher = await Watcher.OpenAsync(local);
        JsonNode found = await watcher.ReadAsync("record?model=account&id=5");
        Assert.Contains("vip", (string)found["values"]!["tags"]!, StringComparison.Ordinal);
        (int status, _) = await watcher.SendAsync(watcher.Request(HttpMethod.Get, "/page/record?model=account&id=99"));
        Assert.Equal(404, status);
    }
}
