using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Time.Testing;
using Outreach.Bulk.Tests.Support;
using Polly;

namespace Outreach.Bulk.Tests;

/// <summary>Law 2: a POST that acts is sent once.</summary>
public class SendOnceTests
{
    private static readonly AccountModify s_change = new() { Custom1 = "x" };
    private static readonly ModifyParams s_one = new() { Filter = new() { Id = 1 } };

    [Theory]
    [InlineData("accountAddTags")]
    [InlineData("accountsDestroyAll")]
    [InlineData("prospectsFinishAll")]
    public async Task A_reused_connection_that_closes_unanswered_sees_the_POST_once(string action)
    {
        // .NET's own handler resends a POST without content when a reused connection closes: it was seen to send one
        // four times. The first request makes the connection one that is reused.
        await using ScriptedServer server = new(request => request.Method == "GET" ? Reply.Batch(1, "finished") : Reply.Close);
        using Accounts accounts = new(server.BaseAddress);
        await accounts.Batches.Attach(1).RefreshAsync();
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => accounts.RunAsync(action, s_one, null));

        Received post = Assert.Single(server.Posts);
        Assert.Equal(server.Received[0].Connection, post.Connection);
    }

    [Fact]
    public async Task The_standard_resilience_handler_gets_the_first_sends_answer()
    {
        await using ScriptedServer server = new(_ => Reply.Json("""{"errors":[]}""", 500));
        using ServiceProvider services = RegisteredClient.Services(server, builder => builder.AddStandardResilienceHandler(options =>
        {
            options.Retry.Delay = TimeSpan.Zero;
            options.Retry.UseJitter = false;
        }));
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => RegisteredClient.Of(services).ModifyAsync(s_one, s_change));
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task A_retry_after_a_lost_answer_joins_the_lost_send()
    {
        await using ScriptedServer server = new(_ => Reply.Close);
        using ServiceProvider services = RegisteredClient.Services(
            server, builder => builder.AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.Zero));
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => RegisteredClient.Of(services).ModifyAsync(s_one, s_change));
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task Hedged_sends_share_the_live_one_and_its_answer()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedServer server = new(_ => Reply.Batch(5, "pending", 1) with { Release = release.Task });
        CountingHandler hedges = new(atLeast: 2, release);
        using ServiceProvider services = RegisteredClient.Services(server, builder =>
        {
            builder.AddStandardHedgingHandler().Configure(options => options.Hedging.Delay = TimeSpan.Zero);
            builder.AddHttpMessageHandler(() => hedges);
        });
        BatchOperation operation = await RegisteredClient.Of(services).ModifyAsync(s_one, s_change);
        Assert.Equal(5, operation.Id);
        Assert.True(hedges.Count >= 2);
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task The_standard_resilience_handler_gives_up_an_attempt_after_10_seconds_and_the_next_one_gets_the_first_sends_answer()
    {
        FakeTimeProvider time = new();
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedServer server = new(_ =>
        {
            time.Advance(TimeSpan.FromSeconds(11));
            return Reply.Batch(5, "pending", 1) with { Release = release.Task };
        });
        CountingHandler attempts = new(atLeast: 2, release);
        using ServiceProvider services = RegisteredClient.Services(server, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.Zero);
            builder.AddHttpMessageHandler(() => attempts);
        });
        Assert.Equal(5, (await RegisteredClient.Of(services).ModifyAsync(s_one, s_change)).Id);
        Assert.Equal(2, attempts.Count);
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task The_standard_resilience_handler_gives_up_the_POST_after_30_seconds_and_the_outcome_is_unknown()
    {
        FakeTimeProvider time = new();
        TaskCompletionSource never = new();
        await using ScriptedServer server = new(_ =>
        {
            time.Advance(TimeSpan.FromSeconds(31));
            return Reply.Batch(5, "pending", 1) with { Release = never.Task };
        });
        using ServiceProvider services = RegisteredClient.Services(server, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.Zero);
        });
        BatchOutcomeUnknownException lost = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => RegisteredClient.Of(services).ModifyAsync(s_one, s_change));
        Assert.Contains("30", lost.Message);
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task Every_sender_gets_a_copy_of_its_own_and_one_that_gives_up_takes_nothing_from_the_others()
    {
        using CancellationTokenSource stop = new();
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedServer server = new(_ =>
        {
            stop.Cancel();
            return Reply.Batch(5, "pending", 1) with { Release = release.Task };
        });
        SeveralSenders senders = new(release, stop.Token);
        using ServiceProvider services = RegisteredClient.Services(server, builder => builder.AddHttpMessageHandler(() => senders));
        Assert.Equal(5, (await RegisteredClient.Of(services).ModifyAsync(s_one, s_change)).Id);
        Assert.True(senders.GaveUp);
        Assert.Equal(2, senders.Bodies.Count);
        Assert.All(senders.Bodies, body => Assert.Equal(Reply.BatchText(5, "pending", 1), body));
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task A_retrying_handler_added_through_the_builder_joins_the_lost_send()
    {
        await using ScriptedServer server = new(_ => Reply.Close);
        using ServiceProvider services = RegisteredClient.Services(
            server, builder => builder.AddHttpMessageHandler(() => new RetryingHandler()));
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => RegisteredClient.Of(services).ModifyAsync(s_one, s_change));
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task A_request_rebuilt_without_our_mark_is_refused_and_not_sent()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using ServiceProvider services = RegisteredClient.Services(
            server, builder => builder.AddHttpMessageHandler(() => new RebuildingHandler()));
        await Assert.ThrowsAsync<OutreachBulkException>(() => RegisteredClient.Of(services).ModifyAsync(s_one, s_change));
        Assert.Empty(server.Posts);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_even_by_a_primary_handler_of_the_application()
    {
        await using ScriptedServer server = new(_ => Reply.Redirect("/api/v2/elsewhere"));
        using ServiceProvider services = RegisteredClient.Services(
            server, builder => builder.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { AllowAutoRedirect = true }));
        OutreachConnectionException error = await Assert.ThrowsAsync<OutreachConnectionException>(
            () => RegisteredClient.Of(services).ModifyAsync(s_one, s_change));
        Assert.Equal(HttpStatusCode.TemporaryRedirect, error.Status);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using ScriptedServer server = new(_ => Reply.Redirect("/api/v2/elsewhere"));
        using Accounts accounts = new(server.BaseAddress);
        await Assert.ThrowsAsync<OutreachConnectionException>(() => accounts.ModifyAsync(s_one, s_change));
        await Assert.ThrowsAsync<OutreachConnectionException>(() => accounts.Batches.Attach(1).RefreshAsync());
        Assert.Equal(2, server.Received.Count);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(408)]
    [InlineData(503)]
    public async Task An_answer_from_something_in_between_leaves_the_outcome_unknown(int status)
    {
        await using ScriptedServer server = new(_ => Reply.Html(status));
        using Accounts accounts = new(server.BaseAddress);
        BatchOutcomeUnknownException error = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.ModifyAsync(s_one, s_change));
        Assert.Equal((HttpStatusCode)status, error.Status);
        Assert.Equal("accountsBulkModify", error.Action);
        Assert.Equal(64, error.TargetDigest!.Length);
    }

    [Fact]
    public async Task A_broken_answer_leaves_the_outcome_unknown()
    {
        Reply[] replies =
        [
            Reply.Html(200),
            Reply.CutOff(Reply.BatchText(1, "pending")),
            Reply.CutOffChunk(Reply.BatchText(1, "pending")),
            Reply.Json("{\"data\":{"),
            Reply.Json("{}"),
            Reply.Json("null"),
            Reply.Json("[]"),
            Reply.Json("""{"errors":[null]}"""),
            Reply.Json("""{"errors":{}}"""),
            Reply.Json("""{"errors":[]}""", 503),
            Reply.Json("""{"error":"upstream connect error"}""", 503),
            Reply.Json("""{"errors":[null]}""", 500),
            Reply.Json("""{"errors":[{"id":"a","source":{"pointer":"\ud800"}}]}""", 500),
            Reply.Close,
        ];
        foreach (Reply reply in replies)
        {
            await using ScriptedServer server = new(_ => reply);
            using Accounts accounts = new(server.BaseAddress);
            await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => accounts.ModifyAsync(s_one, s_change));
            Assert.Single(server.Posts);
        }
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(408)]
    [InlineData(415)]
    [InlineData(422)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_refusal_is_known_and_typed(int status)
    {
        await using ScriptedServer server = new(
            _ => Reply.Json("""{"errors":[{"id":"some.id","title":"T","detail":"D","source":{"pointer":"/data"}}]}""", status));
        using Accounts accounts = new(server.BaseAddress);
        OutreachApiException error = await Assert.ThrowsAsync<OutreachApiException>(() => accounts.ModifyAsync(s_one, s_change));
        Assert.Equal((HttpStatusCode)status, error.Status);
        Assert.Equal(new("some.id", "T", "D", "/data"), Assert.Single(error.Errors));
        Assert.Equal("POST /api/v2/batches/actions/accountsBulkModify", error.Request!.ToString());
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task A_200_with_errors_is_a_refusal()
    {
        await using ScriptedServer server = new(_ => Reply.Json("""{"errors":[{"id":"x","details":"spelt otherwise"}]}"""));
        using Accounts accounts = new(server.BaseAddress);
        OutreachApiException error = await Assert.ThrowsAsync<OutreachApiException>(() => accounts.ModifyAsync(s_one, s_change));
        Assert.Equal("spelt otherwise", Assert.Single(error.Errors).Detail);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_no_unknown_outcome()
    {
        ScriptedServer server = new(_ => Reply.Close);
        await server.DisposeAsync();
        using Accounts accounts = new(server.BaseAddress);
        await Assert.ThrowsAsync<OutreachConnectionException>(() => accounts.ModifyAsync(s_one, s_change));
    }

    [Fact]
    public async Task Giving_up_before_the_send_is_a_plain_cancellation_and_after_it_an_unknown_outcome()
    {
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource never = new();
        await using ScriptedServer server = new(_ =>
        {
            arrived.SetResult();
            return Reply.Batch(1, "pending") with { Release = never.Task };
        });
        using Accounts accounts = new(server.BaseAddress);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accounts.ModifyAsync(s_one, s_change, new(canceled: true)));
        Assert.Empty(server.Received);

        using CancellationTokenSource stop = new();
        Task<BatchOperation> call = accounts.ModifyAsync(s_one, s_change, stop.Token);
        await arrived.Task;
        await stop.CancelAsync();
        BatchOutcomeUnknownException error = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => call);
        Assert.IsAssignableFrom<OperationCanceledException>(error.InnerException);
    }

    [Fact]
    public async Task Giving_up_a_call_that_is_over_leaves_the_next_one_alone()
    {
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int answered = 0;
        await using ScriptedServer server = new(_ =>
        {
            if (++answered == 1)
                return Reply.Batch(1, "pending", 1);
            arrived.SetResult();
            return Reply.Batch(2, "pending", 1) with { Release = release.Task };
        });
        using Accounts accounts = new(server.BaseAddress);
        using CancellationTokenSource first = new();
        await accounts.ModifyAsync(s_one, s_change, first.Token);

        Task<BatchOperation> second = accounts.ModifyAsync(s_one, s_change);
        await arrived.Task;
        await first.CancelAsync();
        release.SetResult();
        Assert.Equal(2, (await second).Id);
    }

    [Fact]
    public async Task A_request_that_takes_longer_than_its_timeout_leaves_the_outcome_unknown()
    {
        TaskCompletionSource never = new();
        VirtualTime time = new();
        await using ScriptedServer server = new(_ =>
        {
            ThreadPool.QueueUserWorkItem(_ => time.Advance(TimeSpan.FromSeconds(101)));
            return Reply.Batch(1, "pending") with { Release = never.Task };
        });
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOutcomeUnknownException error = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.ModifyAsync(s_one, s_change));
        Assert.Contains("RequestTimeout", error.Message);
    }

    /// <summary>
    /// Sends four times: gives the first one up, and reads and disposes the answers of the others before it passes one on.
    /// </summary>
    private sealed class SeveralSenders(TaskCompletionSource release, CancellationToken stop) : DelegatingHandler
    {
        public List<string> Bodies { get; } = [];

        public bool GaveUp { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                await base.SendAsync(request, stop);
            }
            catch (OperationCanceledException)
            {
                GaveUp = true;
            }

            release.SetResult();
            for (int sender = 1; sender <= 2; sender++)
            {
                using HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
                Bodies.Add(await response.Content.ReadAsStringAsync(cancellationToken));
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class CountingHandler(int atLeast, TaskCompletionSource reached) : DelegatingHandler
    {
        private int _count;

        public int Count => _count;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _count) == atLeast)
                reached.TrySetResult();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
