using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Imports;

public sealed class ImportTests
{
    [Theory]
    [InlineData(null, "Old", null)]
    [InlineData("skip", "Old", null)]
    [InlineData("missing", "Old", "Berlin")]
    [InlineData("overwrite", "New", "Berlin")]
    public async Task Accounts_are_made_and_those_there_are_treated_as_told(string? dupeMethod, string name, string? locality)
    {
        await using Local local = await Local.StartAsync(options => options.Accounts = 1);
        await local.ActAsync("accountsBulkModify", Local.Ids(1), "\"customId\":\"C-1\",\"name\":\"Old\",\"locality\":null");
        Reply import = await local.ImportAsync(
            "accountsImport", "customId,name,locality\r\nC-1,New,Berlin\r\nC-2,Other,Lagos\r\n", dupeMethod);
        Assert.Equal(("finished", 2, 1, 0), Uploads.Counters(import));
        Assert.Equal((name, locality), (Text(local.Account(1), "name"), Text(local.Account(1), "locality")));
        Assert.Equal(("Other", "Lagos"), (Text(local.Account(2), "name"), Text(local.Account(2), "locality")));
        Assert.Equal("2026-01-05T08:00:00.000Z", Text(local.Account(2), "createdAt"));
        Assert.Equal(2, local.Emulator.CountRecords("account"));
    }

    [Theory]
    [InlineData(null, "Old", null)]
    [InlineData("skip", "Old", null)]
    [InlineData("missing", "Old", "Buyer")]
    [InlineData("overwrite", "New", "Buyer")]
    public async Task Prospects_are_made_and_those_there_are_treated_as_told(string? dupeMethod, string lastName, string? title)
    {
        await using Local local = await Local.StartAsync(options => options.Prospects = 1);
        await local.ActAsync(
            "prospectsBulkModify", Local.Ids(1), "\"externalId\":\"P-1\",\"lastName\":\"Old\",\"title\":null,\"emails\":[]");
        Reply import = await local.ImportAsync(
            "prospectsImport",
            "externalId,lastName,title,emails,tags\nP-1,New,Buyer,a@b.example,x\nP-2,Other,,c@d.example,x; y\n",
            dupeMethod);
        Assert.Equal(("finished", 2, 1, 0), Uploads.Counters(import));
        Assert.Equal((lastName, title), (Text(local.Prospect(1), "lastName"), Text(local.Prospect(1), "title")));
        JsonNode made = local.Prospect(2)!["attributes"]!;
        Assert.Equal("""["c@d.example"]["x","y"]""", made["emails"]!.ToJsonString() + made["tags"]!.ToJsonString());
        Assert.Equal("2", (await local.GetAsync("prospects?filter[emails]=c@d.example")).IdText);
    }

    [Fact]
    public async Task The_id_comes_before_the_other_unique_key()
    {
        await using Local local = await Local.StartAsync();
        await local.ActAsync("accountsBulkModify", Local.Ids(1), "\"customId\":\"C-1\"");
        await local.ActAsync("accountsBulkModify", Local.Ids(2), "\"customId\":\"C-2\"");
        Reply import = await local.ImportAsync("accountsImport", "id,customId,custom1\n2,C-1,x\n,C-1,y\n", "overwrite");
        Assert.Equal(("finished", 2, 2, 0), Uploads.Counters(import));
        Assert.Equal(("y", "x"), (Text(local.Account(1), "custom1"), Text(local.Account(2), "custom1")));
    }

    [Theory]
    [InlineData(false, 31)]
    [InlineData(true, 30)]
    public async Task Prospects_match_by_e_mail_only_when_switched_on(bool on, int count)
    {
        await using Local local = await Local.StartAsync(options => options.ProspectsMatchByEmail = on);
        await local.ActAsync("prospectsBulkModify", Local.Ids(7), "\"emails\":[\"sally@mail.example\"]");
        Reply import = await local.ImportAsync(
            "prospectsImport", "emails,title\nother@mail.example;SALLY@mail.example,Boss\n", "overwrite");
        Assert.Equal("finished", import.State);
        Assert.Equal(count, local.Emulator.CountRecords("prospect"));
        Assert.Equal(on, Text(local.Prospect(7), "title") == "Boss");
    }

    [Theory]
    [InlineData(false, "finished", 31)]
    [InlineData(true, "failed", 30)]
    public async Task A_key_twice_in_one_file_follows_the_dupe_method_or_fails_the_import(bool fails, string state, int count)
    {
        await using Local local = await Local.StartAsync(options => options.RepeatedKeysFailImport = fails);
        Reply import = await local.ImportAsync("accountsImport", "customId,name\nnew,A\nnew,B\n", "overwrite");
        Assert.Equal(state, import.State);
        Assert.Equal(count, local.Emulator.CountRecords("account"));
        Assert.Equal(fails ? null : "B", Text(local.Account(31), "name"));
    }

