using Outreach.Bulk.Batches;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>What a call does by itself when its answer is lost: it looks, adopts what is surely its own, and never guesses.</summary>
public class ReconcileTests
{
    private const string Echo = ""","payload":{"attributes":{"custom1":"x"},"filter":{"id":["1","2"]}}""";

    private static readonly AccountModify s_change = new() { Custom1 = "x" };
    private static readonly OnUnknownOutcome s_resend = OnUnknownOutcome.Reconcile with { ResendAfter = TimeSpan.FromMinutes(1) };

    [Fact]
    public async Task A_batch_that_is_found_goes_on_under_the_calls_policy()
    {
        VirtualTime time = new();
        int looks = 0;
        await using ScriptedServer server = new(request => request switch
        {
            { Method: "GET" } => ++looks < 3 ? List() : List(Listed(7, "confirming", Echo)),
            _ when request.Path.EndsWith("/confirm", StringComparison.Ordinal) => Reply.Batch(7, "pending", 2),
            _ => Reply.Close,
        }) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOperation operation = await accounts.ModifyAsync(Two(OnUnknownOutcome.Reconcile), s_change);
        Assert.Equal(7, operation.Id);
        Assert.Equal(
            "actionParams[confirmedCount]=2",
            Assert.Single(server.Posts, post => post.Path.EndsWith("/confirm", StringComparison.Ordinal)).Query);
        Assert.Single(Actions(server));
    }

