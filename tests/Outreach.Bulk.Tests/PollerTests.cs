using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Outreach.Bulk.Batches;
using Outreach.Bulk.Operations;
using Outreach.Bulk.Protocol;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Any number of waits of one connection share one poll loop.</summary>
public partial class PollerTests
{
    [Fact]
    public async Task Many_waits_share_one_list_request_a_round()
    {
        TaskCompletionSource allWait = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedServer server = new(request => List(request, _ => "finished") with { Release = allWait.Task });
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        Task<BatchResult>[] waits = [.. Enumerable.Range(1, 300).Select(id => accounts.Batches.Attach(id).WaitForCompletionAsync())];
        allWait.SetResult();
        Assert.All(await Task.WhenAll(waits), result => Assert.Equal(OperationOutcome.Completed, result.Outcome));

        // The first wait asks for itself at once; the others share what follows.
        Assert.InRange(server.Received.Count, 1, 4);
    }

    [Fact]
    public async Task A_token_that_is_not_to_be_had_shortens_no_list()
    {
        TaskCompletionSource firstWait = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource allWait = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool isOut = true;
        await using ScriptedServer server = new(request => List(request, _ => "finished") with { Release = allWait.Task });
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.AccessToken = async (_, _) =>
        {
            await firstWait.Task;
            return isOut ? throw new OutreachBulkException("Log in again.") : "t";
        });
        Task<BatchResult>[] waits = Waits();
        firstWait.SetResult();
        OutreachConnectionException[] failures =
            await Task.WhenAll(waits.Select(wait => Assert.ThrowsAsync<OutreachConnectionException>(() => wait)));
        Assert.All(failures, failure => Assert.Contains("was not sent: Log in again.", failure.Message));
        isOut = false;
        waits = Waits();
        allWait.SetResult();
        await Task.WhenAll(waits);
        Assert.InRange(server.Received.Count, 1, 4);

