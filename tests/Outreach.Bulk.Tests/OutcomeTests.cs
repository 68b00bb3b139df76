using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Law 6: outcomes are told apart, and success is what the counts say.</summary>
public class OutcomeTests
{
    [Theory]
    [InlineData(""" "state":"finished","confirmCount":100,"total":100,"pending":0,"failures":0 """)]
    [InlineData(""" "state":"finished","total":100,"failures":0 """)]
    [InlineData(""" "state":"finished","confirmCount":100,"pending":0,"failures":0 """)]
    public async Task A_batch_whose_counts_say_that_all_was_done_is_completed(string attributes) =>
        Assert.Equal(OperationOutcome.Completed, (await EndedAsync(attributes)).EnsureAllSucceeded().Outcome);

    [Theory]
    [InlineData(""" "state":"finished","confirmCount":100,"total":100,"pending":100,"failures":0 """)]
    [InlineData(""" "state":"finished","confirmCount":100,"total":100,"pending":60,"failures":0 """)]
    [InlineData(""" "state":"finished","confirmCount":400,"total":10,"pending":0,"failures":0 """)]
    [InlineData(""" "state":"finished","confirmCount":400,"total":0,"pending":0,"failures":0 """)]
    [InlineData(""" "state":"finished","confirmCount":400,"failures":0 """)]
    [InlineData(""" "state":"finished" """)]
    [InlineData(""" "state":"finished","total":100,"pending":-1,"failures":0 """)]
    [InlineData(""" "state":"finished","total":100,"pending":60,"failures":3 """)]
    [InlineData(""" "state":"finished","total":3,"failures":"many" """)]
    [InlineData(""" "state":"finished","total":3,"failures":-1 """)]
    [InlineData(""" "state":"errored","total":3,"failures":0,"finishedAt":"2026-01-05T08:00:00Z" """)]
    [InlineData(""" "total":3,"failures":0,"finishedAt":"2026-01-05T08:00:00Z" """)]
    public async Task A_batch_whose_counts_do_not_say_that_all_was_done_is_never_plain_success(string attributes)
    {
        BatchResult result = await EndedAsync(attributes);
        Assert.Equal(OperationOutcome.Incomplete, result.Outcome);
        Assert.Contains("counts", Assert.Throws<OperationIncompleteException>(result.EnsureAllSucceeded).Message);
    }

    [Fact]
    public async Task A_batch_that_was_cancelled_is_not_finished_whatever_its_word_says()
    {
        BatchCanceledException error = await Assert.ThrowsAsync<BatchCanceledException>(() =>
            EndedAsync(""" "state":"finished","total":3,"pending":2,"failures":0,"canceledAt":"2026-01-05T08:00:00Z" """));
        Assert.Contains("1 of 3", error.Message);
    }

    [Fact]
    public async Task Nothing_matched_is_an_outcome_of_its_own() =>
        Assert.Equal(
            OperationOutcome.NothingDone,
            (await EndedAsync(""" "state":"finished","confirmCount":0,"total":0,"pending":0,"failures":0 """)).Outcome);

    private static async Task<BatchResult> EndedAsync(string attributes)
    {
        await using ScriptedServer server = new(_ => Reply.Json($$"""{"data":{"id":7,"attributes":{ {{attributes}} } } }"""));
        using Accounts accounts = new(server.BaseAddress);
        return await accounts.Batches.Attach(7).WaitForCompletionAsync();
    }
}
