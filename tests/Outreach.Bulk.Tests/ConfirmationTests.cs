using System.Net;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Law 4: confirmation is a lock on the count.</summary>
public class ConfirmationTests
{
    private static readonly AccountModify s_change = new() { Custom1 = "x" };

    [Fact]
    public async Task A_count_the_policy_admits_is_confirmed_and_the_count_is_sent()
    {
        await using ScriptedServer server = new(request => request.Path.EndsWith("/confirm", StringComparison.Ordinal)
            ? Reply.Batch(9, "pending", 400)
            : Reply.Batch(9, "confirming", 400));
        using Accounts accounts = new(server.BaseAddress);
        BatchOperation operation = await accounts.ModifyAsync(Everything(Confirm.AtMost(5_000)), s_change);

        Assert.Equal(OperationState.Pending, operation.Latest!.State);
        Assert.Equal("/api/v2/batches/9/actions/confirm", server.Received[1].Path);
        Assert.Equal("actionParams[confirmedCount]=400", server.Received[1].Query);
        Assert.NotEmpty(server.Received[1].Body);
    }

    [Fact]
    public async Task A_count_out_of_bounds_is_cancelled_and_reported()
    {
        await using ScriptedServer server = new(request => request.Path.EndsWith("/cancel", StringComparison.Ordinal)
            ? Reply.Batch(9, "canceled", 7_000)
            : Reply.Batch(9, "confirming", 7_000));
        using Accounts accounts = new(server.BaseAddress);
        BatchOutOfBoundsException error = await Assert.ThrowsAsync<BatchOutOfBoundsException>(() =>
            accounts.ModifyAsync(Everything(Confirm.AtMost(5_000)), s_change));

        Assert.Equal(7_000, error.Count);
        Assert.False(error.HadStarted);
        Assert.True(error.IsCanceled);
        Assert.Equal(9, error.Operation.Id);
        Assert.Equal(["accountsBulkModify", "cancel"], server.Posts.Select(post => post.Path.Split('/')[^1]));
    }

    [Fact]
    public async Task A_batch_that_started_without_asking_is_held_to_the_bound_and_told_apart()
    {
        await using ScriptedServer server = new(request => request.Path.EndsWith("/cancel", StringComparison.Ordinal)
            ? Reply.Batch(9, "canceled", 60)
            : Reply.Batch(9, "pending", 60));
        using Accounts accounts = new(server.BaseAddress);
        BatchOutOfBoundsException error = await Assert.ThrowsAsync<BatchOutOfBoundsException>(() =>
            accounts.ModifyAsync(Everything(Confirm.Exactly(50)), s_change));
        Assert.True(error.HadStarted);
        Assert.True(error.IsCanceled);
    }

    [Fact]
    public async Task A_batch_that_cannot_be_cancelled_any_more_says_so()
    {
        await using ScriptedServer server = new(request => request.Path.EndsWith("/cancel", StringComparison.Ordinal)
            ? Reply.Json("""{"errors":[{"id":"validationError","detail":"finished"}]}""", 422)
            : Reply.Batch(9, "running", 60));
        using Accounts accounts = new(server.BaseAddress);
        BatchOutOfBoundsException error = await Assert.ThrowsAsync<BatchOutOfBoundsException>(() =>
            accounts.ModifyAsync(Everything(Confirm.AtMost(50)), s_change));
        Assert.False(error.IsCanceled);
        Assert.IsType<OutreachApiException>(error.InnerException);
    }

    [Fact]
    public async Task A_selection_by_ids_is_never_more_than_the_ids()
    {
        await using ScriptedServer server = new(request => request.Path.EndsWith("/cancel", StringComparison.Ordinal)
            ? Reply.Batch(9, "canceled", 10_000)
            : Reply.Batch(9, "confirming", 10_000));
        using Accounts accounts = new(server.BaseAddress);
        BatchOutOfBoundsException error = await Assert.ThrowsAsync<BatchOutOfBoundsException>(() =>
            accounts.ModifyAsync(new() { Filter = new() { Id = [1, 2, 2] } }, s_change));
        Assert.Contains("2 ids", error.Message);
    }

    [Fact]
    public async Task A_count_that_comes_to_light_later_is_checked_then()
    {
        await using ScriptedServer server = new(request => request switch
        {
            { Method: "GET" } => Reply.Batch(9, "running", total: 10_000, pending: 9_000),
            _ when request.Path.EndsWith("/cancel", StringComparison.Ordinal) => Reply.Batch(9, "canceled", total: 10_000, pending: 8_000),
            _ => Reply.Batch(9, "pending"),
        });
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(Everything(Confirm.AtMost(50)), s_change);
        BatchOutOfBoundsException error = await Assert.ThrowsAsync<BatchOutOfBoundsException>(() => operation.WaitForCompletionAsync());
        Assert.True(error.HadStarted);
    }

