using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Law 2, against what an application and .NET itself put below, above and around the guard.</summary>
public class GuardTests
{
    private static readonly AccountModify s_change = new() { Custom1 = "x" };
    private static readonly ModifyParams s_one = new() { Filter = new() { Id = 1 } };
    private static readonly ModifyParams s_idsInBody = new()
    {
        Filter = new() { Id = [.. Enumerable.Range(1, 1_000).Select(id => (long)id)] },
    };

    [Fact]
    public async Task What_leaves_is_the_body_of_the_call_whatever_a_handler_makes_of_it()
    {
        await using ScriptedServer server = new(
            request => Reply.Batch(1, request.Path.EndsWith("/cancel", StringComparison.Ordinal) ? "canceled" : "confirming", 5));
        using ServiceProvider services = RegisteredClient.Services(
            server, builder => builder.AddHttpMessageHandler(() => new EditingHandler(request => request.Content = null)));
        BatchOperation operation = await RegisteredClient.Of(services).ModifyAsync(s_idsInBody, s_change);
        await operation.ConfirmAsync();
        await operation.CancelAsync();

        Assert.Contains("\"ids\":[1,2,3,", server.Posts[0].Body);
        Assert.Equal(["""{"data":{"attributes":{}}}""", """{"data":{"attributes":{}}}"""], server.Posts.Skip(1).Select(post => post.Body));
        Assert.All(server.Posts, post => Assert.Equal("application/vnd.api+json", post.Headers["Content-Type"]));
    }

