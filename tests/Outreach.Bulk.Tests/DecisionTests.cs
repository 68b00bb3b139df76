using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>A decision about a batch is taken though the server stumbles, and one that others have taken is seen.</summary>
public class DecisionTests
{
    private static readonly AccountModify s_change = new() { Custom1 = "x" };

    [Theory]
    [InlineData(429)]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(404)]
    public async Task A_cancellation_that_protects_is_repeated_until_it_holds(int status)
    {
        int cancels = 0;
        await using ScriptedServer server = new(request => !IsDecision(request, "cancel") ? Reply.Batch(7, "pending", 50, 50, 50)
            : ++cancels < 8 ? Reply.Json("{}", status)
            : Reply.Batch(7, "canceled", 50, 50, 50));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Retries = 0);
        BatchOutOfBoundsException error = await Assert.ThrowsAsync<BatchOutOfBoundsException>(
            () => accounts.DestroyAsync(new() { Filter = AccountFilter.Everything, Consent = Consent.ToDestroyAtMost(10) }));
        Assert.True(error.IsCanceled);
        Assert.Equal(8, cancels);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(401)]
    public async Task A_cancellation_that_protects_holds_though_neither_it_nor_a_look_is_answered_for_a_while(int status)
    {
        int refused = 0;
        await using ScriptedServer server = new(request =>
            request.Method == "POST" && !IsDecision(request, "cancel") ? Reply.Batch(7, "pending", 50, 50, 50)
            : ++refused < 12 ? Refused(status, "not yet")
            : Reply.Batch(7, "canceled", 50, 50, 50));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Retries = 0);
        BatchOutOfBoundsException error = await Assert.ThrowsAsync<BatchOutOfBoundsException>(
            () => accounts.DestroyAsync(new() { Filter = AccountFilter.Everything, Consent = Consent.ToDestroyAtMost(10) }));
        Assert.True(error.IsCanceled);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelling_what_nobody_has_seen_ends_at_once_and_what_was_seen_after_minutes(bool wasSeen)
    {
        VirtualTime time = new();
        bool isGone = false;
        await using ScriptedServer server = new(_ => isGone ? Refused(404, "no such batch") : Reply.Batch(7, "pending", 3, 3, 3));
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOperation operation = accounts.Batches.Attach(7);
        if (wasSeen)
            await operation.RefreshAsync();
        isGone = true;
        DateTimeOffset start = time.GetUtcNow();
        await Assert.ThrowsAsync<OutreachApiException>(() => operation.CancelAsync());
        TimeSpan longest = wasSeen ? TimeSpan.FromMinutes(5) : TimeSpan.FromSeconds(1);
        Assert.InRange(time.GetUtcNow() - start, wasSeen ? TimeSpan.FromMinutes(1) : TimeSpan.Zero, longest);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(401)]
    public async Task A_confirmation_is_repeated_though_neither_it_nor_a_look_is_answered_for_a_moment(int status)
    {
        int refused = 0;
        await using ScriptedServer server = new(request =>
            request.Method == "POST" && !IsDecision(request, "confirm") ? Reply.Batch(7, "confirming", 3)
            : ++refused < 5 ? Refused(status, "not yet")
            : Reply.Batch(7, "finished", 3, 3));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(
            new() { Filter = AccountFilter.Everything, Confirm = Confirm.AtMost(5) }, s_change);
        Assert.Equal(OperationState.Finished, operation.Latest!.State);
    }

    [Theory]
    [InlineData(JournalEvent.Started)]
    [InlineData(JournalEvent.Canceling)]
    public async Task A_cancellation_that_protects_is_not_held_up_by_a_journal_that_hangs(JournalEvent hangsAt)
    {
        await using ScriptedServer server = new(request => IsDecision(request, "cancel")
            ? Reply.Batch(7, "canceled", 50, 50, 50)
            : Reply.Batch(7, "pending", 50, 50, 50));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Journal = new HangingJournal(hangsAt));
        BatchOutOfBoundsException error = await Assert.ThrowsAsync<BatchOutOfBoundsException>(
            () => accounts.DestroyAsync(new() { Filter = AccountFilter.Everything, Consent = Consent.ToDestroyAtMost(10) }));
        Assert.True(error.IsCanceled);
    }

    [Fact]
    public async Task A_cancellation_that_is_never_taken_is_given_up_after_minutes_and_says_so()
    {
        VirtualTime time = new();
        await using ScriptedServer server = new(request =>
            IsDecision(request, "cancel") ? Reply.Json("{}", 503) : Reply.Batch(7, "pending", 50, 50, 50));
        using Accounts accounts = new(server.BaseAddress, time);
        DateTimeOffset start = time.GetUtcNow();
        BatchOutOfBoundsException error = await Assert.ThrowsAsync<BatchOutOfBoundsException>(
            () => accounts.DestroyAsync(new() { Filter = AccountFilter.Everything, Consent = Consent.ToDestroyAtMost(10) }));
        Assert.False(error.IsCanceled);
        Assert.Contains("could not be cancelled", error.Message);
        Assert.InRange(time.GetUtcNow() - start, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Cancelling_ends_when_the_batch_has_ended_meanwhile()
    {
        await using ScriptedServer server = new(request =>
            IsDecision(request, "cancel") ? Reply.Json("{}", 500) : Reply.Batch(7, "finished", 3, 3));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        await Assert.ThrowsAsync<OutreachApiException>(() => accounts.Batches.Attach(7).CancelAsync());
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task A_batch_that_was_cancelled_before_is_cancelled()
    {
        await using ScriptedServer server = new(request =>
            IsDecision(request, "cancel") ? Refused(422, "already canceled") : Reply.Batch(7, "canceled", 3, 3, 3));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        Assert.Equal(OperationState.Canceled, (await accounts.Batches.Attach(7).CancelAsync()).State);
    }

    [Fact]
    public async Task A_cancellation_that_shows_only_later_is_waited_for()
    {
        int looks = 0;
        await using ScriptedServer server = new(request => IsDecision(request, "cancel") || ++looks < 4
            ? Reply.Batch(7, "pending", 50, 50, 50)
            : Reply.Batch(7, "canceled", 50, 50, 50));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        Assert.Equal(OperationState.Canceled, (await accounts.Batches.Attach(7).CancelAsync()).State);
        Assert.Single(server.Posts);
    }

    [Theory]
    [InlineData(409)]
    [InlineData(422)]
    [InlineData(404)]
    [InlineData(403)]
    public async Task A_confirmation_that_is_refused_since_another_process_gave_it_goes_on(int status)
    {
        bool isConfirmed = false;
        await using ScriptedServer server = new(request =>
        {
            if (!IsDecision(request, "confirm"))
                return isConfirmed ? Reply.Batch(7, "finished", 3, 3) : Reply.Batch(7, "confirming", 3);
            isConfirmed = true;
            return Refused(status, "Batch is not confirming");
        });
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(
            new() { Filter = AccountFilter.Everything, Confirm = Confirm.AtMost(5) }, s_change);
        Assert.Equal(OperationOutcome.Completed, (await operation.WaitForCompletionAsync()).Outcome);
        Assert.Single(server.Posts, post => IsDecision(post, "confirm"));
    }

    [Fact]
    public async Task A_lone_404_to_a_confirmation_is_no_refusal_while_the_batch_can_be_seen()
    {
        int confirms = 0;
        await using ScriptedServer server = new(request => !IsDecision(request, "confirm") ? Reply.Batch(7, "confirming", 3)
            : ++confirms == 1 ? Refused(404, "no such batch")
            : Reply.Batch(7, "finished", 3, 3));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        Assert.Equal(OperationState.Finished, (await accounts.Batches.Attach(7).ConfirmAsync()).State);
    }

    [Fact]
    public async Task A_confirmation_that_was_taken_and_does_not_show_yet_is_polled_on()
    {
        int looks = 0;
        await using ScriptedServer server = new(request => request.Method == "GET" && ++looks > 5
            ? Reply.Batch(7, "finished", 3, 3)
            : Reply.Batch(7, "confirming", 3));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(
            new() { Filter = AccountFilter.Everything, Confirm = Confirm.AtMost(5) }, s_change);
        Assert.Equal(OperationOutcome.Completed, (await operation.WaitForCompletionAsync()).Outcome);
        Assert.Single(server.Posts, post => IsDecision(post, "confirm"));
    }

    [Fact]
    public async Task A_confirmation_that_never_shows_is_reported_after_minutes()
    {
        VirtualTime time = new();
        await using ScriptedServer server = new(_ => Reply.Batch(7, "confirming", 3));
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOperation operation = await accounts.ModifyAsync(
            new() { Filter = AccountFilter.Everything, Confirm = Confirm.AtMost(5) }, s_change);
        ConfirmationRequiredException error =
            await Assert.ThrowsAsync<ConfirmationRequiredException>(() => operation.WaitForCompletionAsync());
        Assert.Contains("although it was confirmed", error.Message);
    }

    [Fact]
    public async Task The_count_of_records_is_held_to_the_bounds_and_not_the_count_of_items()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "finished", confirmCount: 150, total: 300));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(
            new() { Filter = new() { Id = [.. Enumerable.Range(1, 150).Select(id => (long)id)] }, Confirm = Confirm.AtMost(150) },
            s_change);
        Assert.Equal(150, operation.Latest!.MatchedCount);
        Assert.Equal(OperationOutcome.Completed, (await operation.WaitForCompletionAsync()).Outcome);
    }

    private static bool IsDecision(Received request, string decision) =>
        request.Path.EndsWith($"/{decision}", StringComparison.Ordinal);

    private static Reply Refused(int status, string detail) =>
        Reply.Json($$"""{"errors":[{"id":"validationError","detail":"{{detail}}"}]}""", status);
}