    [Fact]
    public async Task Consent_locks_the_count_without_a_policy()
    {
        await using ScriptedServer server = new(request =>
            Reply.Batch(9, request.Path.EndsWith("/cancel", StringComparison.Ordinal) ? "canceled" : "confirming", 11));
        using Accounts accounts = new(server.BaseAddress);
        await Assert.ThrowsAsync<BatchOutOfBoundsException>(() =>
            accounts.DestroyAsync(new() { Filter = AccountFilter.Everything, Consent = Consent.ToDestroyExactly(10) }));
        await Assert.ThrowsAsync<BatchOutOfBoundsException>(() =>
            accounts.DestroyAsync(new() { Filter = AccountFilter.Everything, Consent = Consent.ToDestroyAtMost(10) }));
        Assert.DoesNotContain(server.Received, request => request.Path.EndsWith("/confirm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Consent_and_policy_must_both_admit_the_count()
    {
        await using ScriptedServer server = new(request => Reply.Batch(9, request.Path.Split('/')[^1] switch
        {
            "cancel" => "canceled",
            "confirm" => "pending",
            _ => "confirming",
        }, 10));
        using Accounts accounts = new(server.BaseAddress);
        await Assert.ThrowsAsync<BatchOutOfBoundsException>(() => accounts.DestroyAsync(
            new() { Filter = AccountFilter.Everything, Consent = Consent.ToDestroyExactly(10), Confirm = Confirm.AtMost(5) }));
        BatchOperation operation = await accounts.DestroyAsync(
            new() { Filter = AccountFilter.Everything, Consent = Consent.ToDestroyExactly(10), Confirm = Confirm.AtMost(20) });
        Assert.Equal(OperationState.Pending, operation.Latest!.State);
    }

    [Theory]
    [InlineData(3, "finished")]
    [InlineData(9, "canceled")]
    public async Task A_batch_that_does_not_tell_its_count_yet_is_looked_at_until_it_does(long count, string end)
    {
        int looks = 0;
        await using ScriptedServer server = new(request =>
            request.Path.EndsWith("/confirm", StringComparison.Ordinal) ? Reply.Batch(9, "finished", count, count)
            : request.Path.EndsWith("/cancel", StringComparison.Ordinal) ? Reply.Batch(9, "canceled", count)
            : Reply.Batch(9, "confirming", ++looks < 4 ? null : count));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(Everything(Confirm.AtMost(5)), s_change);
        Task<BatchResult> wait = operation.WaitForCompletionAsync();
        if (count > 5)
            await Assert.ThrowsAsync<BatchOutOfBoundsException>(() => wait);
        else
            await wait;
        Assert.Equal(new OperationState(end), operation.Latest!.State);
    }

    [Fact]
    public async Task A_condition_is_asked_once()
    {
        await using ScriptedServer server = new(request =>
            Reply.Batch(9, request.Path.EndsWith("/confirm", StringComparison.Ordinal) ? "finished" : "confirming", 5, total: 5));
        using Accounts accounts = new(server.BaseAddress);
        int asked = 0;
        BatchOperation operation = await accounts.ModifyAsync(
            Everything(Confirm.When(batch => ++asked == 1 && batch.ConfirmCount == 5)), s_change);
        await operation.WaitForCompletionAsync();
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_confirmation_that_is_refused_hands_the_batch_over()
    {
        await using ScriptedServer server = new(request => request.Path.EndsWith("/confirm", StringComparison.Ordinal)
            ? Reply.Json("""{"errors":[{"id":"validationError","detail":"count differs"}]}""", 422)
            : Reply.Batch(9, "confirming", 400));
        using Accounts accounts = new(server.BaseAddress);
        ConfirmationRequiredException error = await Assert.ThrowsAsync<ConfirmationRequiredException>(() =>
            accounts.ModifyAsync(Everything(Confirm.Always), s_change));
        Assert.Equal(9, error.Operation.Id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, Assert.IsType<OutreachApiException>(error.InnerException).Status);
        Assert.Contains("count differs", error.Message);
    }

    [Fact]
    public async Task A_confirmation_whose_answer_is_lost_is_looked_up_and_not_repeated()
    {
        await using ScriptedServer server = new(request => request switch
        {
            { Method: "GET" } => Reply.Batch(9, "running", 400),
            _ when request.Path.EndsWith("/confirm", StringComparison.Ordinal) => Reply.Close,
            _ => Reply.Batch(9, "confirming", 400),
        });
        using Accounts accounts = new(server.BaseAddress);
        BatchOperation operation = await accounts.ModifyAsync(Everything(Confirm.Always), s_change);
        Assert.Equal("running", operation.Latest!.State.Value);
        Assert.Single(server.Posts, post => post.Path.EndsWith("/confirm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_policy_nothing_is_decided()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(9, "confirming", 400));
        using Accounts accounts = new(server.BaseAddress);
        BatchOperation operation = await accounts.ModifyAsync(new() { Filter = AccountFilter.Everything }, s_change);
        Assert.Equal(OperationState.Confirming, operation.Latest!.State);
        Assert.Single(server.Received);
    }

    private static ModifyParams Everything(Confirm confirm) => new() { Filter = AccountFilter.Everything, Confirm = confirm };
}
