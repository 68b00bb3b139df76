using Outreach.Bulk.Emulator.Actions;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Actions;

public sealed class TargetTests
{
    public static TheoryData<string, string> Actions => new(
        from action in BulkAction.All.Values
        where action.Model != "customObject"
        select (action.Name, action.Model));

    internal static string Input(string action) => action switch
    {
        _ when action.EndsWith("Tags", StringComparison.Ordinal) => "\"tags\":[\"customer\",\"brand new\"]",
        _ when action.EndsWith("Modify", StringComparison.Ordinal) => "\"custom3\":\"seen\"",
        "accountsAssignOwner" or "prospectsAssignOwner" => "\"ownerId\":150",
        "prospectsAssignAccount" => "\"accountId\":\"30\"",
        "prospectsAssignOpportunity" => "\"opportunityId\":\"999\"",
        "prospectsAddToSequence" => "\"sequenceId\":50,\"mailboxId\":3",
        _ when action.EndsWith("Assignments", StringComparison.Ordinal) && !action.Contains("All", StringComparison.Ordinal) =>
            "\"userIds\":[\"5\",\"6\"]",
        _ => "",
    };

    [Fact]
    public void There_are_23_actions() => Assert.Equal(23, BulkAction.All.Count);

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Records_outside_the_filter_stay_as_they_are(string action, string model)
    {
        await using Local local = await Local.StartAsync();
        Dictionary<long, string> before = local.Snapshots(model, 30);
        long[] targets = [2, 3, 5, 7, 11, 13];

        Reply posted = await local.ActAsync(action, Local.Ids(targets), Input(action));
        Assert.Equal(targets.Length, (int)posted.Attributes["confirmCount"]!);

        Dictionary<long, string> after = local.Snapshots(model, 30);
        Assert.All(before.Keys.Except(targets), id => Assert.Equal(before[id], after[id]));
        Reply items = await local.GetAsync($"batchItems?filter[batch][id]={posted.Data["id"]}");
        Assert.Equal(targets, items.List.Select(Target));
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Without_filter_and_ids_every_record_is_a_target(string action, string model)
    {
        await using Local local = await Local.StartAsync();
        Reply posted = await local.ActAsync(action, "", Input(action));
        Assert.Equal((30, "pending"), ((int)posted.Attributes["confirmCount"]!, posted.State));
        Reply finished = await local.BatchAsync(posted);
        Assert.Equal(("finished", 30), (finished.State, (int)finished.Attributes["total"]!));
        Assert.Equal(action.EndsWith("DestroyAll", StringComparison.Ordinal) ? 0 : 30, local.Emulator.CountRecords(model));
    }

    [Fact]
    public async Task A_filter_outside_actionParams_is_ignored_which_means_all()
    {
        await using Local local = await Local.StartAsync();
        Reply posted = await local.ActAsync("accountsDestroyAll", "filter[id][]=1");
        Assert.Equal(30, (int)posted.Attributes["confirmCount"]!);
    }

    [Fact]
    public async Task A_repeated_scalar_key_keeps_its_last_value()
    {
        await using Local local = await Local.StartAsync();
        await local.ActAsync("accountsDestroyAll", "actionParams[filter][id]=1&actionParams[filter][id]=2");
        Assert.NotNull(local.Account(1));
        Assert.Null(local.Account(2));
    }

    [Fact]
    public async Task Encoded_brackets_are_brackets()
    {
        await using Local local = await Local.StartAsync();
        await local.ActAsync("accountsDestroyAll", "actionParams%5Bfilter%5D%5Bid%5D%5B%5D=4&actionParams%5bfilter%5d%5bid%5d%5b%5d=9");
        Assert.Equal((28, true, true), (local.Emulator.CountRecords("account"), local.Account(4) is null, local.Account(9) is null));
    }

    [Theory]
    [InlineData("\"ids\":[1,\"2\",2,99]", "", 2)]
    [InlineData("\"ids\":[1,2,3]", "actionParams[filter][id][]=3&actionParams[filter][id][]=4", 1)]
    [InlineData("\"ids\":[]", "", 30)]
    public async Task Ids_in_the_body_select_too(string body, string query, int matched)
    {
        await using Local local = await Local.StartAsync();
        Reply posted = await local.ActAsync("prospectsDestroyAll", query, body);
        Assert.Equal(matched, (int)posted.Attributes["confirmCount"]!);
        Assert.Equal(30 - matched, local.Emulator.CountRecords("prospect"));
    }

    [Theory]
    [InlineData(EmptyIds.SelectNone, IdsAndFilter.Both, "\"ids\":[]", 0)]
    [InlineData(EmptyIds.SelectAll, IdsAndFilter.IdsOnly, "\"ids\":[1,2,3]", 3)]
    [InlineData(EmptyIds.SelectAll, IdsAndFilter.FilterOnly, "\"ids\":[1,2,3]", 2)]
    public async Task The_unpublished_readings_of_ids_can_be_switched(EmptyIds empty, IdsAndFilter both, string body, int matched)
    {
        await using Local local = await Local.StartAsync(options => (options.EmptyIds, options.IdsAndFilter) = (empty, both));
        string query = body.Contains('1') ? "actionParams[filter][id][gte]=29" : "";
        Reply posted = await local.ActAsync("accountsDestroyAll", query, body);
        Assert.Equal(matched, (int)posted.Attributes["confirmCount"]!);
    }

    [Fact]
    public async Task Targets_are_fixed_when_the_action_is_posted()
    {
        await using Local local = await Local.StartAsync(options => options.PendingTime = TimeSpan.FromMinutes(1));
        await local.ActAsync("accountsBulkModify", Local.Ids(1), "\"name\":\"Fixed\"");
        Reply late = await local.ActAsync("accountsBulkModify", "actionParams[filter][name]=Fixed", "\"industry\":\"late\"");
        local.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, (int)(await local.BatchAsync(late)).Attributes["total"]!);
        Assert.NotEqual("late", (string?)local.Account(1)!["attributes"]!["industry"]);
    }

    private static long Target(System.Text.Json.Nodes.JsonNode? item) =>
        (long)System.Text.Json.Nodes.JsonNode.Parse((string)item!["attributes"]!["data"]!)!["id"]!;
}
