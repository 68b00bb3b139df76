using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Actions;

public sealed class EffectTests
{
    [Theory]
    [InlineData("accountAddTags", "accountsRemoveTags", "account")]
    [InlineData("prospectsAddTags", "prospectsRemoveTags", "prospect")]
    public async Task Tags_are_added_once_and_removed_again(string add, string remove, string model)
    {
        await using Local local = await Local.StartAsync();
        string[] before = Tags(local, model);
        await local.ActAsync(add, Local.Ids(1), "\"tags\":[\"x\",\"y\"]");
        await local.ActAsync(add, Local.Ids(1), "\"tags\":[\"y\"]");
        Assert.Equal([.. before, "x", "y"], Tags(local, model));
        await local.ActAsync(remove, Local.Ids(1), "\"tags\":[\"x\",\"never there\"]");
        Assert.Equal([.. before, "y"], Tags(local, model));
    }

    [Theory]
    [InlineData("account")]
    [InlineData("prospect")]
    public async Task Users_are_assigned_and_unassigned_given_as_text_or_number(string model)
    {
        await using Local local = await Local.StartAsync();
        await local.ActAsync($"{model}sRemoveAllAssignments", Local.Ids(1));
        Assert.Empty(Related(local, model, "assignedUsers"));
        await local.ActAsync($"{model}sAddAssignments", Local.Ids(1), "\"userIds\":[\"7\",8,\"9\"]");
        Assert.Equal([7, 8, 9], Related(local, model, "assignedUsers"));
        await local.ActAsync($"{model}sRemoveAssignments", Local.Ids(1), "\"userIds\":[8]");
        Assert.Equal([7, 9], Related(local, model, "assignedUsers"));
        await local.ActAsync($"{model}sRemoveAllAssignments", Local.Ids(1));
        Assert.Empty(Related(local, model, "assignedUsers"));
    }

    [Theory]
    [InlineData("accountsAssignOwner", "account", "owner", "\"ownerId\":123", 123)]
    [InlineData("prospectsAssignOwner", "prospect", "owner", "\"ownerId\":\"124\"", 124)]
    [InlineData("prospectsAssignAccount", "prospect", "account", "\"accountId\":\"17\"", 17)]
    [InlineData("prospectsAssignAccount", "prospect", "account", "\"accountId\":18", 18)]
    public async Task An_owner_or_account_is_pointed_at(string action, string model, string relationship, string input, long expected)
    {
        await using Local local = await Local.StartAsync();
        await local.ActAsync(action, Local.Ids(1), input);
        Assert.Equal(expected, (long)local.Emulator.FindRecord(model, 1)!["relationships"]![relationship]!["data"]!["id"]!);
    }

    [Fact]
    public async Task An_opportunity_is_linked()
    {
        await using Local local = await Local.StartAsync();
        await local.ActAsync("prospectsAssignOpportunity", Local.Ids(1), "\"opportunityId\":\"77\"");
        Assert.Contains(77, Related(local, "prospect", "opportunities"));
        Assert.Contains(1, (await local.GetAsync("prospects?filter[opportunities][id]=77")).Ids);
    }

    [Fact]
    public async Task A_sequence_is_joined_paused_and_finished()
    {
        await using Local local = await Local.StartAsync();
        await local.ActAsync("prospectsFinishAll");
        Assert.Empty(Related(local, "prospect", "activeSequenceStates"));

        Reply joined = await local.ActAsync(
            "prospectsAddToSequence", Local.Ids(1), "\"sequenceId\":4,\"mailboxId\":\"5\",\"stepOverrides\":[{}]");
        Assert.Equal(0, (int)(await local.BatchAsync(joined)).Attributes["failures"]!);
        Assert.Single(Related(local, "prospect", "activeSequenceStates"));
        Assert.Equal("1", (await local.GetAsync("prospects?filter[activeSequenceStates][state]=pending")).IdText);

        Reply twice = await local.ActAsync("prospectsAddToSequence", Local.Ids(1), "\"sequenceId\":4,\"mailboxId\":5");
        Assert.Equal(1, (int)(await local.BatchAsync(twice)).Attributes["failures"]!);

        await local.ActAsync("prospectsPauseAll", Local.Ids(1));
        Assert.Equal("1", (await local.GetAsync("prospects?filter[sequenceStates][state]=paused")).IdText);
        await local.ActAsync("prospectsFinishAll", Local.Ids(1));
        Assert.Empty((await local.GetAsync("prospects?filter[activeSequenceStates][id]=__notnull__")).Ids);
    }

    [Theory]
    [InlineData("account")]
    [InlineData("prospect")]
    public async Task Destroyed_records_are_gone(string model)
    {
        await using Local local = await Local.StartAsync();
        await local.ActAsync($"{model}sDestroyAll", Local.Ids(1, 2));
        Assert.Equal(28, local.Emulator.CountRecords(model));
        Reply gone = await local.GetAsync($"{model}s/1");
        Assert.Equal((404, "resourceNotFound"), (gone.Status, gone.ErrorId));
    }

    [Theory]
    [InlineData("prospectsAssignOwner", "\"ownerId\":100000")]
    [InlineData("prospectsAssignAccount", "\"accountId\":\"100000\"")]
    [InlineData("prospectsAssignOpportunity", "\"opportunityId\":\"100000\"")]
    [InlineData("prospectsAddAssignments", "\"userIds\":[\"100000\"]")]
    [InlineData("prospectsAddToSequence", "\"sequenceId\":100000,\"mailboxId\":1")]
    [InlineData("prospectsAddToSequence", "\"sequenceId\":1,\"mailboxId\":100000")]
    public async Task Pointing_at_what_does_not_exist_fails_the_item_and_changes_nothing(string action, string input)
    {
        await using Local local = await Local.StartAsync();
        string before = local.Snapshot("prospect", 1);
        Reply batch = await local.BatchAsync(await local.ActAsync(action, Local.Ids(1), input));
        Assert.Equal(("finished", 1), (batch.State, (int)batch.Attributes["failures"]!));
        Assert.Equal(before, local.Snapshot("prospect", 1));
    }

    private static string[] Tags(Local local, string model) =>
        [.. local.Emulator.FindRecord(model, 1)!["attributes"]!["tags"]!.AsArray().Select(tag => (string)tag!)];

    private static long[] Related(Local local, string model, string relationship) =>
        [.. local.Emulator.FindRecord(model, 1)!["relationships"]![relationship]!["data"]!.AsArray().Select(one => (long)one!["id"]!)];
}
