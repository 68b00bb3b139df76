using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Actions;

public sealed class CustomObjectTests
{
    private const string Vehicle = "actionParams[objectName]=vehicle&";

    [Fact]
    public async Task Attributes_are_set_on_the_selected_records_of_one_type()
    {
        await using Local local = await Local.StartAsync(options => options.CustomObjects["house"] = 3);
        await local.ActAsync("customObjectBulkModify", Vehicle + Local.Ids(1, 2), "\"color\":\"red\",\"amount\":null");
        Assert.Equal("red", (string?)local.Emulator.FindRecord("vehicle", 2)!["attributes"]!["color"]);
        Assert.Null(local.Emulator.FindRecord("vehicle", 1)!["attributes"]!["amount"]);
        Assert.Null(local.Emulator.FindRecord("vehicle", 3)!["attributes"]!["color"]);
        Assert.Null(local.Emulator.FindRecord("house", 1)!["attributes"]!["color"]);
    }

    [Fact]
    public async Task The_selected_records_of_one_type_are_deleted()
    {
        await using Local local = await Local.StartAsync(options => options.CustomObjects["house"] = 3);
        await local.ActAsync("customObjectBulkDelete", Vehicle + "actionParams[filter][name]=vehicle 2");
        Assert.Equal((99, 3), (local.Emulator.CountRecords("vehicle"), local.Emulator.CountRecords("house")));
        Assert.Null(local.Emulator.FindRecord("vehicle", 2));
    }

    [Theory]
    [InlineData("[name]=vehicle 2")]
    [InlineData("[id][]=3&$[id][]=5&$[id][]=500")]
    [InlineData("[amount][lte]=400&$[active]=true")]
    public async Task A_list_by_the_same_filter_holds_what_an_action_selects(string clauses)
    {
        await using Local local = await Local.StartAsync();
        string filter = $"${clauses}";
        Reply listed = await local.GetAsync(
            $"customObjects/vehicle?newFilterSyntax=true&count=true&page[size]=1000&{filter.Replace("$", "filter")}");
        await local.ActAsync("customObjectBulkModify", Vehicle + filter.Replace("$", "actionParams[filter]"), "\"mark\":\"hit\"");
        long[] hit =
        [
            .. Enumerable.Range(1, 100).Select(id => (long)id)
                .Where(id => (string?)local.Emulator.FindRecord("vehicle", id)!["attributes"]!["mark"] == "hit"),
        ];
        Assert.NotEmpty(hit);
        Assert.Equal(hit, listed.Ids);
        Assert.Equal(hit.Length, (int)listed.Body!["meta"]!["count"]!);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("actionParams[objectName]=boat", 422)]
    public async Task A_type_is_required_and_must_exist(string query, int status)
    {
        await using Local local = await Local.StartAsync();
        Assert.Equal(status, (await local.ActAsync("customObjectBulkDelete", query)).Status);
        Assert.Equal(400, (await local.ActAsync("accountsDestroyAll", Vehicle)).Status);
    }

    [Fact]
    public async Task Records_can_be_made_read_changed_and_deleted_one_by_one()
    {
        await using Local local = await Local.StartAsync();
        Reply made = await local.PostAsync("customObjects/vehicle", """{"data":{"type":"vehicle","attributes":{"name":"new"}}}""");
        Assert.Equal((201, 101), (made.Status, (int)made.Data["id"]!));
        Reply changed = await local.SendAsync(
            local.Request(HttpMethod.Patch, "customObjects/vehicle/101", """{"data":{"attributes":{"size":2}}}"""));
        Assert.Equal("{\"name\":\"new\",\"size\":2}", changed.Attributes.ToJsonString());
        Assert.Equal(101, (await local.GetAsync("customObjects/vehicle?page[size]=1000")).List.Count);
        Assert.Equal(204, (await local.SendAsync(local.Request(HttpMethod.Delete, "customObjects/vehicle/101"))).Status);
        Assert.Equal(404, (await local.GetAsync("customObjects/vehicle/101")).Status);
    }
}
