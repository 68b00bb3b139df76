using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Law 2, afterwards: the batch of a lost answer is looked for, and absence proves nothing.</summary>
public class FindTests
{
    private const string Echo = ""","payload":{"attributes":{"custom1":"x"},"filter":{"id":["1","2"],"owner":{"id":"7"}}}""";

    [Fact]
    public async Task A_batch_that_echoes_the_request_is_found_and_adopted()
    {
        BatchSearchResult result = await SearchAsync(
            Listed(3, "2026-01-05T08:00:01Z", ""","payload":{"attributes":{"custom1":"other"},"filter":{"id":["1","2"]}}"""),
            Listed(2, "2026-01-05T08:00:00Z", Echo),
            Listed(1, "2026-01-05T07:00:00Z", Echo));
        Assert.Equal(BatchSearchOutcome.Found, result.Outcome);
        Assert.Equal(2, result.Operation!.Id);
    }

    [Fact]
    public async Task Two_batches_that_echo_the_request_leave_the_outcome_unknown()
    {
        BatchSearchResult result = await SearchAsync(
            Listed(3, "2026-01-05T08:00:01Z", Echo), Listed(2, "2026-01-05T08:00:00Z", Echo));
        Assert.Equal(BatchSearchOutcome.Ambiguous, result.Outcome);
        Assert.Equal([3, 2], result.Candidates.Select(candidate => candidate.Id));
        Assert.Null(result.Operation);
    }

    [Fact]
    public async Task A_batch_in_the_window_that_echoes_nothing_is_a_candidate_and_never_adopted()
    {
        BatchSearchResult result = await SearchAsync(Listed(3, "2026-01-05T08:00:01Z", ""));
        Assert.Equal(BatchSearchOutcome.Ambiguous, result.Outcome);
        Assert.Equal(3, Assert.Single(result.Candidates).Id);
    }

    [Fact]
    public async Task Batches_outside_the_window_are_not_it()
    {
        BatchSearchResult result = await SearchAsync(
            Listed(4, "2026-01-05T09:00:00Z", Echo),
            Listed(1, "2026-01-05T07:00:00Z", Echo));
        Assert.Equal(BatchSearchOutcome.NotSeen, result.Outcome);
        Assert.Empty(result.Candidates);
    }

    private static async Task<BatchSearchResult> SearchAsync(params string[] batches)
    {
        await using ScriptedServer server = new(request => request.Method == "POST"
            ? Reply.Close
            : Reply.Json($$"""{"data":[{{string.Join(',', batches)}}]}"""));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        OutcomeUnknownException lost = await Assert.ThrowsAsync<OutcomeUnknownException>(() => accounts.ModifyAsync(
            new() { Filter = new() { Id = [1, 2], Owner = new() { Id = 7 } } }, new() { Custom1 = "x" }));
        BatchSearchResult result = await lost.FindAsync();
        Assert.Single(server.Posts);
        return result;
    }

    private static string Listed(long id, string createdAt, string more) =>
        $$"""{"type":"batch","id":{{id}},"attributes":{"state":"running","createdAt":"{{createdAt}}"{{more}} } }""";
}
