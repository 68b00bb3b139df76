using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Tests.Imports;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Watching;

/// <summary>An emulator with something on its page.</summary>
internal static class BusyEmulator
{
    public const string Hostile = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>";

    /// <summary>A reason and a record that try to be markup.</summary>
    public static async Task PostHostileAsync(Local local)
    {
        local.FailIds[5] = Hostile;
        await local.ActAsync("accountAddTags", Local.Ids(5), "\"tags\":[\"x\"]");
        await UpsertAsync(local, Hostile);
        local.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>Batches in several states, an import, lost and refused answers.</summary>
    public static async Task<Local> StartAsync()
    {
        Local local = await Local.StartAsync(options =>
        {
            options.Page = true;
            (options.Accounts, options.Prospects, options.ItemsPerSecond) = (3_000, 500, 40);
            for (int id = 20; id <= 180; id += 20)
                options.FailIds[id] = id == 40 ? "The owner is no longer active." : "The record is locked.";
        });
        await local.ActAsync("accountAddTags", "actionParams[filter][id][lte]=60", "\"tags\":[\"vip\"]");
        await local.ActAsync("prospectsAssignOwner", Local.Ids(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), "\"ownerId\":7");
        local.Clock.Advance(TimeSpan.FromSeconds(30));
        Reply running = await local.ActAsync(
            "accountsBulkModify", "actionParams[filter][id][lte]=400", "\"industry\":\"Aerospace\",\"custom1\":null");
        await local.PostAsync($"batches/{running.Data["id"]}/actions/confirm?actionParams[confirmedCount]=400");
        await UpsertAsync(local, "Ann");
        local.Emulator.Faults.LoseResponse(HttpMethod.Post, path => path == "/batches/actions/prospectsAddTags");
        await Assert.ThrowsAsync<HttpRequestException>(
            () => local.ActAsync("prospectsAddTags", "actionParams[filter][stage][name]=Replied", "\"tags\":[\"spring\",\"fair\"]"));
        await local.ActAsync("accountsDestroyAll", "actionParams[filter][createdAt][lte]=2024-06-30&actionParams[filter][named]=false");
        local.Emulator.Faults.Add(new() { Times = 1 }, EmulatorFault.TooManyRequests(TimeSpan.FromSeconds(30)));
        await local.GetAsync("batches?filter[id]=3,4&page[size]=50&sort=-createdAt");
        local.Emulator.Faults.Add(new() { Method = HttpMethod.Get, Skip = 4, Times = 2 }, EmulatorFault.StaleRead());
        local.Clock.Advance(TimeSpan.FromSeconds(6));
        await local.GetAsync("batches/3");
        return local;
    }

    private static Task<Reply> UpsertAsync(Local local, string firstName)
    {
        JsonObject record = new() { ["type"] = "prospect", ["attributes"] = new JsonObject { ["firstName"] = firstName } };
        return Uploads.StartAsync(local, "bulkUpsert", new() { ["fileName"] = "visitors", ["records"] = new JsonArray(record) });
    }
}