        Task<BatchResult>[] Waits() =>
            [.. Enumerable.Range(1, 300).Select(id => accounts.Batches.Attach(id).WaitForCompletionAsync())];
    }

    [Fact]
    public async Task Several_waits_for_one_batch_cost_one_request_each_round()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedServer server = new(_ => Reply.Batch(7, "finished", 1, 1) with { Release = release.Task });
        using Accounts accounts = new(server.BaseAddress);
        Task<BatchResult>[] waits = [.. Enumerable.Range(0, 20).Select(_ => accounts.Batches.Attach(7).WaitForCompletionAsync())];
        release.SetResult();
        Assert.All(await Task.WhenAll(waits), result => Assert.Equal(7, result.Batch.Id));
        Assert.InRange(server.Received.Count, 1, 2);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    [InlineData(404)]
    public async Task Batches_are_asked_for_one_by_one_where_the_id_filter_is_refused(int status)
    {
        await using ScriptedServer server = new(request => request.Path.EndsWith("/batches", StringComparison.Ordinal)
            ? Reply.Json("""{"errors":[{"id":"filterParameter"}]}""", status)
            : Reply.Batch(request.BatchId, "finished", 1, 1));
        await AssertAllEndAsync(server, 30);

        // Looks that were on their way together find it out together.
        Assert.InRange(server.Received.Count(request => request.Path.EndsWith("/batches", StringComparison.Ordinal)), 1, 4);
    }

    [Fact]
    public async Task Batches_are_asked_for_one_by_one_where_the_id_filter_is_ignored()
    {
        await using ScriptedServer server = new(request => request.Path.EndsWith("/batches", StringComparison.Ordinal)
            ? Reply.Json($$"""{"data":[{{string.Join(',', Enumerable.Range(5000, 50).Select(id => Resource(id, "finished")))}}]}""")
            : Reply.Batch(request.BatchId, "finished", 1, 1));
        await AssertAllEndAsync(server, 30);

        // Looks that were on their way together find it out together.
        Assert.InRange(server.Received.Count(request => request.Path.EndsWith("/batches", StringComparison.Ordinal)), 1, 4);
    }

    [Fact]
    public async Task Pages_that_are_smaller_than_asked_for_are_followed_by_a_request_for_the_rest()
    {
        await using ScriptedServer server = new(request => request.Path.EndsWith("/batches", StringComparison.Ordinal)
            ? Reply.Json(
                $$"""{"data":[{{string.Join(',', Ids(request).Take(10).Select(id => Resource(id, "finished")))}}]"""
                + $$""","links":{"next":"{{(Ids(request).Length > 10 ? "/api/v2/batches?more" : "")}}"} }""")
            : Reply.Batch(request.BatchId, "finished", 1, 1));
        await AssertAllEndAsync(server, 45);
        Assert.InRange(server.Received.Count, 5, 9);
    }

    [Fact]
    public async Task A_batch_that_is_missing_from_the_list_is_asked_for_by_itself_and_its_waiter_alone_is_told()
    {
        await using ScriptedServer server = new(request =>
        {
            if (request.Path.EndsWith("/batches", StringComparison.Ordinal))
                return List(request, _ => "finished", except: 13);
            return request.BatchId == 13
                ? Reply.Json("""{"errors":[{"id":"resourceNotFound"}]}""", 404)
                : Reply.Batch(request.BatchId, "finished", 1, 1);
        });
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        Task<BatchResult>[] waits = [.. Enumerable.Range(1, 20).Select(id => accounts.Batches.Attach(id).WaitForCompletionAsync())];
        OutreachApiException error = await Assert.ThrowsAsync<OutreachApiException>(() => waits[12]);
        Assert.Equal(HttpStatusCode.NotFound, error.Status);
        Assert.All(
            await Task.WhenAll(waits.Where((_, index) => index != 12)), result => Assert.Equal(OperationOutcome.Completed, result.Outcome));
    }

    [Fact]
    public async Task More_batches_than_a_request_line_carries_take_turns()
    {
        await using ScriptedServer server = new(request => List(request, _ => "finished"));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.MaximumRequestLine = 512);
        await Task.WhenAll(Enumerable.Range(1, 200).Select(id => accounts.Batches.Attach(id).WaitForCompletionAsync()));
        Assert.All(server.Received, request => Assert.InRange(request.LineLength, 1, 512));
        Assert.InRange(server.Received.Count, 13, 40);
    }

    [Fact]
    public async Task A_read_that_goes_back_in_time_hides_nothing()
    {
        Queue<Reply> reads = new(
        [
            Reply.Batch(7, "running", 400, 400, 200, more: """, "updatedAt":"2026-01-05T08:00:09Z" """),
            Reply.Batch(7, "confirming", 400, more: """, "updatedAt":"2026-01-05T08:00:01Z" """),
            Reply.Batch(7, "finished", 400, 400, more: """, "updatedAt":"2026-01-05T08:00:19Z" """),
        ]);
        await using ScriptedServer server = new(_ => reads.Dequeue());
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        List<string> states = [];
        await foreach (Batch batch in accounts.Batches.Attach(7).WatchAsync())
            states.Add(batch.State.Value);
        Assert.Equal(["running", "finished"], states);
    }

    [Fact]
    public async Task Waits_that_were_given_up_leave_nothing_behind()
    {
        await using ScriptedServer server = new(request => Reply.Batch(request.BatchId, "running"));
        OutreachBulkConnection connection = OutreachBulkConnection.Create(Accounts.Options(server.BaseAddress, new VirtualTime()));
        using Accounts accounts = new(connection);
        using CancellationTokenSource stop = new();
        Task<BatchResult> wait = accounts.Batches.Attach(7).WaitForCompletionAsync(cancellationToken: stop.Token);
        Assert.Equal(1, connection.BatchTracker.Poller.Count);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Equal(0, connection.BatchTracker.Poller.Count);
    }

    [Fact]
    public async Task Disposing_the_connection_ends_waits_that_sleep()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "running"));
        Accounts accounts = new(
            server.BaseAddress, configure: options => options.PollInterval = options.MaximumPollInterval = TimeSpan.FromDays(1));
        BatchOperation operation = await accounts.ModifyAsync(new() { Filter = AccountFilter.Everything }, new() { Custom1 = "x" });
        Task<BatchResult> wait = operation.WaitForCompletionAsync();
        accounts.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => wait);
    }

    [Fact]
    public async Task A_server_that_links_a_next_page_after_all_that_was_asked_for_is_asked_for_many_at_once()
    {
        bool isFirstRound = true;
        await using ScriptedServer server = new(request => request.Path.EndsWith("/batches", StringComparison.Ordinal)
            ? Reply.Json(
                $$"""{"data":[{{string.Join(',', Ids(request).Select(id => Resource(id, "finished")))}}]"""
                + ""","links":{"next":"/api/v2/batches?more"} }""")
            : Reply.Batch(request.BatchId, isFirstRound ? "running" : "finished", 1, 1));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        await Task.WhenAll(Enumerable.Range(1, 2).Select(id => accounts.Batches.Attach(id).WaitForCompletionAsync()));
        isFirstRound = false;
        int before = server.Received.Count;
        await Task.WhenAll(Enumerable.Range(1, 300).Select(id => accounts.Batches.Attach(id).WaitForCompletionAsync()));
        Assert.InRange(server.Received.Count - before, 1, 15);
    }

    [Fact]
    public async Task What_disposing_cancels_may_wait_for_others_who_look_at_the_poller()
    {
        using ManualResetEventSlim looked = new();
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool couldLook = false;
        OperationPoller<Batch> poller = null!;
        poller = NewPoller(new SilentSource(token =>
        {
            token.Register(() =>
            {
                _ = Task.Run(() => 
                {
                    _ = poller.Count;
                    looked.Set();
                });
                couldLook = looked.Wait(TimeSpan.FromSeconds(5));
            });
            begun.SetResult();
        }));
        Task<Batch?> wait = poller.NextAsync(1, TimeSpan.Zero, TimeSpan.FromHours(1), default, CancellationToken.None);
        await begun.Task;
        poller.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => wait);
        Assert.True(couldLook);
    }

    [Fact]
    public async Task A_listener_that_throws_leaves_no_wait_unanswered()
    {
        ActivityContext span = new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None);
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == OutreachBulkConnection.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Parent.TraceId == span.TraceId
                    ? throw new InvalidOperationException("a listener's fault")
                    : ActivitySamplingResult.None,
        };
        ActivitySource.AddActivityListener(listener);
        using OperationPoller<Batch> poller = NewPoller(new SilentSource(_ => { }));
        Task<Batch?> wait = poller.NextAsync(1, TimeSpan.Zero, TimeSpan.FromHours(1), span, CancellationToken.None);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => wait.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    private static OperationPoller<Batch> NewPoller(PollSource<Batch> source) => new(
        source, new(new(), new(NullLogger.Instance)), new());

    [Fact]
    public void A_connection_can_be_disposed_twice()
    {
        OutreachBulkConnection connection = OutreachBulkConnection.Create(Accounts.Options(new("http://localhost/")));
        connection.Dispose();
        connection.Dispose();
    }

    private static async Task AssertAllEndAsync(ScriptedServer server, int count)
    {
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchResult[] results = await Task.WhenAll(
            Enumerable.Range(1, count).Select(id => accounts.Batches.Attach(id).WaitForCompletionAsync()));
        Assert.Equal(Enumerable.Range(1, count).Select(id => (long)id), results.Select(result => result.Batch.Id));
    }

    private static Reply List(Received request, Func<long, string> state, long except = 0) =>
        !request.Path.EndsWith("/batches", StringComparison.Ordinal)
            ? request.Method == "POST" ? Reply.Batch(7, "running") : Reply.Batch(request.BatchId, state(request.BatchId), 1, 1)
            : Reply.Json(
                $$"""{"data":[{{string.Join(',', Ids(request).Where(id => id != except).Select(id => Resource(id, state(id))))}}]}""");

    private static string Resource(long id, string state) =>
        $$"""{"type":"batch","id":{{id}},"attributes":{"state":"{{state}}","confirmCount":1,"total":1,"pending":0,"failures":0} }""";

    private static long[] Ids(Received request) =>
        [.. IdFilter().Match(request.Query).Groups[1].Value.Split(',').Select(long.Parse)];

    [GeneratedRegex(@"filter\[id\]=([0-9,]+)")]
    private static partial Regex IdFilter();

    private sealed class SilentSource(Action<CancellationToken> begun) : PollSource<Batch>
    {
        public override int IdsPerRequest => 1;

        public override Task PollAsync(Poll<Batch> poll, CancellationToken cancellationToken)
        {
            begun(cancellationToken);
            return Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }
}
