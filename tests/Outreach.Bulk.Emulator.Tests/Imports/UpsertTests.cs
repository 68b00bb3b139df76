using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Imports;

public sealed class UpsertTests
{
    [Theory]
    [InlineData(true, "overwrite", "New", 31)]
    [InlineData(false, "overwrite", "New", 31)]
    [InlineData(true, "skip", "Old", 31)]
    [InlineData(true, "missing", "Old", 31)]
    [InlineData(false, "overwriteNoCreate", "New", 30)]
    public async Task Records_are_upserted_by_id_in_either_envelope(bool wrapped, string dupeMethod, string name, int count)
    {
        await using Local local = await Local.StartAsync();
        await local.ActAsync("accountsBulkModify", Local.Ids(1), "\"name\":\"Old\"");
        Reply import = await UpsertAsync(local, "bulkUpsert", wrapped, dupeMethod,
            """{"type":"account","id":1,"attributes":{"name":"New"}}""",
            """{"type":"account","attributes":{"name":"Another"}}""",
            """{"type":"prospect","id":"2","attributes":{"title":"Boss"}}""");
        Assert.Equal(("finished", 3, 2, count == 30 ? 1 : 0), Uploads.Counters(import));
        Assert.Equal(name, ImportTests.Text(local.Account(1), "name"));
        Assert.Equal(count, local.Emulator.CountRecords("account"));
        if (dupeMethod.StartsWith("overwrite", StringComparison.Ordinal))
            Assert.Equal("Boss", ImportTests.Text(local.Prospect(2), "title"));
    }

    [Fact]
    public async Task Custom_objects_are_upserted_too_each_by_its_type()
    {
        await using Local local = await Local.StartAsync();
        Reply import = await UpsertAsync(local, "customObjectBulkUpsert", true, "overwrite",
            """{"type":"vehicle","id":1,"attributes":{"city":"Oslo"}}""",
            """{"type":"vehicle","attributes":{"city":"Rome"}}""",
            """{"type":"vehicle","id":999,"attributes":{"city":"Rome"}}""",
            """{"type":"account","id":1,"attributes":{"name":"New"}}""");
        Assert.Equal(("finished", 4, 1, 2), Uploads.Counters(import));
        Assert.Equal("Oslo", ImportTests.Text(local.Emulator.FindRecord("vehicle", 1), "city"));
        Assert.Equal("Rome", ImportTests.Text(local.Emulator.FindRecord("vehicle", 101), "city"));
        JsonObject[] items = await local.ItemsAsync(import);
        Assert.Equal("Could not find vehicle 999.", (string?)items[2]["info"]);
        Assert.Equal(101, (int)Uploads.DataOf(items[1])["id"]!);
    }

    [Theory]
    [InlineData("{\"records\":[],\"dupeMethod\":\"skip\"}", 422)]
    [InlineData("{\"records\":[{\"id\":1}],\"dupeMethod\":\"skip\"}", 422)]
    [InlineData("{\"records\":[7],\"dupeMethod\":\"skip\"}", 422)]
    [InlineData("{\"dupeMethod\":\"skip\"}", 422)]
    [InlineData("{\"records\":[{\"type\":\"account\"}],\"storageKey\":\"x\"}", 400)]
    public async Task Records_that_are_none_are_refused(string attributes, int status)
    {
        await using Local local = await Local.StartAsync();
        Assert.Equal(status, (await local.StartAsync("bulkUpsert", JsonNode.Parse(attributes)!.AsObject())).Status);
    }

    private static async Task<Reply> UpsertAsync(Local local, string action, bool wrapped, string dupeMethod, params string[] records)
    {
        JsonNode?[] nodes =
            [.. records.Select(text => wrapped ? new JsonObject { ["data"] = JsonNode.Parse(text) } : JsonNode.Parse(text))];
        Reply started = await local.StartAsync(action, new JsonObject { ["records"] = new JsonArray(nodes), ["dupeMethod"] = dupeMethod });
        Assert.Equal(200, started.Status);
        return await local.GetAsync($"imports/{started.Data["id"]}");
    }
}
