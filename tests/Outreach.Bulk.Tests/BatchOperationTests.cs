using System.Net;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Laws 3 and 6: a wait always ends, and endings are told apart.</summary>
public class BatchOperationTests
{
    [Fact]
    public async Task Attaching_sends_nothing_until_something_is_asked()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "finished", total: 1));
        using Accounts accounts = new(server.BaseAddress);
        BatchOperation operation = accounts.Batches.Attach(7);
        Assert.Null(operation.Latest);
        Assert.Empty(server.Received);
        await operation.RefreshAsync();
        Assert.Equal("/api/v2/batches/7", Assert.Single(server.Received).Target);
        Assert.Throws<ArgumentOutOfRangeException>(() => accounts.Batches.Attach(0));
    }

    [Fact]
    public async Task A_wait_polls_to_the_end_and_reports_each_snapshot()
    {
        Queue<Reply> replies = new(
        [
            Reply.Batch(7, "pending", 100), Reply.Batch(7, "grinding", 100, total: 100, pending: 60),
            Reply.Batch(7, "grinding", 100, total: 100, pending: 10), Reply.Batch(7, "finished", 100, total: 100),
        ]);
        await using ScriptedServer server = new(_ => replies.Dequeue());
        VirtualTime time = new();
        using Accounts accounts = new(server.BaseAddress, time);
        List<Batch> seen = [];
        BatchResult result = await accounts.Batches.Attach(7).WaitForCompletionAsync(new Collect(seen));

        Assert.Equal(OperationOutcome.Completed, result.Outcome);
        Assert.Same(result, result.EnsureAllSucceeded());
        Assert.Equal([0, 40, 90, 100], seen.Select(progress => progress.Processed));
        Assert.Equal([0, 0.4, 0.9, 1], seen.Select(progress => progress.Fraction));
        Assert.Equal([1, 1.5, 2.25], time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Waiting_for_a_batch_that_has_ended_sends_nothing()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "finished", total: 1));
        using Accounts accounts = new(server.BaseAddress);
        BatchOperation operation = accounts.Batches.Attach(7);
        await operation.RefreshAsync();
        await operation.WaitForCompletionAsync();
        Assert.Single(server.Received);
    }

    [Theory]
    [InlineData(10, 0, OperationOutcome.Completed)]
    [InlineData(10, 3, OperationOutcome.CompletedWithFailures)]
    [InlineData(10, 10, OperationOutcome.CompletedWithFailures)]
    [InlineData(0, 0, OperationOutcome.NothingDone)]
    public async Task Endings_that_finished_are_told_apart(long total, long failures, OperationOutcome expected)
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "finished", total, total, failures: failures));
        using Accounts accounts = new(server.BaseAddress);
        BatchResult result = await accounts.Batches.Attach(7).WaitForCompletionAsync();
        Assert.Equal(expected, result.Outcome);
        if (expected != OperationOutcome.Completed)
            Assert.Throws<OperationIncompleteException>(result.EnsureAllSucceeded);
    }

    [Fact]
    public async Task A_batch_that_waits_for_a_decision_ends_the_wait_with_its_count()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "confirming", 400));
        using Accounts accounts = new(server.BaseAddress);
        BatchOperation operation = accounts.Batches.Attach(7);
        ConfirmationRequiredException error = await Assert.ThrowsAsync<ConfirmationRequiredException>(
            () => operation.WaitForCompletionAsync());
        Assert.Equal(400, error.Count);
        Assert.Equal(
            "Batch 7 waits for confirmation of 400 records and never starts by itself. "
            + "Call ConfirmAsync or CancelAsync, or give the call that starts it a Confirm policy.",
            error.Message);
        Assert.Same(operation, error.Operation);
        Assert.Single(server.Received);
    }

    [Theory]
    [InlineData("Too many items: the limit is 100,000.", true)]
    [InlineData("Ada Lovelace could not be processed", false)]
    [InlineData("Record 4711 failed", false)]
    [InlineData("The file of ada@example.com is empty", false)]
    public async Task A_failed_batch_says_why_unless_that_may_be_data_of_a_record(string reason, bool isTold)
    {
        await using ScriptedServer server = new(
            _ => Reply.Batch(7, "failed", more: $$""","summary":{"reason":"{{reason}}"}"""));
        using Accounts accounts = new(server.BaseAddress);
        BatchFailedException error = await Assert.ThrowsAsync<BatchFailedException>(
            () => accounts.Batches.Attach(7).WaitForCompletionAsync());
        Assert.Equal(reason, error.Batch!.Summary!.Value.GetProperty("reason").GetString());
        Assert.Equal(isTold, error.Message.Contains(reason, StringComparison.Ordinal));
        Assert.Equal(!isTold, error.Message.Contains("Batch.Summary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancelled_batch_throws_and_says_what_was_done()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "canceled", 100, total: 100, pending: 60));
        using Accounts accounts = new(server.BaseAddress);
        BatchCanceledException error = await Assert.ThrowsAsync<BatchCanceledException>(
            () => accounts.Batches.Attach(7).WaitForCompletionAsync());
        Assert.Contains("40 of 100", error.Message);
    }

    [Fact]
    public async Task An_unknown_state_is_polled_until_the_deadline_and_then_left_alone()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "pondering"));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = accounts.Batches.Attach(7);
        BatchDetachedException error = await Assert.ThrowsAsync<BatchDetachedException>(() =>
            operation.WaitForCompletionAsync(deadline: TimeSpan.FromMinutes(10)));
        Assert.Equal("pondering", error.Batch!.State.Value);
        Assert.Same(operation, error.Operation);
        Assert.Empty(server.Posts);
        Assert.InRange(server.Received.Count, 10, 40);
    }

    [Fact]
    public async Task A_state_that_is_unknown_but_has_an_end_is_an_end_and_no_plain_success()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "wrapped_up", 3, 3, more: ""","finishedAt":"2026-01-05T08:00:00Z" """));
        using Accounts accounts = new(server.BaseAddress);
        BatchResult result = await accounts.Batches.Attach(7).WaitForCompletionAsync();
        Assert.Equal("wrapped_up", result.Batch.State.Value);
        Assert.Equal(OperationOutcome.Incomplete, result.Outcome);
    }

    [Fact]
    public async Task A_token_stops_the_wait_and_not_the_batch()
    {
        using CancellationTokenSource stop = new();
        await using ScriptedServer server = new(_ =>
        {
            stop.Cancel();
            return Reply.Batch(7, "pending");
        });
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            accounts.Batches.Attach(7).WaitForCompletionAsync(cancellationToken: stop.Token));
        Assert.Empty(server.Posts);
    }

    [Fact]
    public async Task One_waiters_token_never_cancels_anothers_request()
    {
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedServer server = new(_ =>
        {
            arrived.TrySetResult();
            return Reply.Batch(7, "finished", total: 1) with { Release = release.Task };
        });
        using Accounts accounts = new(server.BaseAddress);
        using CancellationTokenSource stop = new();
        BatchOperation operation = accounts.Batches.Attach(7);
        Task<Batch> first = operation.RefreshAsync(stop.Token);
        await arrived.Task;
        Task<Batch> second = operation.RefreshAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        release.SetResult();
        Assert.Equal(OperationState.Finished, (await second).State);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task What_passes_by_itself_does_not_end_a_wait_and_the_servers_hint_is_heeded()
    {
        Queue<Reply> replies = new(
        [
            Reply.Batch(7, "pending"), Reply.Html(502), Reply.Close,
            Reply.Json("""{"errors":[{"id":"rateLimitExceeded"}]}""", 429, "Retry-After: 50\r\n"),
            Reply.Batch(7, "finished", total: 1),
        ]);
        VirtualTime time = new();
        List<DateTimeOffset> asked = [];
        await using ScriptedServer server = new(_ =>
        {
            asked.Add(time.GetUtcNow());
            return replies.Dequeue();
        });
        using Accounts accounts = new(server.BaseAddress, time);
        BatchResult result = await accounts.Batches.Attach(7).WaitForCompletionAsync();
        Assert.Equal(OperationOutcome.Completed, result.Outcome);
        Assert.InRange(asked[4] - asked[3], TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(51));
    }

    [Fact]
    public async Task What_does_not_pass_by_itself_ends_a_wait()
    {
        await using ScriptedServer server = new(_ => Reply.Json("""{"errors":[{"id":"resourceNotFound"}]}""", 404));
        using Accounts accounts = new(server.BaseAddress);
        OutreachApiException error = await Assert.ThrowsAsync<OutreachApiException>(
            () => accounts.Batches.Attach(7).WaitForCompletionAsync());
        Assert.Equal(HttpStatusCode.NotFound, error.Status);
    }

    [Fact]
    public async Task Watching_shows_each_change_once_and_ends_with_the_batch()
    {
        Queue<Reply> replies = new(
        [
            Reply.Batch(7, "pending"), Reply.Batch(7, "pending"), Reply.Batch(7, "running", 5, 5, 5),
            Reply.Batch(7, "running", 5, 5, 5), Reply.Batch(7, "finished", 5, 5),
        ]);
        await using ScriptedServer server = new(_ => replies.Dequeue());
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        List<string> states = [];
        await foreach (Batch batch in accounts.Batches.Attach(7).WatchAsync())
            states.Add(batch.State.Value);
        Assert.Equal(["pending", "running", "finished"], states);
    }

    [Fact]
    public async Task Items_follow_cursors_lazily_and_ask_for_failures_in_the_chosen_words()
    {
        await using ScriptedServer server = new(request => request.Query.Contains("after", StringComparison.Ordinal)
            ? Reply.Json("""{"data":[{"type":"batchItem","id":"3","attributes":{"failed":true,"info":"c"}}],"links":{}}""")
            : Reply.Json(
                """{"data":[{"type":"batchItem","id":1,"attributes":{"failed":true,"info":"a","batchId":"7"}}"""
                + """,{"type":"batchItem","id":2,"attributes":{"state":"error"}}]"""
                + $$$""","links":{"next":"http://{{{request.Headers["Host"]}}}/api/v2/batchItems?after=x"}}"""));
        using Accounts accounts = new(server.BaseAddress);
        List<BatchItem> items = [];
        await foreach (BatchItem item in accounts.Batches.Attach(7).GetItemsAsync(BatchItemFilter.Failed))
            items.Add(item);
        Assert.Equal([1, 2, 3], items.Select(item => item.Id));
        Assert.Equal(7, items[0].BatchId);
        Assert.Equal("page[size]=1000&filter[batch][id]=7&filter[failed]=true", server.Received[0].Query);

        using Accounts other = new(server.BaseAddress, configure: options =>
        {
            options.Protocol.ItemsByBatchId = true;
            options.Protocol.FailedItemsByState = true;
        });
        await foreach (BatchItem _ in other.Batches.Attach(7).GetItemsAsync(BatchItemFilter.Failed))
            break;
        Assert.Equal("page[size]=1000&filter[batchId]=7&filter[state]=error", server.Received[2].Query);
        Assert.Equal(3, server.Received.Count);
    }

    [Fact]
    public async Task A_link_to_another_host_never_sees_the_token()
    {
        await using ScriptedServer thief = new(_ => Reply.Json("""{"data":[]}"""));
        await using ScriptedServer server = new(_ => Reply.Json($$"""{"data":[],"links":{"next":"{{thief.BaseAddress}}batchItems"} }"""));
        using Accounts accounts = new(server.BaseAddress);
        await Assert.ThrowsAsync<OutreachConnectionException>(async () =>
        {
            await foreach (BatchItem _ in accounts.Batches.Attach(7).GetItemsAsync())
            {
            }
        });
        Assert.Empty(thief.Received);
    }

    [Fact]
    public async Task Listing_goes_newest_first_and_filters()
    {
        await using ScriptedServer server = new(
            _ => Reply.Json("""{"data":[{"type":"batch","id":1,"attributes":{"state":"finished"}}]}"""));
        using Accounts accounts = new(server.BaseAddress);
        await foreach (Batch batch in accounts.Batches.ListAsync("bulk_modify", OperationState.Finished))
            Assert.Equal(1, batch.Id);
        Assert.Equal(
            "page[size]=1000&filter[action]=bulk_modify&filter[state]=finished&sort=-createdAt", Assert.Single(server.Received).Query);
    }

    private sealed class Collect(List<Batch> seen) : IProgress<Batch>
    {
        public void Report(Batch value) => seen.Add(value);
    }
}
