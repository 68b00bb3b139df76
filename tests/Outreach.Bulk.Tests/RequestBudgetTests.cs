using System.Net;
using Outreach.Bulk.Protocol;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>The hourly request budget is obeyed before the server has to say so, and a pause holds for everybody.</summary>
public class RequestBudgetTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Requests_wait_for_the_next_hour_when_only_the_share_of_others_is_left()
    {
        VirtualTime time = new();
        List<DateTimeOffset> asked = [];
        await using ScriptedServer server = new(request =>
        {
            asked.Add(time.GetUtcNow());
            return Told(request, remaining: asked.Count switch { 1 => 1_001, 2 => 1_000, _ => 9_999 }, resetsIn: 30);
        });
        using Accounts accounts = new(server.BaseAddress, time);
        for (int id = 1; id <= 3; id++)
            await accounts.Batches.Attach(id).RefreshAsync();
        Assert.Equal([s_start, s_start, s_start.AddSeconds(30)], asked);
    }

    [Fact]
    public async Task A_reserve_of_nothing_uses_the_last_request()
    {
        VirtualTime time = new();
        List<DateTimeOffset> asked = [];
        await using ScriptedServer server = new(request =>
        {
            asked.Add(time.GetUtcNow());
            return Told(request, remaining: 2 - asked.Count < 0 ? 9_999 : 2 - asked.Count, resetsIn: 30);
        });
        using Accounts accounts = new(server.BaseAddress, time, options => options.ReservedRequestShare = 0);
        for (int id = 1; id <= 3; id++)
            await accounts.Batches.Attach(id).RefreshAsync();
        Assert.Equal([s_start, s_start, s_start.AddSeconds(30)], asked);
    }

    [Theory]
    [InlineData(429, "Retry-After: 40\r\n", 40)]
    [InlineData(429, "Retry-After: 2026-01-05T08:00:40Z\r\n", 40)]
    [InlineData(429, "X-RateLimit-Reset: 1767600040\r\n", 40)]
    [InlineData(429, "X-RateLimit-Remaining: 0, 19988\r\nX-RateLimit-Reset: 40\r\n", 40)]
    [InlineData(503, "Retry-After: Mon, 05 Jan 2026 08:00:40 GMT\r\n", 40)]
    public async Task A_server_that_asks_to_be_left_alone_is_left_alone_by_all(int status, string headers, int seconds)
    {
        VirtualTime time = new();
        int refusals = 0;
        int early = 0;
        await using ScriptedServer server = new(request =>
        {
            if (Interlocked.Increment(ref refusals) == 1)
                return Reply.Json("""{"errors":[{"id":"rateLimitExceeded"}]}""", status, headers);
            if (time.GetUtcNow() < s_start.AddSeconds(seconds))
                Interlocked.Increment(ref early);
            return Reply.Batch(request.BatchId, "finished", 1, 1);
        });
        using Accounts accounts = new(server.BaseAddress, time, options => options.Retries = 0);
        OutreachApiException refusal = await Assert.ThrowsAsync<OutreachApiException>(() => accounts.Batches.Attach(1).RefreshAsync());
        Assert.Equal((HttpStatusCode)status, refusal.Status);
        await Task.WhenAll(Enumerable.Range(2, 50).Select(id => accounts.Batches.Attach(id).RefreshAsync()));
        Assert.Equal(0, early);
    }

    [Fact]
    public async Task A_burst_of_refusals_without_a_hint_pauses_once()
    {
        TaskCompletionSource together = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int arrived = 0;
        await using ScriptedServer server = new(request =>
        {
            if (Interlocked.Increment(ref arrived) == 20)
                together.SetResult();
            return arrived <= 20 ? Reply.Json("{}", 429) with { Release = together.Task } : Reply.Batch(request.BatchId, "finished", 1, 1);
        });
        VirtualTime time = new();
        using Accounts accounts = new(server.BaseAddress, time, options => options.Retries = 0);
        await Task.WhenAll(Enumerable.Range(1, 20).Select(id =>
            Assert.ThrowsAsync<OutreachApiException>(() => accounts.Batches.Attach(id).RefreshAsync())));
        await accounts.Batches.Attach(21).RefreshAsync();
        Assert.InRange(time.GetUtcNow() - s_start, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(429, "X-RateLimit-Reset: 1767596400\r\n")]
    [InlineData(503, "Retry-After: Mon, 05 Jan 2026 07:00:00 GMT\r\n")]
    public async Task A_refusal_that_names_a_time_that_has_passed_pauses_all_the_same(int status, string headers)
    {
        VirtualTime time = new();
        Queue<Reply> replies = new([Reply.Json("{}", status, headers), Reply.Batch(2, "finished", 1, 1)]);
        await using ScriptedServer server = new(_ => replies.Dequeue());
        using Accounts accounts = new(server.BaseAddress, time, options => options.Retries = 0);
        await Assert.ThrowsAsync<OutreachApiException>(() => accounts.Batches.Attach(1).RefreshAsync());
        await accounts.Batches.Attach(2).RefreshAsync();
        Assert.InRange(time.GetUtcNow() - s_start, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public async Task A_clock_that_is_set_makes_a_pause_neither_longer_nor_shorter(int days)
    {
        VirtualTime time = new();
        ShiftedTime clock = new(time);
        Queue<Reply> replies = new([Reply.Json("{}", 429, "Retry-After: 40\r\n"), Reply.Batch(2, "finished", 1, 1)]);
        await using ScriptedServer server = new(_ => replies.Dequeue());
        using Accounts accounts = new(server.BaseAddress, clock, options => options.Retries = 0);
        await Assert.ThrowsAsync<OutreachApiException>(() => accounts.Batches.Attach(1).RefreshAsync());
        clock.Ahead = TimeSpan.FromDays(days);
        Assert.Equal(s_start.AddDays(days).AddSeconds(40), accounts.RequestBudget.PausedUntil);
        await accounts.Batches.Attach(2).RefreshAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.InRange(time.GetUtcNow() - s_start, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(50));
    }

    [Fact]
    public async Task The_budget_can_be_seen()
    {
        await using ScriptedServer server = new(request => Told(request, remaining: 4_321, resetsIn: 60));
        using OutreachBulkConnection connection = OutreachBulkConnection.Create(Accounts.Options(server.BaseAddress, new VirtualTime()));
        Assert.Null(connection.RequestBudget.Remaining);
        await new Accounts(connection).Batches.Attach(1).RefreshAsync();
        Assert.Equal(
            (10_000, 4_321, s_start.AddSeconds(60)),
            (connection.RequestBudget.Limit, connection.RequestBudget.Remaining, connection.RequestBudget.ResetsAt));
        Assert.Null(connection.RequestBudget.PausedUntil);
    }

    [Fact]
    public async Task A_bulk_action_that_is_held_back_can_be_given_up_and_was_not_sent()
    {
        await using ScriptedServer server = new(request => request.Method == "GET"
            ? Told(request, remaining: 0, resetsIn: 600)
            : Reply.Batch(9, "pending"));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        await accounts.Batches.Attach(1).RefreshAsync();
        using CancellationTokenSource stop = new();
        Task<BatchOperation> held = accounts.ModifyAsync(new() { Filter = AccountFilter.Everything }, new() { Custom1 = "x" }, stop.Token);
        Assert.False(held.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
        Assert.Empty(server.Posts);
    }

    [Fact]
    public async Task Polling_keeps_within_its_share_of_the_budget()
    {
        VirtualTime time = new();
        int requests = 0;
        await using ScriptedServer server = new(request =>
        {
            if (request.Path.EndsWith("/batches", StringComparison.Ordinal))
                return Reply.Json("{}", 400);
            int used = Interlocked.Increment(ref requests);
            double seconds = (time.GetUtcNow() - s_start).TotalSeconds;
            return Reply.Json(
                Reply.BatchText(request.BatchId, seconds > 1_800 ? "finished" : "running", 1, 1),
                headers: $"X-RateLimit-Limit: 10000\r\nX-RateLimit-Remaining: {10_000 - used}\r\n"
                    + $"X-RateLimit-Reset: {s_start.AddHours(1).ToUnixTimeSeconds()}\r\n");
        });
        using Accounts accounts = new(server.BaseAddress, time);
        await Task.WhenAll(Enumerable.Range(1, 500).Select(id => accounts.Batches.Attach(id).WaitForCompletionAsync()));

        // One by one and unbounded, 500 batches polled every 30 seconds for half an hour are 30 000 requests.
        Assert.InRange(requests, 1_000, 5_000);
    }

    [Fact]
    public async Task A_reset_that_is_years_away_does_not_stop_polling()
    {
        int polls = 0;
        await using ScriptedServer server = new(request => Reply.Json(
            Reply.BatchText(request.BatchId, ++polls > 60 ? "finished" : "running", 1, 1),
            headers: "X-RateLimit-Limit: 10000\r\nX-RateLimit-Remaining: 2000\r\nX-RateLimit-Reset: 999999999\r\n"));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        await accounts.Batches.Attach(1).WaitForCompletionAsync()
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    private static Reply Told(Received request, long remaining, int resetsIn) => Reply.Json(
        Reply.BatchText(request.BatchId, "finished", 1, 1),
        headers: $"X-RateLimit-Limit: 10000\r\nX-RateLimit-Remaining: {remaining}\r\n"
            + $"X-RateLimit-Reset: {s_start.AddSeconds(resetsIn).ToUnixTimeSeconds()}\r\n");
}
