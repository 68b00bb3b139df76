using Outreach.Bulk.Generator.Usage;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What a selection that can be seen to be wrong is told.</summary>
public class FilterRuleTests
{
    [Theory]
    [InlineData("Filter = {|OB301:new()|}")]
    [InlineData("Filter = {|OB301:new AccountFilter { }|}")]
    [InlineData("Filter = new() { Id = {|OB301:[]|} }")]
    [InlineData("Filter = new() { Name = \"Acme\", Id = {|OB301:Array.Empty<long>()|} }")]
    [InlineData("Filter = new() { Id = {|OB301:new long[0]|} }")]
    [InlineData("Filter = new() { Id = {|OB301:new List<long>()|} }")]
    [InlineData("Filter = new() { Id = {|OB301:FilterValue.AnyOf<long>([])|} }")]
    [InlineData("Filter = new() { Id = {|OB301:FilterValue.AnyOf(Enumerable.Empty<long>())|} }")]
    [InlineData("Filter = new() { Id = {|OB301:default|} }")]
    [InlineData("Filter = new() { Id = {|OB301:new()|} }")]
    [InlineData("Filter = new() { Name = {|OB301:\" \"|} }")]
    [InlineData("Filter = new() { Id = [1], Owner = {|OB301:new()|} }")]
    [InlineData("Filter = {|OB301:null|}!")]
    public Task A_filter_that_says_nothing_is_an_error(string filter) => UserCode.Reports<EmptyFilterAnalyzer>(Call(filter));

    [Fact]
    public Task An_empty_filter_in_a_local_is_found() => UserCode.Reports<EmptyFilterAnalyzer>(
        """
        AccountFilter nothing = new();
        long[] ids = [];
        Use(new AccountAddTagsParams { Filter = {|OB301:nothing|} });
        Use(new AccountFilter { Id = {|OB301:ids|} });
        """);

    [Theory]
    [InlineData("Filter = AccountFilter.Everything")]
    [InlineData("Filter = selection")]
    [InlineData("Filter = new() { Id = given }")]
    [InlineData("Filter = new() { Id = [.. given] }")]
    [InlineData("Filter = new() { Id = new() { AtLeast = 5 } }")]
    [InlineData("Filter = new() { CustomId = FilterValue.Null, Name = text }")]
    [InlineData("Filter = new() { Id = new List<long> { 1, 2 } }")]
    [InlineData("Filter = new() { Id = given.Length == 0 ? [1] : given }")]
    [InlineData("Filter = new() { Named = false, Owner = new() { Id = 7 } }")]
    public Task A_filter_that_says_something_is_none(string filter) => UserCode.Reports<EmptyFilterAnalyzer>(Call(filter));

    [Fact]
    public Task A_local_that_is_filled_afterwards_is_not_taken_for_empty() => UserCode.Reports<EmptyFilterAnalyzer>(
        """
        List<long> ids = [];
        ids.AddRange(given);
        AccountFilter filter = new();
        if (given.Length > 0)
            filter = filter with { Id = given };
        long[] some = [];
        Fill(ref some);
        AccountFilter begun = new();
        Use(new AccountAddTagsParams { Filter = new() { Id = ids } });
        Use(new AccountAddTagsParams { Filter = filter });
        Use(new AccountAddTagsParams { Filter = new() { Id = some } });
        Use(new AccountAddTagsParams { Filter = begun with { Id = given } });

        void Fill(ref long[] ids) => ids = given;
        """);

    [Fact]
    public async Task A_local_that_is_declared_by_itself_does_not_hang_an_editor()
    {
        const string Circle =
            """
            AccountFilter one = {|CS0841:two|};
            AccountFilter two = one;
            IEnumerable<long> ids = {|CS0165:ids|}.Select(id => id);
            Use(new AccountAddTagsParams { Filter = two with { Id = [.. ids] } });
            """;
        await UserCode.Reports<EmptyFilterAnalyzer>(Circle);
        await UserCode.Reports<MaybeEmptyClauseAnalyzer>(Circle);
        await UserCode.Reports<TooManyIdsAnalyzer>(Circle);
    }

    [Theory]
    [InlineData("Id = {|OB302:[.. given.Where(id => id > 5)]|}")]
    [InlineData("Id = {|OB302:given.Where(id => id > 5).Distinct().ToArray()|}")]
    [InlineData("Id = {|OB302:FilterValue.AnyOf(given.Except(new long[] { 1 }).Order())|}")]
    [InlineData("Id = {|OB302:[.. from id in given where id > 5 select id]|}")]
    public Task A_query_that_can_drop_all_is_a_hint(string clause) =>
        UserCode.Reports<MaybeEmptyClauseAnalyzer>(Call($"Filter = new() {{ {clause} }}"));

    [Fact]
    public Task A_query_in_a_local_is_found() => UserCode.Reports<MaybeEmptyClauseAnalyzer>(
        """
        List<long> large = given.Where(id => id > 5).ToList();
        Use(new AccountFilter { Id = {|OB302:large|} });
        """);

