using Outreach.Bulk.Emulator.Tests.Imports;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Batches;

public sealed class FailIdsTests
{
    [Fact]
    public async Task Chosen_records_fail_with_their_reason_and_stay_as_they_are()
    {
        await using Local local = await Local.StartAsync(options => options.FailIds[2] = "locked");
        string before = local.Snapshot("account", 2);
        Reply posted = await local.ActAsync("accountAddTags", Local.Ids(1, 2, 3), "\"tags\":[\"chosen\"]");
        Reply failed = await local.GetAsync($"batchItems?filter[batch][id]={posted.Data["id"]}&filter[failed]=true");
        Assert.Equal("locked", (string?)failed.List.Single()!["attributes"]!["info"]);
        Assert.Equal(before, local.Snapshot("account", 2));
        Assert.Contains("chosen", local.Snapshot("account", 3), StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_can_be_chosen_while_it_runs()
    {
        EmulatorOptions options = new() { Accounts = 3, Page = true };
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(options);
        options.FailIds[3] = "locked";
        using HttpClient client = new() { BaseAddress = emulator.BaseAddress };
        using HttpRequestMessage request = new(HttpMethod.Post, "batches/actions/accountsDestroyAll");
        request.Headers.Authorization = new("Bearer", emulator.AccessToken);
        request.Content = new StringContent("", null, Local.MediaType);
        using HttpResponseMessage response = await client.SendAsync(request);
        Assert.Equal(1, emulator.CountRecords("account"));
        Assert.NotNull(emulator.FindRecord("account", 3));
    }

    [Fact]
    public async Task Rows_go_by_the_record_they_meet()
    {
        await using Local local = await Local.StartAsync(options => options.FailIds[1] = "locked");
        long keyed = Enumerable.Range(3, 28).First(id => ImportTests.Text(local.Account(id), "customId") is not null);
        local.FailIds[keyed] = "frozen";
        string key = ImportTests.Text(local.Account(keyed), "customId")!;
        Reply import = await local.ImportAsync("accountsImport", $"id,customId,name\n1,,A\n,{key},B\n2,,C\n", "overwrite");
        Assert.Equal(["locked", "frozen", null], (await local.ItemsAsync(import)).Select(item => (string?)item["info"]));
        Assert.Equal(
            ["C"], new[] { 1, 2, keyed }.Select(id => ImportTests.Text(local.Account(id), "name")).Where(name => name?.Length == 1));
        Reply upsert = await local.PostAsync(
            "imports/actions/customObjectBulkUpsert",
            """{"data":{"attributes":{"fileName":"f","records":[{"type":"vehicle","id":1,"attributes":{"plate":"x"}}]}}}""");
        Assert.Equal((200, 1), (upsert.Status, local.Emulator.PostedActions[^1].Failures));
    }
}