    [Theory]
    [InlineData(false, "Old")]
    [InlineData(true, null)]
    public async Task An_empty_cell_leaves_or_clears_when_overwriting(bool clears, string? expected)
    {
        await using Local local = await Local.StartAsync(options => options.EmptyCellsClear = clears);
        await local.ActAsync("accountsBulkModify", Local.Ids(1), "\"industry\":\"Old\"");
        await local.ImportAsync("accountsImport", "id,industry\n1,\n", "overwrite");
        Assert.Equal(expected, Text(local.Account(1), "industry"));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Overwriting_keeps_an_opt_out_unless_switched_off(bool clears, bool expected)
    {
        await using Local local = await Local.StartAsync(options => options.ImportsClearOptOuts = clears);
        await local.ActAsync("prospectsBulkModify", Local.Ids(1), "\"emailOptedOut\":true");
        await local.ImportAsync("prospectsImport", "id,emailOptedOut\n1,false\n", "overwrite");
        Assert.Equal(expected, (bool)local.Prospect(1)!["attributes"]!["emailOptedOut"]!);
    }

    [Fact]
    public async Task An_import_runs_over_virtual_time_as_batches_one_after_the_other()
    {
        await using Local local = await Local.StartAsync(options =>
            (options.ItemsPerSecond, options.RowsPerImportBatch, options.PendingTime) = (1, 2, TimeSpan.FromSeconds(10)));
        string file = "customId,name\na,A\nb,B\nc,C\n";
        Reply started = await local.StartAsync("accountsImport", Uploads.Attributes(await local.UploadAsync(file), file));
        Assert.Equal(("progressing", 3, 0, 0), Uploads.Counters(started));
        await Expect(11, "progressing", 31, "running", "pending");
        await Expect(1, "progressing", 32, "finished", "pending");
        await Expect(10, "progressing", 32, "finished", "running");
        await Expect(1, "finished", 33, "finished", "finished");
        Reply finished = await local.GetAsync($"imports/{started.Data["id"]}");
        Assert.Equal("2026-01-05T08:00:23.000Z", Text(finished.Data, "stateChangedAt"));

        async Task Expect(int seconds, string state, int accounts, params string[] batches)
        {
            local.Clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.Equal(state, (await local.GetAsync($"imports/{started.Data["id"]}")).State);
            Assert.Equal(accounts, local.Emulator.CountRecords("account"));
            Reply list = await local.GetAsync("batches?filter[contextType]=Import&filter[contextId]=1&sort=id");
            Assert.Equal(batches, list.List.Select(batch => (string)batch!["attributes"]!["state"]!));
        }
    }

    [Fact]
    public async Task A_canceled_batch_fails_the_import_and_leaves_the_rest_of_its_rows_undone()
    {
        await using Local local = await Local.StartAsync(options => (options.ItemsPerSecond, options.RowsPerImportBatch) = (1, 2));
        string file = "customId,name\na,A\nb,B\nc,C\n";
        Reply started = await local.StartAsync("accountsImport", Uploads.Attributes(await local.UploadAsync(file), file));
        Assert.Equal(200, (await local.PostAsync("batches/1/actions/cancel")).Status);
        local.Clock.Advance(TimeSpan.FromMinutes(1));
        Reply import = await local.GetAsync($"imports/{started.Data["id"]}");
        Assert.Equal(("failed", "Batch 1 was canceled."), (import.State, Text(import.Data, "errorReason")));
        Assert.Equal(31, local.Emulator.CountRecords("account"));
    }

    [Theory]
    [InlineData(false, "importType")]
    [InlineData(true, "type")]
    public async Task The_resource_has_the_published_attributes_and_either_name_of_its_kind(bool asType, string name)
    {
        await using Local local = await Local.StartAsync(options => options.ImportKindAsType = asType);
        string file = "externalId\nP-1\n";
        JsonObject attributes = Uploads.Attributes(await local.UploadAsync(file), file);
        (attributes["fileName"], attributes["recordCount"]) = ("prospects 7f3a.csv", "1");
        Reply import = await local.StartAsync("prospectsImport", attributes);
        Assert.Equal(("import", 1), ((string?)import.Data["type"], (int)import.Data["id"]!));
        string[] expected =
        [
            "createdAt", "dupeMethod", "dupes", "errorReason", "externalId", "externalName", "externalType", "failures", "fileName",
            "fileSize",
            "frequency", name, "loadFromPlugin", "mappings", "pluginId", "prospectOwnerId", "recurring", "reportInstanceId", "scheduledAt",
            "source", "stageId", "state", "stateChangedAt", "syncedUntil", "timeZone", "total", "updatedAt",
        ];
        Assert.Equal(expected.Order(), import.Attributes.Select(member => member.Key).Order());
        Assert.Equal(
            ("Import::Csv", "prospects 7f3a.csv", "skip"),
            (Text(import.Data, name), Text(import.Data, "fileName"), Text(import.Data, "dupeMethod")));
        Assert.Equal(file.Length, (int)import.Attributes["fileSize"]!);
        Assert.Equal(["state"], (await local.GetAsync("imports/1?fields[import]=state")).Attributes.Select(member => member.Key));
        Assert.Equal(404, (await local.GetAsync("imports")).Status);
        Assert.Equal(404, (await local.GetAsync("imports/2")).Status);
        Reply batch = await local.GetAsync("batches/1");
        Assert.Contains("prospects 7f3a.csv", batch.Attributes["payload"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_whose_answer_was_lost_has_started()
    {
        await using Local local = await Local.StartAsync();
        string file = "customId,name\na,A\n";
        string key = await local.UploadAsync(file);
        local.Emulator.Faults.LoseResponse(HttpMethod.Post, path => path == "/imports/actions/accountsImport");
        await Assert.ThrowsAsync<HttpRequestException>(() => local.StartAsync("accountsImport", Uploads.Attributes(key, file)));
        Assert.Equal("finished", (await local.GetAsync("imports/1")).State);
        Assert.Equal("A", Text(local.Account(31), "name"));
    }

    internal static string? Text(JsonNode? resource, string name) => (string?)resource?["attributes"]?[name];
}