    [Theory]
    [InlineData("Id = given")]
    [InlineData("Id = [.. given]")]
    [InlineData("Id = [1, .. given.Where(id => id > 5)]")]
    [InlineData("Id = [.. given.Select(id => id + 1)]")]
    [InlineData("Id = [.. given.Where(id => id > 5).DefaultIfEmpty(1)]")]
    [InlineData("Id = [.. given.Where(id => id > 5).Append(1)]")]
    [InlineData("Id = [.. Load().Select(id => id + 1)]")]
    public Task A_sequence_that_drops_nothing_is_none(string clause) => UserCode.Reports<MaybeEmptyClauseAnalyzer>(
        $"{Call($"Filter = new() {{ {clause} }}")}\nstatic IEnumerable<long> Load() => [1];");

    [Fact]
    public Task A_query_that_is_asked_first_is_none() => UserCode.Reports<MaybeEmptyClauseAnalyzer>(
        """
        long[] large = given.Where(id => id > 5).ToArray();
        if (large.Length == 0)
            return;
        Use(new AccountFilter { Id = large });

        List<long> small = given.Where(id => id < 5).ToList();
        if (small is { Count: > 0 })
            Use(new AccountFilter { Id = [.. small.Distinct()] });

        IEnumerable<long> odd = given.Where(id => id % 2 == 1);
        if (odd.Any())
            Use(new AccountFilter { Id = FilterValue.AnyOf(odd) });
        """);

    [Theory]
    [InlineData("{|OB310:[.. Enumerable.Range(1, 100_001).Select(id => (long)id)]|}")]
    [InlineData("{|OB310:new long[250_000]|}")]
    [InlineData("{|OB310:[5, .. Enumerable.Repeat(1L, 100_000)]|}")]
    [InlineData("{|OB310:FilterValue.AnyOf(Enumerable.Range(1, 200_000).Select(id => (long)id))|}")]
    [InlineData("[.. Enumerable.Range(1, 100_000).Select(id => (long)id)]")]
    [InlineData("[.. Enumerable.Range(1, 200_000).Where(id => id % 3 == 0).Select(id => (long)id)]")]
    [InlineData("[.. Enumerable.Range(1, given.Length).Select(id => (long)id)]")]
    [InlineData("new() { AtLeast = 1, AtMost = 250_000 }")]
    public Task More_ids_than_a_call_takes_are_an_error(string ids) =>
        UserCode.Reports<TooManyIdsAnalyzer>(Call($"Filter = new() {{ Id = {ids} }}"));

    [Fact]
    public Task A_destroying_action_on_everything_is_a_warning() => UserCode.Reports<DestroysEverythingAnalyzer>(
        """
        AccountFilter all = AccountFilter.Everything;
        await outreach.Accounts.DestroyAllAsync(
            new() { Filter = {|OB303:AccountFilter.Everything|}, Consent = Consent.ToDestroyAtMost(5) });
        await outreach.Accounts.DestroyAllAsync(new() { Filter = {|OB303:all|}, Consent = Consent.ToDestroyAtMost(5) });
        await outreach.CustomObjects.BulkDeleteAsync(
            new() { ObjectName = "car", Filter = {|OB303:CustomObjectFilter.Everything|}, Consent = Consent.ToDestroyAtMost(5) });

        await outreach.Accounts.DestroyAllAsync(new() { Filter = new() { Id = given }, Consent = Consent.ToDestroyAtMost(5) });
        await outreach.Accounts.DestroyAllAsync(new() { Filter = selection, Consent = Consent.ToDestroyAtMost(5) });
        await outreach.Accounts.AddTagsAsync(new() { Filter = AccountFilter.Everything }, new() { Tags = ["vip"] });
        """);

    [Fact]
    public Task A_filter_by_what_the_action_sets_is_a_hint() => UserCode.Reports<ShiftingSetAnalyzer>(
        """
        await outreach.Accounts.BulkModifyAsync(
            new() { Filter = new() { Named = false } }, new() { Named = {|OB311:true|}, Industry = "Tea" });
        await outreach.CustomObjects.BulkModifyAsync(
            new() { ObjectName = "car", Filter = new() { ["color"] = "red" } }, new() { ["color"] = {|OB311:"blue"|} });
        AccountsBulkModifyParams unnamed = new() { Filter = new() { Name = "Acme" } };
        AccountsBulkModifyAttributes renamed = new() { Domain = "acme.example" };
        await outreach.Accounts.BulkModifyAsync(unnamed with { Confirm = Confirm.AtMost(5) }, renamed with { Name = {|OB311:"ACME"|} });
        BulkCall.Of(unnamed, new AccountsBulkModifyAttributes { Name = {|OB311:"ACME"|} });

        await outreach.Accounts.BulkModifyAsync(new() { Filter = new() { Id = given, Named = false } }, new() { Named = true });
        await outreach.Accounts.BulkModifyAsync(new() { Filter = new() { Named = false } }, new() { Industry = "Tea" });
        await outreach.Accounts.BulkModifyAsync(new() { Filter = selection }, new() { Named = true });
        """);

    private static string Call(string members) => $"Use(new AccountAddTagsParams {{ {members} }});";
}
