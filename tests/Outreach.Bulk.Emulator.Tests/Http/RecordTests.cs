using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Http;

public sealed class RecordTests
{
    [Fact]
    public async Task The_same_seed_gives_the_same_records_and_another_seed_others()
    {
        await using Local one = await Local.StartAsync();
        await using Local two = await Local.StartAsync();
        await using Local other = await Local.StartAsync(options => options.Seed = 7);
        Assert.Equal(one.Snapshots("prospect", 30), two.Snapshots("prospect", 30));
        Assert.NotEqual(one.Snapshots("account", 30), other.Snapshots("account", 30));
    }

    [Fact]
    public async Task Ten_thousand_of_each_are_there_by_default()
    {
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync();
        Assert.Equal((10_000, 10_000), (emulator.CountRecords("account"), emulator.CountRecords("prospect")));
    }

    [Theory]
    [InlineData("accounts?filter[q]=Fal", "account")]
    [InlineData("prospects?newFilterSyntax=true&filter[q]=An", "prospect")]
    public async Task A_search_finds_beginnings_whatever_their_case(string path, string model)
    {
        await using Local local = await Local.StartAsync(options => (options.Accounts, options.Prospects) = (300, 300));
        Reply upper = await local.GetAsync(path + "&page[size]=1000");
        string lower = (await local.GetAsync(path.Replace("=Fal", "=fAL").Replace("=An", "=aN") + "&page[size]=1000")).IdText;
        Assert.NotEmpty(upper.Ids);
        Assert.Equal(upper.IdText, lower);
        Reply posted = await local.ActAsync($"{model}sDestroyAll", $"actionParams[filter][q]={path[^2..]}");
        Assert.True((int)posted.Attributes["confirmCount"]! > 0);
        Assert.Empty((await local.GetAsync(path[..(path.LastIndexOf('=') + 1)] + "%25")).List);
    }

    [Fact]
    public async Task Two_clauses_on_a_relationship_to_many_are_about_the_same_row()
    {
        await using Local local = await Local.StartAsync();
        await local.ActAsync("prospectsFinishAll");
        await local.ActAsync("prospectsAddToSequence", Local.Ids(1), "\"sequenceId\":1,\"mailboxId\":1");
        long first = Newest();
        await local.ActAsync("prospectsPauseAll", Local.Ids(1));
        await local.ActAsync("prospectsAddToSequence", Local.Ids(1), "\"sequenceId\":2,\"mailboxId\":1");
        long second = Newest();
        Assert.Equal("1", await FindAsync(first, "paused"));
        Assert.Equal("1", await FindAsync(second, "pending"));
        Assert.Equal("", await FindAsync(first, "pending"));

        long Newest() => local.Prospect(1)!["relationships"]!["sequenceStates"]!["data"]!.AsArray().Max(state => (long)state!["id"]!);
        async Task<string> FindAsync(long id, string state) =>
            (await local.GetAsync($"prospects?filter[sequenceStates][id]={id}&filter[sequenceStates][state]={state}")).IdText;
    }

    [Fact]
    public async Task Only_chosen_fields_are_answered()
    {
        await using Local local = await Local.StartAsync();
        Reply reply = await local.GetAsync("prospects/1?fields[prospect]=firstName,owner");
        Assert.Equal(["firstName"], reply.Attributes.Select(member => member.Key));
        Assert.Equal(["owner"], reply.Data["relationships"]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task Prospects_of_a_deleted_account_have_none()
    {
        await using Local local = await Local.StartAsync();
        await local.ActAsync("prospectsAssignAccount", Local.Ids(1), "\"accountId\":\"4\"");
        await local.ActAsync("accountsDestroyAll", Local.Ids(4));
        Assert.Null(local.Prospect(1)!["relationships"]!["account"]!["data"]);
    }
}
