using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Law 2, afterwards: the batch of a lost answer is looked for, and absence proves nothing.</summary>
public class FindTests
{
    private const string Echo = ""","payload":{"attributes":{"custom1":"x"},"filter":{"id":["1","2"],"owner":{"id":"7"}}}""";

    [Fact]
    public async Task A_batch_that_echoes_the_request_is_found_and_adopted()
    {
        OutcomeSearchResult<BatchOperation> result = await SearchAsync(
            Listed(3, "2026-01-05T08:00:01Z", ""","payload":{"attributes":{"custom1":"other"},"filter":{"id":["1","2"]}}"""),
            Listed(2, "2026-01-05T08:00:00Z", Echo),
            Listed(1, "2026-01-05T07:00:00Z", Echo));
        Assert.NotNull(result.Operation);
        Assert.Equal(2, result.Operation!.Id);
    }

    [Fact]
    public async Task Two_batches_that_echo_the_request_leave_the_outcome_unknown()
    {
        OutcomeSearchResult<BatchOperation> result = await SearchAsync(
            Listed(3, "2026-01-05T08:00:01Z", Echo), Listed(2, "2026-01-05T08:00:00Z", Echo));
        Assert.True(result.IsAmbiguous);
        Assert.Equal([3, 2], result.Candidates.Select(candidate => candidate.Id));
        Assert.Null(result.Operation);
    }

    [Fact]
    public async Task A_batch_in_the_window_that_echoes_nothing_is_a_candidate_and_never_adopted()
    {
        OutcomeSearchResult<BatchOperation> result = await SearchAsync(Listed(3, "2026-01-05T08:00:01Z", ""));
        Assert.True(result.IsAmbiguous);
        Assert.Equal(3, Assert.Single(result.Candidates).Id);
    }

    [Fact]
    public async Task Batches_outside_the_window_are_not_it()
    {
        OutcomeSearchResult<BatchOperation> result = await SearchAsync(
            Listed(4, "2026-01-05T09:00:00Z", Echo),
            Listed(1, "2026-01-05T07:00:00Z", Echo));
        Assert.True(result.IsNotSeen);
        Assert.Empty(result.Candidates);
    }

    [Theory]
    [InlineData(""" {"attributes":{"custom1":"x","industry":null},"filter":{"id":["1","2","3"],"owner":{"id":"7"} } } """)]
    [InlineData(""" {"attributes":{"custom1":"x"},"filter":{"id":["1","2"] } } """)]
    [InlineData(""" {"attributes":{"custom1":"x"},"filter":{"owner":{"id":["1","2","7"]} } } """)]
    [InlineData(""" {"attributes":{"custom1":"y"},"filter":{"id":["1","2"],"owner":{"id":"7"} } } """)]
    [InlineData(""" {"Attributes":{"custom_1":"x"},"filter":{"id":"1,2","owner_id":"7"} } """)]
    [InlineData(""" {"a":"\ud800"} """)]
    [InlineData(""" "text" """)]
    public async Task A_batch_that_echoes_more_less_or_otherwise_is_neither_adopted_nor_dropped(string payload)
    {
        OutcomeSearchResult<BatchOperation> result = await SearchAsync(Listed(3, "2026-01-05T08:00:01Z", $",\"payload\":{payload}"));
        Assert.True(result.IsAmbiguous);
        Assert.Equal(3, Assert.Single(result.Candidates).Id);
    }