    [Fact]
    public async Task A_handler_that_takes_the_body_away_makes_NET_resend_nothing()
    {
        await using ScriptedServer server = new(request => request.Method == "GET" ? Reply.Batch(1, "finished") : Reply.Close);
        using ServiceProvider services = RegisteredClient.Services(
            server, builder => builder.AddHttpMessageHandler(() => new EditingHandler(request => request.Content = null)));
        Accounts accounts = RegisteredClient.Of(services);
        await accounts.Batches.Attach(1).RefreshAsync();
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => accounts.ModifyAsync(s_one, s_change));
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task A_changed_method_is_refused_and_not_sent()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using ServiceProvider services = RegisteredClient.Services(
            server, builder => builder.AddHttpMessageHandler(() => new EditingHandler(request => request.Method = HttpMethod.Patch)));
        Accounts accounts = RegisteredClient.Of(services);
        await Assert.ThrowsAsync<OutreachBulkException>(() => accounts.ModifyAsync(s_one, s_change));
        await Assert.ThrowsAsync<OutreachBulkException>(() => accounts.Batches.Attach(1).CancelAsync());
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_decision_rebuilt_without_our_mark_is_refused_and_not_sent()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "confirming", 5));
        using ServiceProvider services = RegisteredClient.Services(
            server, builder => builder.AddHttpMessageHandler(() => new RebuildingHandler()));
        BatchOperation operation = RegisteredClient.Of(services).Batches.Attach(1);
        await Assert.ThrowsAsync<OutreachBulkException>(() => operation.ConfirmAsync());
        await Assert.ThrowsAsync<OutreachBulkException>(() => operation.CancelAsync());
        Assert.Empty(server.Posts);
    }

    [Fact]
    public async Task No_POST_asks_the_server_to_continue()
    {
        // .NET was seen to send one four times after "Expect: 100-continue" on a reused connection that closes.
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using ServiceProvider services = RegisteredClient.Services(
            server, builder => builder.ConfigureHttpClient(client => client.DefaultRequestHeaders.ExpectContinue = true));
        await RegisteredClient.Of(services).ModifyAsync(s_one, s_change);
        Assert.False(Assert.Single(server.Posts).Headers.ContainsKey("Expect"));
    }

    [Fact]
    public async Task A_POST_travels_over_HTTP_1_1_whatever_version_the_application_asks_for()
    {
        // Over HTTP/2 .NET resends what a server refuses to process: it was seen to send a POST four times.
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using ServiceProvider services = RegisteredClient.Services(
            server,
            builder => builder.AddHttpMessageHandler(() => new EditingHandler(request =>
            {
                request.Version = HttpVersion.Version20;
                request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            })));
        await RegisteredClient.Of(services).ModifyAsync(s_one, s_change);
        Assert.Equal("POST", Assert.Single(server.Received).Method);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed_by_the_network_below_an_applications_own_primary_handler(int status)
    {
        await using ScriptedServer server = new(_ => Reply.Redirect("/api/v2/elsewhere", status));
        using ServiceProvider services = RegisteredClient.Services(server, builder => builder.ConfigurePrimaryHttpMessageHandler(
            () => new EditingHandler(_ => { }) { InnerHandler = new RetryingHandler { InnerHandler = new SocketsHttpHandler() } }));
        await Assert.ThrowsAsync<OutreachConnectionException>(() => RegisteredClient.Of(services).ModifyAsync(s_one, s_change));
        await Assert.ThrowsAsync<OutreachConnectionException>(() => RegisteredClient.Of(services).Batches.Attach(1).CancelAsync());
        Assert.Equal(["POST", "POST"], server.Received.Select(request => request.Method));
    }

    [Fact]
    public async Task A_retrying_primary_handler_joins_the_lost_send()
    {
        await using ScriptedServer server = new(_ => Reply.Close);
        using ServiceProvider services = RegisteredClient.Services(server, builder => builder.ConfigurePrimaryHttpMessageHandler(
            () => new RetryingHandler { InnerHandler = new SocketsHttpHandler() }));
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => RegisteredClient.Of(services).ModifyAsync(s_one, s_change));
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task A_retrying_handler_of_a_filter_inserted_before_ours_joins_the_lost_send()
    {
        await using ScriptedServer server = new(_ => Reply.Close);
        using ServiceProvider services = RegisteredClient.Services(server, builder => builder.Services.Insert(
            0, ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter>(new RetryingFilter())));
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => RegisteredClient.Of(services).ModifyAsync(s_one, s_change));
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task A_challenge_is_not_answered_with_the_primary_handlers_credentials()
    {
        HttpMessageHandler[] handlers =
        [
            new SocketsHttpHandler { Credentials = new NetworkCredential("u", "p"), PreAuthenticate = true },
            new HttpClientHandler { Credentials = new NetworkCredential("u", "p") },
            new HttpClientHandler { UseDefaultCredentials = true },
        ];
        foreach (HttpMessageHandler handler in handlers)
        {
            await using ScriptedServer server = new(_ => Reply.Json("{}", 401, "WWW-Authenticate: Basic realm=\"x\"\r\n"));
            using ServiceProvider services = RegisteredClient.Services(
                server, builder => builder.ConfigurePrimaryHttpMessageHandler(() => handler));
            await Assert.ThrowsAsync<OutreachApiException>(() => RegisteredClient.Of(services).ModifyAsync(s_one, s_change));
            Assert.Single(server.Posts);
        }
    }

    [Fact]
    public async Task A_client_registered_twice_is_guarded_once_and_works()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(3, "pending"));
        ServiceCollection services = new();
        services.AddOutreachBulk<RegisteredClient>(options => RegisteredClient.Set(options, server));
        services.AddOutreachBulk<RegisteredClient>(options => RegisteredClient.Set(options, server));
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Equal(3, (await RegisteredClient.Of(provider).ModifyAsync(s_one, s_change)).Id);
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task Clients_can_share_a_primary_handler_that_sends_nothing_again()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(3, "pending"));
        using SocketsHttpHandler shared = new();
        ServiceCollection services = new();
        foreach (string key in new[] { "a", "b" })
        {
            services.AddKeyedOutreachBulk<RegisteredClient>(key, options => RegisteredClient.Set(options, server))
                .ConfigurePrimaryHttpMessageHandler(() => shared);
        }

        using ServiceProvider provider = services.BuildServiceProvider();
        foreach (string key in new[] { "a", "b" })
            await provider.GetRequiredKeyedService<RegisteredClient>(key).Accounts.ModifyAsync(s_one, s_change);
        Assert.Equal(2, server.Posts.Count);
    }

    [Fact]
    public async Task A_primary_handler_in_use_that_follows_redirects_is_refused_with_the_remedy()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(3, "pending"));
        using SocketsHttpHandler used = new();
        using HttpMessageInvoker invoker = new(used, disposeHandler: false);
        using HttpRequestMessage earlier = new(HttpMethod.Get, server.BaseAddress);
        (await invoker.SendAsync(earlier, default)).Dispose();
        using ServiceProvider services = RegisteredClient.Services(server, builder => builder.ConfigurePrimaryHttpMessageHandler(
            () => new EditingHandler(_ => { }) { InnerHandler = used }));
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => RegisteredClient.Of(services).ModifyAsync(s_one, s_change));
        Assert.Contains("AllowAutoRedirect = false", error.Message);
        Assert.Empty(server.Posts);
    }

    [Fact]
    public async Task A_network_that_fails_at_once_is_no_unknown_outcome()
    {
        await using ScriptedServer server = new(_ => Reply.Close);
        using ServiceProvider services = RegisteredClient.Services(
            server, builder => builder.ConfigurePrimaryHttpMessageHandler(() => new DeadNetwork()));
        await Assert.ThrowsAsync<OutreachConnectionException>(() => RegisteredClient.Of(services).ModifyAsync(s_one, s_change));
    }

    [Fact]
    public async Task A_refusal_made_up_above_the_guard_does_not_hide_a_lost_answer()
    {
        Reply[] replies = [Reply.Close, Reply.Html(500)];
        foreach (Reply reply in replies)
        {
            await using ScriptedServer server = new(_ => reply);
            using ServiceProvider services = RegisteredClient.Services(
                server,
                builder => builder.AddHttpMessageHandler(() => new AnsweringHandler(
                    () => new(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("""{"errors":[{"id":"fallback"}]}""") })));
            await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => RegisteredClient.Of(services).ModifyAsync(s_one, s_change));
        }
    }

    [Fact]
    public async Task A_rebuilt_retry_that_is_refused_does_not_hide_a_lost_answer()
    {
        await using ScriptedServer server = new(_ => Reply.Close);
        bool again = false;
        using ServiceProvider services = RegisteredClient.Services(server, builder => builder
            .AddHttpMessageHandler(() => new RetryingHandler())
            .AddHttpMessageHandler(() => new EditingHandler(request =>
            {
                if (again)
                    ((IDictionary<string, object?>)request.Options).Clear();
                again = true;
            })));
        BatchOutcomeUnknownException error = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => RegisteredClient.Of(services).ModifyAsync(s_one, s_change));
        Assert.IsType<OutreachBulkException>(error.InnerException);
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task A_known_refusal_that_a_handler_above_throws_away_is_no_unknown_outcome()
    {
        await using ScriptedServer server = new(_ => Reply.Json("{}", 422));
        using ServiceProvider services = RegisteredClient.Services(
            server,
            builder => builder.AddHttpMessageHandler(() => new AnsweringHandler(
                () => throw new InvalidOperationException("not a success"))));
        await Assert.ThrowsAsync<OutreachConnectionException>(() => RegisteredClient.Of(services).ModifyAsync(s_one, s_change));
        Assert.Single(server.Posts);
    }

    private sealed class RetryingFilter : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            next(builder);
            builder.AdditionalHandlers.Add(new RetryingHandler());
        };
    }
}
