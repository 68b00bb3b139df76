using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Law 4, over time: the count is locked at every snapshot, not only the first.</summary>
public class CountLockTests
{
    private static readonly AccountModify s_change = new() { Custom1 = "x" };

    [Fact]
    public async Task A_count_that_grows_out_of_bounds_is_cancelled_then()
    {
        await using ScriptedServer server = new(request => request switch
        {
            { Method: "GET" } => Reply.Batch(9, "running", 100_000),
            _ when Is(request, "cancel") => Reply.Batch(9, "canceled", 100_000),
            _ => Reply.Batch(9, "pending", 0),
        });
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(Everything(Confirm.AtMost(50)), s_change);
        BatchOutOfBoundsException error = await Assert.ThrowsAsync<BatchOutOfBoundsException>(() => operation.WaitForCompletionAsync());
        Assert.Equal(100_000, error.Count);
        Assert.True(error.IsCanceled);
    }

    [Fact]
    public async Task A_refresh_holds_the_lock_too_and_reports_a_count_once()
    {
        await using ScriptedServer server = new(request => request switch
        {
            { Method: "GET" } => Reply.Batch(9, "running", 100_000),
            _ when Is(request, "cancel") => Reply.Json("""{"errors":[{"id":"validationError"}]}""", 422),
            _ => Reply.Batch(9, "pending", 40),
        });
        using Accounts accounts = new(server.BaseAddress);
        BatchOperation operation = await accounts.ModifyAsync(Everything(Confirm.AtMost(50)), s_change);
        await Assert.ThrowsAsync<BatchOutOfBoundsException>(() => operation.RefreshAsync());
        Assert.Equal("running", (await operation.RefreshAsync()).State.Value);
        Assert.Single(server.Posts, post => Is(post, "cancel"));
    }

    [Fact]
    public async Task A_confirmation_answered_with_a_larger_count_is_cancelled()
    {
        await using ScriptedServer server = new(request => Is(request, "confirm")
            ? Reply.Batch(9, "pending", 100_000)
            : Is(request, "cancel") ? Reply.Batch(9, "canceled", 100_000) : Reply.Batch(9, "confirming", 40));
        using Accounts accounts = new(server.BaseAddress);
        BatchOutOfBoundsException error = await Assert.ThrowsAsync<BatchOutOfBoundsException>(
            () => accounts.ModifyAsync(Everything(Confirm.AtMost(50)), s_change));
        Assert.True(error.HadStarted);
        Assert.True(error.IsCanceled);
    }

