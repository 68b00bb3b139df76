using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Law 6: outcomes are told apart, and success is what the counts say.</summary>
public class OutcomeTests
{
    [Theory]
    [InlineData(""" "state":"finished","confirmCount":100,"total":100,"pending":0,"failures":0 """)]
    [InlineData(""" "state":"finished","total":100,"failures":0 """)]
    [InlineData(""" "state":"finished","confirmCount":100,"pending":0,"failures":0 """)]
    public void A_batch_whose_counts_say_that_all_was_done_is_completed(string attributes) =>
        Assert.Equal(BatchOutcome.Completed, Ended(attributes).EnsureAllSucceeded().Outcome);

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
    public void A_batch_whose_counts_do_not_say_that_all_was_done_is_never_plain_success(string attributes)
    {
        BatchResult result = Ended(attributes);
        Assert.Equal(BatchOutcome.Incomplete, result.Outcome);
        Assert.Contains("counts", Assert.Throws<BatchIncompleteException>(result.EnsureAllSucceeded).Message);
    }

    [Fact]
    public void A_batch_that_was_cancelled_is_not_finished_whatever_its_word_says()
    {
        BatchCanceledException error = Assert.Throws<BatchCanceledException>(() =>
            Ended(""" "state":"finished","total":3,"pending":2,"failures":0,"canceledAt":"2026-01-05T08:00:00Z" """));
        Assert.Contains("1 of 3", error.Message);
    }

    [Fact]
    public void Nothing_matched_is_an_outcome_of_its_own() =>
        Assert.Equal(BatchOutcome.NothingMatched, Ended(""" "state":"finished","confirmCount":0,"total":0,"pending":0,"failures":0 """).Outcome);

    private static BatchResult Ended(string attributes)
    {
        ApiAnswer answer = new(System.Net.HttpStatusCode.OK, System.Text.Encoding.UTF8.GetBytes($$"""{"data":{"id":7,"attributes":{ {{attributes}} } } }"""), null, new("GET", "/batches/7"));
        return BatchEnding.Of(new Double(), BatchReader.Read(answer));
    }

    private sealed class Double : BatchOperation;
}