    [Fact]
    public async Task An_instant_that_is_echoed_in_another_form_does_not_drop_the_batch()
    {
        OutcomeSearchResult<BatchOperation> result = await SearchAsync(
            new AccountFilter { UpdatedAt = new() { AtLeast = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) } },
            Listed(
                3,
                "2026-01-05T08:00:01Z",
                ""","payload":{"attributes":{"custom1":"x"},"filter":{"updatedAt":{"gte":"2026-01-01T00:00:00.000Z"}}}"""));
        Assert.True(result.IsAmbiguous);
    }

    [Theory]
    [InlineData("bulk_modify", true)]
    [InlineData("", true)]
    [InlineData("add_tags", false)]
    public async Task A_batch_whose_word_is_another_actions_is_not_adopted(string word, bool isAdopted) =>
        Assert.Equal(
            isAdopted, (await SearchAsync(Listed(3, "2026-01-05T08:00:01Z", $",\"action\":\"{word}\"{Echo}"))).Operation is not null);

    [Theory]
    [InlineData(
        """ {"data":{"attributes":{"custom1":"x"}},"actionParams":{"filter":{"id":[1,2],"owner":{"id":7}},"skipConfirmation":false} } """)]
    [InlineData(""" {"attributes":{"custom1":"x"},"filter":{"owner":{"id":7},"id":[2,1]},"ids":[] } """)]
    public async Task An_echo_is_compared_by_what_it_says_and_not_by_its_envelopes_or_order(string payload) =>
        Assert.NotNull((await SearchAsync(Listed(3, "2026-01-05T08:00:01Z", $",\"payload\":{payload}"))).Operation);

    [Fact]
    public async Task Batches_without_a_time_are_candidates_and_the_search_for_them_ends()
    {
        VirtualTime time = new();
        int pages = 0;
        await using ScriptedServer server = new(request => request.Method == "POST"
            ? Reply.Close
            : Reply.Json(
                $$"""{"data":[{"type":"batch","id":{{++pages}},"attributes":{"state":"running"{{Echo}} } }]"""
                + $$""","links":{"next":"/api/v2/batches?p={{pages}}"} }""")) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOutcomeUnknownException lost = await LoseAsync(accounts, new() { Id = [1, 2], Owner = new() { Id = 7 } });
        OutcomeSearchResult<BatchOperation> result = await lost.FindAsync();
        Assert.True(result.IsAmbiguous);
        Assert.Equal(20, pages);
    }

    [Fact]
    public async Task What_was_lost_says_what_and_when_without_values()
    {
        VirtualTime time = new();
        DateTimeOffset start = time.GetUtcNow();
        await using ScriptedServer server = new(_ =>
        {
            time.Advance(TimeSpan.FromSeconds(5));
            return Reply.Close;
        }) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOutcomeUnknownException one = await LoseAsync(accounts, new() { Id = 1 });
        BatchOutcomeUnknownException two = await LoseAsync(accounts, new() { Id = 2 });
        BatchOutcomeUnknownException again = await LoseAsync(accounts, new() { Id = 1 });
        Assert.Equal(("accountsBulkModify", start, start.AddSeconds(5)), (one.Action, one.SentFrom, one.SentTo));
        Assert.Matches("^[0-9a-f]{64}$", one.TargetDigest);
        Assert.Equal(one.TargetDigest, again.TargetDigest);
        Assert.NotEqual(one.TargetDigest, two.TargetDigest);
        Assert.DoesNotContain("custom1", one.ToString());
    }

    private static Task<OutcomeSearchResult<BatchOperation>> SearchAsync(params string[] batches) =>
        SearchAsync(new AccountFilter { Id = [1, 2], Owner = new() { Id = 7 } }, batches);

    private static async Task<BatchOutcomeUnknownException> LoseAsync(Accounts accounts, AccountFilter filter) =>
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.ModifyAsync(new() { Filter = filter }, new() { Custom1 = "x" }));

    private static async Task<OutcomeSearchResult<BatchOperation>> SearchAsync(AccountFilter filter, params string[] batches)
    {
        VirtualTime time = new();
        await using ScriptedServer server = new(request => request.Method == "POST"
            ? Reply.Close
            : Reply.Json($$"""{"data":[{{string.Join(',', batches)}}]}""")) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        OutcomeSearchResult<BatchOperation> result = await (await LoseAsync(accounts, filter)).FindAsync();
        Assert.Single(server.Posts);
        return result;
    }

    private static string Listed(long id, string createdAt, string more) =>
        $$"""{"type":"batch","id":{{id}},"attributes":{"state":"running","createdAt":"{{createdAt}}"{{more}} } }""";
}