    [Fact]
    public async Task Confirming_by_hand_never_confirms_more_than_the_ids_selected()
    {
        await using ScriptedServer server = new(request => request switch
        {
            { Method: "GET" } => Reply.Batch(9, "confirming", 10_000),
            _ when Is(request, "cancel") => Reply.Batch(9, "canceled", 10_000),
            _ => Reply.Batch(9, "confirming"),
        });
        using Accounts accounts = new(server.BaseAddress);
        BatchOperation operation = await accounts.ModifyAsync(new() { Filter = new() { Id = [1, 2] } }, s_change);
        await Assert.ThrowsAsync<BatchOutOfBoundsException>(() => operation.ConfirmAsync());
        await Assert.ThrowsAsync<BatchOutOfBoundsException>(() => operation.ConfirmAsync());
        Assert.DoesNotContain(server.Posts, post => Is(post, "confirm"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(-1L)]
    public async Task No_policy_admits_a_count_that_is_unknown_or_negative(long? count)
    {
        foreach (Confirm policy in (Confirm[])[Confirm.Always, Confirm.AtMost(5), Confirm.Exactly(0), Confirm.When(_ => true)])
        {
            await using ScriptedServer server = new(_ => Reply.Batch(9, "confirming", count));
            using Accounts accounts = new(server.BaseAddress, new VirtualTime());
            BatchOperation operation = await accounts.ModifyAsync(Everything(policy), s_change);
            await Assert.ThrowsAsync<BatchDetachedException>(
                () => operation.WaitForCompletionAsync(deadline: TimeSpan.FromMinutes(20)));
            Assert.Single(server.Posts);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(-1L)]
    public async Task Confirming_by_hand_needs_a_count_to_send(long? count)
    {
        await using ScriptedServer server = new(_ => Reply.Batch(9, "confirming", count));
        using Accounts accounts = new(server.BaseAddress);
        ConfirmationRequiredException error = await Assert.ThrowsAsync<ConfirmationRequiredException>(
            () => accounts.Batches.Attach(9).ConfirmAsync());
        Assert.Equal(9, error.Operation.Id);
        Assert.Empty(server.Posts);
    }

    [Fact]
    public async Task A_total_that_still_grows_is_not_yet_too_small()
    {
        Queue<Reply> reads = new(
        [
            Reply.Batch(9, "running", total: 10, pending: 5),
            Reply.Batch(9, "running", total: 60, pending: 5),
            Reply.Batch(9, "finished", total: 60),
        ]);
        await using ScriptedServer server = new(request => request.Method == "GET" ? reads.Dequeue() : Reply.Batch(9, "pending"));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(Everything(Confirm.Exactly(60)), s_change);
        Assert.Equal(OperationOutcome.Completed, (await operation.WaitForCompletionAsync()).Outcome);
    }

    [Fact]
    public async Task A_total_that_ends_too_small_is_out_of_bounds()
    {
        await using ScriptedServer server = new(request => request.Method == "GET"
            ? Reply.Batch(9, "finished", total: 10)
            : Reply.Batch(9, "pending"));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(Everything(Confirm.Exactly(60)), s_change);
        Assert.False((await Assert.ThrowsAsync<BatchOutOfBoundsException>(() => operation.WaitForCompletionAsync())).IsCanceled);
    }

    [Fact]
    public async Task A_policy_is_applied_when_the_batch_asks_for_the_first_time_during_a_wait()
    {
        Queue<Reply> reads = new([Reply.Batch(9, "confirming", 400), Reply.Batch(9, "finished", 400, 400)]);
        await using ScriptedServer server = new(request => request.Method == "GET"
            ? reads.Dequeue()
            : Reply.Batch(9, "pending", Is(request, "confirm") ? 400 : null));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(Everything(Confirm.AtMost(5_000)), s_change);
        Assert.Equal(OperationOutcome.Completed, (await operation.WaitForCompletionAsync()).Outcome);
        Assert.Equal("actionParams[confirmedCount]=400", Assert.Single(server.Posts, post => Is(post, "confirm")).Query);
    }

    [Fact]
    public async Task A_confirmation_that_fails_in_passing_is_tried_again_during_the_wait()
    {
        int confirmations = 0;
        await using ScriptedServer server = new(request => request switch
        {
            { Method: "GET" } => Reply.Batch(9, confirmations < 2 ? "confirming" : "finished", 400, 400),
            _ when Is(request, "confirm") => ++confirmations == 1 ? Reply.Json("{}", 429) : Reply.Batch(9, "pending", 400),
            _ => Reply.Batch(9, "pending"),
        });
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(Everything(Confirm.AtMost(5_000)), s_change);
        Assert.Equal(OperationOutcome.Completed, (await operation.WaitForCompletionAsync()).Outcome);
        Assert.Equal(2, confirmations);
    }

    [Fact]
    public async Task A_batch_of_more_items_than_a_request_takes_is_cancelled_and_not_confirmed()
    {
        await using ScriptedServer server = new(request => Is(request, "cancel")
            ? Reply.Batch(9, "canceled", 100_001)
            : Reply.Batch(9, "confirming", 100_001));
        using Accounts accounts = new(server.BaseAddress);
        BatchOutOfBoundsException error = await Assert.ThrowsAsync<BatchOutOfBoundsException>(
            () => accounts.ModifyAsync(Everything(Confirm.Always), s_change));
        Assert.Contains("at most the 100000 items that one request takes", error.Message);
        Assert.DoesNotContain(server.Posts, post => Is(post, "confirm"));
    }

    [Fact]
    public async Task A_batch_that_was_confirmed_and_still_asks_does_not_advise_a_policy()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(9, "confirming", 400));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(Everything(Confirm.AtMost(5_000)), s_change);
        ConfirmationRequiredException error = await Assert.ThrowsAsync<ConfirmationRequiredException>(
            () => operation.WaitForCompletionAsync());
        Assert.DoesNotContain("policy", error.Message);
        Assert.Single(server.Posts, post => Is(post, "confirm"));
    }

    [Theory]
    [InlineData("confirming", false)]
    [InlineData("running", true)]
    public async Task A_condition_that_throws_admits_nothing_and_loses_no_batch(string state, bool hadStarted)
    {
        await using ScriptedServer server = new(request => Reply.Batch(9, Is(request, "cancel") ? "canceled" : state, 40));
        using Accounts accounts = new(server.BaseAddress);
        BatchOutOfBoundsException error = await Assert.ThrowsAsync<BatchOutOfBoundsException>(() =>
            accounts.ModifyAsync(Everything(Confirm.When(_ => throw new FormatException("bug"))), s_change));
        Assert.Equal(9, error.Operation.Id);
        Assert.Equal(hadStarted, error.HadStarted);
        Assert.True(error.IsCanceled);
        Assert.IsType<FormatException>(error.InnerException);
    }

    [Fact]
    public async Task A_condition_that_throws_and_a_cancellation_that_fails_are_both_told()
    {
        await using ScriptedServer server = new(request => Is(request, "cancel")
            ? Reply.Json("{}", 422)
            : Reply.Batch(9, "confirming", 40));
        using Accounts accounts = new(server.BaseAddress);
        BatchOutOfBoundsException error = await Assert.ThrowsAsync<BatchOutOfBoundsException>(() =>
            accounts.ModifyAsync(Everything(Confirm.When(_ => throw new FormatException("bug"))), s_change));
        Assert.False(error.IsCanceled);
        Assert.Equal(2, Assert.IsType<AggregateException>(error.InnerException).InnerExceptions.Count);
    }

    [Theory]
    [InlineData("confirming", 5_000)]
    [InlineData("confirming", 50)]
    [InlineData("running", 50)]
    public async Task A_token_source_that_throws_after_the_POST_loses_no_batch(string state, long atMost)
    {
        int asked = 0;
        await using ScriptedServer server = new(_ => Reply.Batch(9, state, 400));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options =>
            options.AccessToken = (_, _) => ++asked == 1 ? new("t") : throw new HttpRequestException("identity provider is down"));
        BatchException error = await Assert.ThrowsAnyAsync<BatchException>(
            () => accounts.ModifyAsync(Everything(Confirm.AtMost(atMost)), s_change));
        Assert.Equal(9, error.Operation.Id);
        Assert.NotNull(error.InnerException);
    }

    private static bool Is(Received request, string decision) => request.Path.EndsWith($"/{decision}", StringComparison.Ordinal);

    private static ModifyParams Everything(Confirm confirm) => new() { Filter = AccountFilter.Everything, Confirm = confirm };
}