    [Fact]
    public async Task Without_leave_to_resend_the_call_looks_for_as_long_as_it_may_and_sends_nothing_again()
    {
        VirtualTime time = new();
        DateTimeOffset start = time.GetUtcNow();
        await using ScriptedServer server = new(request => request.Method == "GET" ? List() : Reply.Close) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => accounts.ModifyAsync(Two(OnUnknownOutcome.Reconcile), s_change));
        Assert.Single(server.Posts);
        Assert.Equal(TimeSpan.FromMinutes(2), time.GetUtcNow() - start);
        Assert.InRange(server.Received.Count - 1, 5, 10);
    }

    [Fact]
    public async Task The_default_throws_at_once_and_does_not_look()
    {
        VirtualTime time = new();
        await using ScriptedServer server = new(_ => Reply.Close) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => accounts.ModifyAsync(Two(OnUnknownOutcome.Throw), s_change));
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task With_leave_to_resend_it_is_sent_again_once_when_nothing_was_seen_for_so_long()
    {
        VirtualTime time = new();
        List<DateTimeOffset> sent = [];
        await using ScriptedServer server = new(request =>
        {
            if (request.Method == "GET")
                return List();
            sent.Add(time.GetUtcNow());
            return Reply.Close;
        }) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => accounts.ModifyAsync(Two(s_resend), s_change));
        Assert.Equal(2, sent.Count);
        Assert.InRange(sent[1] - sent[0], TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task With_leave_to_resend_the_second_sends_answer_is_the_calls()
    {
        VirtualTime time = new();
        int posts = 0;
        await using ScriptedServer server = new(request => request.Method == "GET"
            ? List()
            : ++posts == 1 ? Reply.Close : Reply.Batch(9, "pending", 2)) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        Assert.Equal(9, (await accounts.ModifyAsync(Two(s_resend), s_change)).Id);
        Assert.Equal(2, posts);
    }

    [Fact]
    public async Task Nothing_is_sent_again_when_something_was_seen_that_may_be_it()
    {
        VirtualTime time = new();
        int looks = 0;
        await using ScriptedServer server = new(request => request.Method == "GET"
            ? ++looks == 1 ? List(Listed(3, "running", "")) : List()
            : Reply.Close) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => accounts.ModifyAsync(Two(s_resend), s_change));
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task Nothing_is_sent_again_when_no_look_succeeded()
    {
        VirtualTime time = new();
        await using ScriptedServer server = new(request => request.Method == "GET" ? Reply.Html(502) : Reply.Close) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => accounts.ModifyAsync(Two(s_resend), s_change));
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task A_second_send_that_is_refused_does_not_make_the_first_one_undone()
    {
        VirtualTime time = new();
        int posts = 0;
        InMemoryOperationJournal journal = new();
        await using ScriptedServer server = new(request => request.Method == "GET"
            ? List()
            : ++posts == 1 ? Reply.Close : Reply.Json("""{"errors":[{"id":"x"}]}""", 422)) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time, options => options.Journal = journal);
        BatchOutcomeUnknownException lost = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.ModifyAsync(Two(s_resend), s_change));
        Assert.IsType<OutreachApiException>(Assert.IsType<AggregateException>(lost.InnerException).InnerExceptions[1]);
        Assert.DoesNotContain(journal.Entries, entry => entry.Event == JournalEvent.NotStarted);
    }

    [Fact]
    public async Task A_second_send_that_cannot_be_written_down_is_not_sent_and_the_outcome_stays_unknown()
    {
        VirtualTime time = new();
        FailingJournal journal = new(entry => entry.Event == JournalEvent.Starting, unlessFirst: true);
        await using ScriptedServer server = new(request => request.Method == "GET" ? List() : Reply.Close) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time, options => options.Journal = journal);
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => accounts.ModifyAsync(Two(s_resend), s_change));
        Assert.Single(server.Posts);
        Assert.DoesNotContain(journal.Entries, entry => entry.Event == JournalEvent.NotStarted);
    }

    [Fact]
    public async Task A_batch_of_the_first_send_is_still_found_when_the_second_is_lost_too()
    {
        VirtualTime time = new();
        // The first one's batch shows only after the second send, and is older than the second's window.
        int posts = 0;
        await using ScriptedServer server = new(request => request.Method == "POST" && ++posts > 0
            ? Reply.Close
            : posts < 2 ? List() : List(Listed(7, "running", Echo))) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOperation operation = await accounts.ModifyAsync(
            Two(OnUnknownOutcome.Reconcile with { ResendAfter = TimeSpan.FromHours(1) }), s_change);
        Assert.Equal((7, 2), (operation.Id, posts));
    }

    [Fact]
    public async Task Two_batches_that_echo_one_request_leave_the_outcome_unknown()
    {
        VirtualTime time = new();
        await using ScriptedServer server = new(request => request.Method == "GET"
            ? List(Listed(8, "running", Echo), Listed(7, "running", Echo))
            : Reply.Close) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOutcomeUnknownException lost = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.ModifyAsync(Two(s_resend), s_change));
        Assert.True((await lost.FindAsync()).IsAmbiguous);
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task Equal_requests_that_are_lost_together_get_a_batch_each()
    {
        VirtualTime time = new();
        await using ScriptedServer server = BothLost([Listed(8, "running", Echo), Listed(7, "running", Echo)], time);
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOperation[] operations = await Task.WhenAll(
            accounts.ModifyAsync(Two(OnUnknownOutcome.Reconcile), s_change),
            accounts.ModifyAsync(Two(OnUnknownOutcome.Reconcile), s_change));
        Assert.Equal([7, 8], operations.Select(operation => operation.Id).Order());
    }

    [Fact]
    public async Task An_equal_request_that_was_lost_at_another_time_accounts_for_no_batch_of_this_one()
    {
        VirtualTime time = new();
        await using ScriptedServer server = new(request => request.Method == "GET"
            ? List(Listed(8, "running", Echo, minute: 40), Listed(7, "running", Echo, minute: 40)) : Reply.Close) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => accounts.ModifyAsync(Two(OnUnknownOutcome.Throw), s_change));
        time.Advance(TimeSpan.FromMinutes(40));
        BatchOutcomeUnknownException lost = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.ModifyAsync(Two(OnUnknownOutcome.Throw), s_change));
        Assert.True((await lost.FindAsync()).IsAmbiguous);
    }

    [Fact]
    public async Task One_batch_is_adopted_by_one_of_two_equal_requests_only()
    {
        VirtualTime time = new();
        await using ScriptedServer server = BothLost([Listed(7, "running", Echo)], time);
        using Accounts accounts = new(server.BaseAddress, time);
        Task<BatchOperation>[] calls =
        [
            accounts.ModifyAsync(Two(OnUnknownOutcome.Reconcile), s_change),
            accounts.ModifyAsync(Two(OnUnknownOutcome.Reconcile), s_change),
        ];
        await Task.WhenAll(calls).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(7, (await Assert.Single(calls, call => call.IsCompletedSuccessfully)).Id);
        Assert.IsType<BatchOutcomeUnknownException>(Assert.Single(calls, call => call.IsFaulted).Exception!.InnerException);
    }

    [Fact]
    public async Task A_batch_that_may_be_an_equal_requests_whose_answer_is_still_to_come_is_left_to_it()
    {
        VirtualTime time = new();
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int posts = 0;
        await using ScriptedServer server = new(request =>
        {
            if (request.Method == "GET")
                return List(Listed(7, "running", Echo));
            if (Interlocked.Increment(ref posts) == 2)
                return Reply.Close;
            arrived.SetResult();
            return Reply.Batch(7, "running", 2) with { Release = release.Task };
        }) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        Task<BatchOperation> slow = accounts.ModifyAsync(Two(OnUnknownOutcome.Throw), s_change);
        await arrived.Task;
        BatchOutcomeUnknownException lost = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.ModifyAsync(Two(OnUnknownOutcome.Throw), s_change));
        Assert.True((await lost.FindAsync()).IsAmbiguous);
        release.SetResult();
        Assert.Equal(7, (await slow).Id);
        Assert.True((await lost.FindAsync()).IsNotSeen);
    }

    [Fact]
    public async Task A_batch_of_another_creator_is_not_it()
    {
        VirtualTime time = new();
        int posts = 0;
        await using ScriptedServer server = new(request => request.Method == "GET"
            ? List(Listed(7, "running", Echo, creator: 2))
            : ++posts == 1 ? Reply.Json($$"""{"data":{{Listed(5, "finished", "", creator: 1)}} }""") : Reply.Close) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        await accounts.ModifyAsync(new() { Filter = new() { Id = [8, 9] } }, s_change);
        BatchOutcomeUnknownException lost = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.ModifyAsync(Two(OnUnknownOutcome.Reconcile), s_change));
        Assert.True((await lost.FindAsync()).IsNotSeen);
    }

    [Fact]
    public async Task A_search_that_fails_for_good_ends_the_search_and_the_outcome_stays_unknown()
    {
        VirtualTime time = new();
        await using ScriptedServer server = new(request => request.Method == "GET"
            ? Reply.Json("""{"errors":[{"id":"forbidden"}]}""", 403)
            : Reply.Close) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOutcomeUnknownException lost = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.ModifyAsync(Two(s_resend), s_change));
        Assert.Contains("The search for it ended", lost.Message);
        Assert.Equal(2, server.Received.Count);
    }

    [Fact]
    public async Task Giving_up_during_the_search_is_an_unknown_outcome_and_no_mere_cancellation()
    {
        VirtualTime time = new();
        using CancellationTokenSource stop = new();
        await using ScriptedServer server = new(request =>
        {
            if (request.Method == "POST")
                return Reply.Close;
            stop.Cancel();
            return List();
        }) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOutcomeUnknownException lost = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.ModifyAsync(Two(s_resend), s_change, stop.Token));
        Assert.Contains(
            Assert.IsType<AggregateException>(lost.InnerException).InnerExceptions, inner => inner is OperationCanceledException);
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task What_was_found_once_is_found_again()
    {
        VirtualTime time = new();
        await using ScriptedServer server = new(request => request.Method == "GET" ? List(Listed(7, "running", Echo)) : Reply.Close) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOutcomeUnknownException lost = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.ModifyAsync(Two(OnUnknownOutcome.Throw), s_change));
        Assert.Equal(7, (await lost.FindAsync()).Operation!.Id);
        Assert.Equal(7, (await lost.FindAsync()).Operation!.Id);
    }

    // Neither answer is given up before both requests are there.
    private static ScriptedServer BothLost(string[] listed, TimeProvider time)
    {
        int posts = 0;
        TaskCompletionSource both = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return new(request =>
        {
            if (request.Method == "GET")
                return List(listed);
            if (Interlocked.Increment(ref posts) == 2)
                both.SetResult();
            return Reply.Close with { Release = both.Task };
        })
        {
            Clock = time,
        };
    }

    private static IEnumerable<Received> Actions(ScriptedServer server) =>
        server.Posts.Where(post => post.Path.Contains("/batches/actions/", StringComparison.Ordinal));

    [Fact]
    public async Task A_batch_that_answered_another_call_is_not_adopted_after_that_was_forgotten()
    {
        VirtualTime time = new();
        int posts = 0;
        await using ScriptedServer server = new(request => request.Method == "GET"
            ? List(Listed(7, "running", Echo))
            : ++posts == 2 ? Reply.Close : Reply.Batch(6 + posts, "running", 2)) { Clock = time };
        using Accounts accounts = new(server.BaseAddress, time);
        Assert.Equal(7, (await accounts.ModifyAsync(Two(OnUnknownOutcome.Throw), s_change)).Id);
        BatchOutcomeUnknownException lost = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.ModifyAsync(Two(OnUnknownOutcome.Throw), s_change));
        Assert.True((await lost.FindAsync()).IsNotSeen);
        for (int hour = 0; hour < 3; hour++)
        {
            time.Advance(TimeSpan.FromMinutes(61));
            await accounts.ModifyAsync(new() { Filter = new() { Id = [8, 9] } }, s_change);
        }

        Assert.True((await lost.FindAsync()).IsAmbiguous);
    }

    [Fact]
    public async Task The_batches_of_a_sweep_are_not_held_after_it()
    {
        VirtualTime time = new();
        await using ScriptedServer server = new(_ => List(Listed(7, "running", Echo))) { Clock = time };
        using OutreachBulkConnection connection = OutreachBulkConnection.Create(Accounts.Options(server.BaseAddress, time));
        RecentBatches recent = new(connection.BatchTracker.Api);
        WeakReference listed = await ListAsync(recent);
        for (int turns = 0; turns < 100 && listed.IsAlive; turns++)
        {
            await Task.Yield();
            GC.Collect();
        }

        Assert.False(listed.IsAlive);
    }

    private static async Task<WeakReference> ListAsync(RecentBatches recent) =>
        new((await recent.ListSinceAsync(DateTimeOffset.MinValue, CancellationToken.None)).Batches[0]);

    private static ModifyParams Two(OnUnknownOutcome onUnknown) =>
        new() { Filter = new() { Id = [1, 2] }, Confirm = Confirm.AtMost(2), OnUnknownOutcome = onUnknown };

    private static Reply List(params string[] batches) => Reply.Json($$"""{"data":[{{string.Join(',', batches)}}]}""");

    private static string Listed(long id, string state, string more, long creator = 1, int minute = 0) =>
        $$"""{"type":"batch","id":{{id}},"attributes":{"state":"{{state}}","confirmCount":2"""
        + $$""","createdAt":"2026-01-05T08:{{minute:00}}:00Z"{{more}} }"""
        + $$""","relationships":{"creator":{"data":{"type":"user","id":{{creator}} } } } }""";
}
