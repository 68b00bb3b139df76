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

    [Theory]
    [InlineData("Filter = b ? {|OB301:new()|} : new() { Id = 5 }")]
    [InlineData("Filter = b ? selection : {|OB301:new AccountFilter()|}")]
    [InlineData("Filter = b ? (text == \"\" ? {|OB301:new()|} : selection) : selection")]
    [InlineData("Filter = text switch { \"a\" => selection, _ => {|OB301:new()|} }")]
    [InlineData("Filter = text switch { \"a\" => selection, _ => {|OB301:null|}! }")]
    [InlineData("Filter = maybe ?? {|OB301:new()|}")]
    [InlineData("Filter = {|OB301:chosen|}")]
    [InlineData("Filter = new() { Id = b ? {|OB301:[]|} : [5] }")]
    [InlineData("Filter = new() { Id = b ? {|OB301:0|} : 5 }")]
    [InlineData("Filter = new() { Id = b ? {|OB301:none|} : given }")]
    [InlineData("Filter = new() { Id = array ?? {|OB301:Array.Empty<long>()|} }")]
    [InlineData("Filter = new() { Id = 5, Owner = b ? {|OB301:new()|} : new() { Id = 5 } }")]
    [InlineData("Filter = new() { Id = 5, Owner = b ? new() { Id = 5 } : {|OB301:null|}! }")]
    [InlineData("Filter = new() { Name = text switch { \"a\" => {|OB301:\"\"|}, _ => text } }")]
    [InlineData("Filter = b ? AccountFilter.Everything : selection")]
    [InlineData("Filter = maybe ?? selection")]
    [InlineData("Filter = missing ?? selection")]
    [InlineData("Filter = text switch { \"a\" => selection, _ => throw new ArgumentException(text) }")]
    [InlineData("Filter = new() { Id = none.Length > 0 ? none : [5] }")]
    [InlineData("Filter = new() { Id = array ?? given }")]
    [InlineData("Filter = new() { Id = filled }")]
    public Task A_branch_that_says_nothing_is_an_error(string filter) => UserCode.Reports<EmptyFilterAnalyzer>(
        $"""
        bool b = given.Length > 5;
        AccountFilter? maybe = b ? selection : null, missing = null;
        AccountFilter chosen = b ? new() : selection;
        long[]? array = b ? given : null;
        long[] none = [], filled = b ? [0] : given;
        filled[0] = 5;
        {Call(filter)}
        """);

    [Fact]
    public Task An_empty_filter_in_a_local_is_found() => UserCode.Reports<EmptyFilterAnalyzer>(
        """
        AccountFilter nothing = new();
        long[] ids = [];
        Use(new AccountAddTagsParams { Filter = {|OB301:nothing|} });
        Use(new AccountFilter { Id = {|OB301:ids|} });
        """);

    [Theory]
    [InlineData("Id = {|OB301:[0]|}")]
    [InlineData("Id = {|OB301:0|}")]
    [InlineData("Id = {|OB301:-1|}")]
    [InlineData("Id = {|OB301:[5, 0]|}")]
    [InlineData("Id = {|OB301:Nobody|}")]
    [InlineData("Id = {|OB301:[Nobody]|}")]
    [InlineData("Id = {|OB301:new long[] { 0 }|}")]
    [InlineData("Id = {|OB301:new List<long> { 5, 0 }|}")]
    [InlineData("Id = {|OB301:FilterValue.AnyOf<long>([0, 1])|}")]
    [InlineData("Id = {|OB301:new() { AtLeast = 0 }|}")]
    [InlineData("Id = {|OB301:new() { AtLeast = 1, AtMost = -5 }|}")]
    [InlineData("Owner = new() { Id = {|OB301:0|} }")]
    [InlineData("Name = {|OB301:Blank|}")]
    [InlineData("Name = {|OB301:[\"Acme\", \"\"]|}")]
    [InlineData("Name = {|OB301:[Blank]|}")]
    [InlineData("Id = {|OB301:[.. Array.Empty<long>()]|}")]
    [InlineData("Id = {|OB301:[.. Enumerable.Empty<long>(), .. new List<long>()]|}")]
    [InlineData("Id = {|OB301:Array.Empty<long>().Where(id => id > 5).ToArray()|}")]
    [InlineData("Id = {|OB301:given.Take(0).ToList()|}")]
    [InlineData("Id = {|OB301:new List<long>(50)|}")]
    [InlineData("Id = {|OB301:FilterValue.AnyOf(System.Collections.Immutable.ImmutableArray<long>.Empty)|}")]
    [InlineData("Id = 1")]
    [InlineData("Id = [Somebody]")]
    [InlineData("Id = new() { AtLeast = Somebody }")]
    [InlineData("Id = [.. Array.Empty<long>(), 5]")]
    [InlineData("Id = [.. Array.Empty<long>().DefaultIfEmpty(5)]")]
    [InlineData("Id = [.. Array.Empty<long>().Append(5)]")]
    [InlineData("Id = new List<long>(given)")]
    [InlineData("Id = given.Take(5).ToArray()")]
    [InlineData("Id = given.Select(id => 0L + id).ToArray()")]
    [InlineData("Name = [\"Acme\", text]")]
    [InlineData("Name = Acme")]
    [InlineData("CustomId = \"0\"")]
    public Task What_is_seen_to_select_nothing_is_an_error(string clause) => UserCode.Reports<EmptyFilterAnalyzer>(
        Call($"Filter = new() {{ {clause} }}"),
        """
        private const long Nobody = 0;
        private const long Somebody = 1;
        private const string Blank = "";
        private const string Acme = "Acme";
        """);

    [Theory]
    [InlineData("const long Nobody = 0;", "{|OB301:Nobody|}")]
    [InlineData("long nobody = 0;", "{|OB301:nobody|}")]
    [InlineData("long[] none = [];", "{|OB301:none|}")]
    [InlineData("long[] none = [];", "{|OB301:[.. none]|}")]
    [InlineData("long[] none = [], others = [.. none];", "{|OB301:[.. none, .. others]|}")]
    [InlineData("List<long> none = [];", "{|OB301:none|}")]
    [InlineData("List<long> none = new();", "{|OB301:[.. none]|}")]
    [InlineData("List<long> none = []; if (none.Count > 0)", "none")]
    [InlineData("long[] none = []; if (none.Length > 0)", "none")]
    [InlineData("long[] none = []; if (none is [_, ..])", "[.. none]")]
    [InlineData("long nobody = 0; if (nobody != 0)", "nobody")]
    [InlineData("IEnumerable<long> none = [];", "{|OB301:[.. none.Distinct()]|}")]
    [InlineData("HashSet<long> none = [];", "{|OB301:[.. none]|}")]
    [InlineData("long[] ids = [0];", "{|OB301:ids|}")]
    [InlineData("FilterValue<long> none = [];", "{|OB301:none|}")]
    [InlineData("FilterValue<long> nobody = 0;", "{|OB301:nobody|}")]
    [InlineData("long id = 0; id = given[0];", "id")]
    [InlineData("long id = 0; if (given.Length > 0) id++;", "id")]
    [InlineData("long[] ids = [0]; ids[0] = 5;", "ids")]
    [InlineData("long[] ids = new long[5]; Array.Fill(ids, 7);", "ids")]
    [InlineData("long[] ids = [0]; Use(ids);", "ids")]
    [InlineData("List<long> ids = []; Use(ids);", "ids")]
    [InlineData("List<long> ids = []; foreach (long id in given) ids.Add(id);", "[.. ids]")]
    [InlineData("List<long> ids = []; Action add = () => ids.Add(5); add();", "ids")]
    [InlineData("HashSet<long> ids = []; ids.UnionWith(given);", "[.. ids]")]
    [InlineData("List<long> ids = []; List<long> same = ids; same.Add(5);", "ids")]
    [InlineData("List<long> ids = []; (ids, _) = (new List<long>(given), 5);", "ids")]
    [InlineData("List<long> ids = new() { Capacity = 5 }; ids.AddRange(given);", "ids")]
    [InlineData("ICollection<long> ids = new List<long>(); ids.Add(5);", "[.. ids]")]
    public Task A_local_is_followed_as_far_as_nothing_can_fill_it(string local, string ids) =>
        UserCode.Reports<EmptyFilterAnalyzer>($"{local}\n{Call($"Filter = new() {{ Id = {ids} }}")}");

    [Fact]
    public Task A_count_of_a_filter_that_says_nothing_is_an_error() => UserCode.Reports<EmptyFilterAnalyzer>(
        """
        await outreach.Accounts.CountAsync({|OB301:new()|});
        await outreach.Accounts.SampleAsync({|OB301:new AccountFilter()|}, 5);

        await outreach.Accounts.CountAsync(AccountFilter.Everything);
        await outreach.Accounts.CountAsync(selection);
        await outreach.Accounts.SampleAsync(new() { Id = given });
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
    [InlineData("Id = text is null ? {|OB302:[.. given.Where(id => id > 5)]|} : given")]
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
    [InlineData("{|OB310:new long[many]|}")]
    [InlineData("{|OB310:[.. Enumerable.Range(1, many).Select(id => (long)id)]|}")]
    [InlineData("text is null ? given : {|OB310:new long[many]|}")]
    [InlineData("[.. Enumerable.Range(1, 100_000).Select(id => (long)id)]")]
    [InlineData("[.. Enumerable.Range(1, 200_000).Where(id => id % 3 == 0).Select(id => (long)id)]")]
    [InlineData("[.. Enumerable.Range(1, given.Length).Select(id => (long)id)]")]
    [InlineData("new() { AtLeast = 1, AtMost = 250_000 }")]
    public Task More_ids_than_a_call_takes_are_an_error(string ids) =>
        UserCode.Reports<TooManyIdsAnalyzer>($"int many = 250_000;\n{Call($"Filter = new() {{ Id = {ids} }}")}");

    [Fact]
    public Task A_call_as_a_value_may_become_a_job_over_more_ids_than_a_call_takes() => UserCode.Reports<TooManyIdsAnalyzer>(
        """
        Use(BulkCall.Of(
            new AccountAddTagsParams { Filter = new() { Id = [.. Enumerable.Range(1, 250_000).Select(id => (long)id)] } },
            new AccountAddTagsAttributes { Tags = ["x"] }));
        """);

    [Fact]
    public Task A_destroying_action_on_everything_is_a_warning() => UserCode.Reports<DestroysEverythingAnalyzer>(
        """
        AccountFilter all = AccountFilter.Everything;
        await outreach.Accounts.DestroyAllAsync(
            new() { Filter = {|OB303:AccountFilter.Everything|}, Consent = Consent.ToDestroyAtMost(5) });
        await outreach.Accounts.DestroyAllAsync(new() { Filter = {|OB303:all|}, Consent = Consent.ToDestroyAtMost(5) });
        await outreach.Accounts.DestroyAllAsync(
            new() { Filter = text is null ? {|OB303:all|} : selection, Consent = Consent.ToDestroyAtMost(5) });
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

    [Fact]
    public Task A_filter_by_the_time_that_any_change_moves_is_a_hint() => UserCode.Reports<ShiftingSetAnalyzer>(
        """
        DateTimeOffset since = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        await outreach.Accounts.AddTagsAsync(
            new() { Filter = new() { UpdatedAt = {|OB311:new() { AtLeast = since }|} } }, new() { Tags = ["vip"] });
        await outreach.Accounts.BulkModifyAsync(
            new() { Filter = new() { TouchedAt = {|OB311:new() { AtMost = since }|}, Named = true } }, new() { Named = {|OB311:false|} });
        await outreach.Prospects.PauseAllAsync(new() { Filter = new() { TouchedAt = {|OB311:new() { AtMost = since }|} } });
        await outreach.Prospects.AssignOwnerAsync(
            new() { Filter = new() { UpdatedAt = {|OB311:since|} } }, new() { OwnerId = 5 });
        await outreach.Accounts.RemoveAllAssignmentsAsync(
            new() { Filter = new() { UpdatedAt = {|OB311:new() { AtLeast = since }|} }, Consent = Consent.ToDestroyAtMost(5) });
        await outreach.CustomObjects.BulkModifyAsync(
            new() { ObjectName = "car", Filter = new() { ["updatedAt"] = {|OB311:"2026-11-01"|} } }, new() { ["color"] = "red" });
        BulkCall.Of(
            new AccountAddTagsParams { Filter = new() { UpdatedAt = {|OB311:new() { AtLeast = since }|} } },
            new AccountAddTagsAttributes { Tags = ["vip"] });

        await outreach.Accounts.AddTagsAsync(
            new() { Filter = new() { Id = given, UpdatedAt = new() { AtLeast = since } } }, new() { Tags = ["vip"] });
        await outreach.Accounts.AddTagsAsync(
            new() { Filter = new() { CreatedAt = new() { AtLeast = since } } }, new() { Tags = ["vip"] });
        await outreach.Accounts.DestroyAllAsync(
            new() { Filter = new() { UpdatedAt = new() { AtMost = since } }, Consent = Consent.ToDestroyAtMost(5) });
        await outreach.Prospects.AddTagsAsync(
            new() { Filter = new() { Account = new() { UpdatedAt = new() { AtLeast = since } } } }, new() { Tags = ["vip"] });
        await outreach.Accounts.CountAsync(new() { UpdatedAt = new() { AtLeast = since } });
        """);

    [Theory]
    [InlineData("UpdatedAt = {|OB316:since|}")]
    [InlineData("CreatedAt = {|OB316:DateTimeOffset.UtcNow.AddDays(-1)|}")]
    [InlineData("TouchedAt = {|OB316:new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)|}")]
    [InlineData("UpdatedAt = {|OB316:[since]|}")]
    [InlineData("UpdatedAt = {|OB316:[since, since.AddDays(1)]|}")]
    [InlineData("UpdatedAt = {|OB316:when|}")]
    [InlineData("Named = true, UpdatedAt = {|OB316:given.Length > 5 ? since : DateTimeOffset.UtcNow|}")]
    [InlineData("UpdatedAt = new() { AtLeast = since }")]
    [InlineData("UpdatedAt = new() { AtLeast = since, AtMost = since.AddDays(1) }")]
    [InlineData("UpdatedAt = FilterValue.Null")]
    [InlineData("UpdatedAt = range")]
    [InlineData("Id = given, UpdatedAt = since")]
    [InlineData("UpdatedAt = since, Id = 5")]
    [InlineData("Name = text")]
    public Task A_date_and_time_that_is_asked_for_equality_is_a_warning(string clauses) => UserCode.Reports<ExactInstantAnalyzer>(
        $$"""
        DateTimeOffset since = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        FilterValue<DateTimeOffset> when = since, range = new() { AtLeast = since };
        Use(new AccountFilter { {{clauses}} });
        """);

    [Fact]
    public Task Records_that_are_unchanged_since_a_moment_are_no_mistake() => UserCode.Reports<ExactInstantAnalyzer>(
        """
        DateTimeOffset seen = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        AccountFilter one = new() { Id = 5 };
        Use(one with { UpdatedAt = seen });
        Use(selection with { UpdatedAt = seen });
        AccountFilter named = new() { Named = true };
        Use(named with { UpdatedAt = {|OB316:seen|} });
        """);

    [Fact]
    public Task An_outbound_action_on_everything_that_confirms_any_number_is_a_warning() =>
        UserCode.Reports<OutboundOnEverythingAnalyzer>(
            """
            await outreach.Prospects.PauseAllAsync(
                new() { Filter = ProspectFilter.Everything, Confirm = {|OB317:Confirm.Always|} });
            await outreach.Prospects.AddToSequenceAsync(
                new() { Confirm = {|OB317:Confirm.AtMost(100_000)|}, Filter = ProspectFilter.Everything },
                new() { SequenceId = 1, MailboxId = 2 });
            ProspectFilter all = ProspectFilter.Everything;
            ProspectsFinishAllParams finishing = new() { Filter = all };
            Use(finishing with { Confirm = {|OB317:Confirm.Always|} });
            ProspectsFinishAllParams always = new() { Filter = new() { Id = 5 }, Confirm = Confirm.Always };
            Use(always with { Filter = {|OB317:ProspectFilter.Everything|} });
            ProspectsFinishAllParams both = new() { Filter = all, Confirm = {|OB317:Confirm.Always|} };
            int most = 100_000;
            Use(new ProspectsFinishAllParams
            {
                Filter = text is null ? all : new() { Id = 5 },
                Confirm = {|OB317:Confirm.AtMost(most)|},
            });
            Use(both with { SkipConfirmation = false });

            Use(new ProspectsPauseAllParams { Filter = ProspectFilter.Everything, Confirm = Confirm.AtMost(500) });
            Use(new ProspectsPauseAllParams { Filter = ProspectFilter.Everything, Confirm = Confirm.Exactly(500) });
            Use(new ProspectsPauseAllParams { Filter = ProspectFilter.Everything, Confirm = Confirm.When(batch => batch.MatchedCount < 5) });
            Use(new ProspectsPauseAllParams { Filter = ProspectFilter.Everything });
            Use(new ProspectsPauseAllParams { Filter = new() { Id = given }, Confirm = Confirm.Always });
            Use(new AccountAddTagsParams { Filter = AccountFilter.Everything, Confirm = Confirm.Always });
            Use(always with { Filter = new() { Id = 6 } });
            """);

    [Theory]
    [InlineData("new AccountAddTagsAttributes { Tags = {|OB315:[]|} }")]
    [InlineData("new AccountAddTagsAttributes { Tags = {|OB315:Array.Empty<string>()|} }")]
    [InlineData("new AccountAddTagsAttributes { Tags = {|OB315:new List<string>()|} }")]
    [InlineData("new AccountAddTagsAttributes { Tags = {|OB315:none|} }")]
    [InlineData("new AccountAddTagsAttributes { Tags = {|OB315:[.. none]|} }")]
    [InlineData("new AccountAddTagsAttributes { Tags = {|OB315:null|}! }")]
    [InlineData("new AccountsAddAssignmentsAttributes { UserIds = {|OB315:[]|} }")]
    [InlineData("new AccountsBulkModifyAttributes { Tags = {|OB315:[]|} }")]
    [InlineData("new AccountsBulkModifyAttributes { Tags = {|OB315:default|} }")]
    [InlineData("new AccountsBulkModifyAttributes { Name = {|OB315:default|} }")]
    [InlineData("new AccountsBulkModifyAttributes { Name = {|OB315:(string)null!|} }")]
    [InlineData("new AccountsAssignOwnerAttributes { OwnerId = {|OB315:0|} }")]
    [InlineData("new ProspectsAssignAccountAttributes { AccountId = {|OB315:\"\"|} }")]
    [InlineData("new ProspectsAddToSequenceAttributes { SequenceId = {|OB315:-1|}, MailboxId = 5 }")]
    [InlineData("new AccountAddTagsAttributes { Tags = text is null ? {|OB315:[]|} : [text] }")]
    [InlineData("new AccountAddTagsAttributes { Tags = text switch { \"a\" => {|OB315:none|}, _ => [text] } }")]
    [InlineData("new AccountsAssignOwnerAttributes { OwnerId = text is null ? {|OB315:0|} : 5 }")]
    [InlineData("new AccountsBulkModifyAttributes { Name = text == \"\" ? {|OB315:null|}! : text }")]
    [InlineData("new AccountsBulkModifyAttributes { Name = text == \"\" ? Clear.Value : text }")]
    [InlineData("new AccountAddTagsAttributes { Tags = [\"vip\"] }")]
    [InlineData("new AccountAddTagsAttributes { Tags = [text] }")]
    [InlineData("new AccountAddTagsAttributes { Tags = filled }")]
    [InlineData("new AccountAddTagsAttributes { Tags = given.Select(id => $\"{id}\").ToList() }")]
    [InlineData("new AccountsBulkModifyAttributes { Tags = Clear.Value, Name = \"\" }")]
    [InlineData("new AccountsBulkModifyAttributes()")]
    [InlineData("new AccountsAssignOwnerAttributes { OwnerId = given[0] }")]
    public Task An_attribute_that_says_nothing_is_an_error(string attributes) => UserCode.Reports<EmptyAttributeAnalyzer>(
        $$"""
        string[] none = [];
        List<string> filled = [];
        filled.Add(text);
        Use({{attributes}});
        """);

    [Fact]
    public Task A_bulk_modify_of_nothing_is_an_error() => UserCode.Reports<EmptyAttributeAnalyzer>(
        """
        AccountsBulkModifyAttributes nothing = new();
        await outreach.Accounts.BulkModifyAsync(new() { Filter = selection }, {|OB315:new()|});
        await outreach.Accounts.BulkModifyAsync(new() { Filter = selection }, {|OB315:nothing|});
        BulkCall.Of(new AccountsBulkModifyParams { Filter = selection }, {|OB315:new AccountsBulkModifyAttributes()|});

        await outreach.Accounts.BulkModifyAsync(new() { Filter = selection }, nothing with { Named = true });
        await outreach.Accounts.BulkModifyAsync(new() { Filter = selection }, new() { Name = Clear.Value });
        await outreach.Accounts.BulkModifyAsync(new() { Filter = selection }, Make());

        static AccountsBulkModifyAttributes Make() => new() { Named = true };
        """);

    private static string Call(string members) => $"Use(new AccountAddTagsParams {{ {members} }});";
}
