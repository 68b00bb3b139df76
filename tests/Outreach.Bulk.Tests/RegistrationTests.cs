using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Outreach.Bulk.Http;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

public class RegistrationTests
{
    [Fact]
    public async Task A_client_is_a_singleton_that_takes_a_fresh_HttpClient_for_each_request()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        ServiceCollection services = new();
        int clients = 0;
        services.AddOutreachBulk<Client>(options => Set(options, server, "t"))
            .ConfigureHttpClient(_ => clients++);
        await using ServiceProvider provider = services.BuildServiceProvider();
        Client client = provider.GetRequiredService<Client>();
        Assert.Same(client, provider.GetRequiredService<Client>());
        await client.Batches.Attach(1).RefreshAsync();
        await client.Batches.Attach(1).RefreshAsync();
        Assert.Equal(2, clients);
    }

    [Fact]
    public async Task Several_orgs_are_registered_by_key_with_their_own_options()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        ServiceCollection services = new();
        services.AddKeyedOutreachBulk<Client>("emea", options => Set(options, server, "emea-token"));
        services.AddKeyedOutreachBulk<Client>("apac", options => Set(options, server, "apac-token"));
        await using ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredKeyedService<Client>("apac").Batches.Attach(1).RefreshAsync();
        await provider.GetRequiredKeyedService<Client>("emea").Batches.Attach(1).RefreshAsync();
        Assert.Equal(["Bearer apac-token", "Bearer emea-token"], server.Received.Select(request => request.Headers["Authorization"]));
    }

    [Fact]
    public void A_group_can_be_taken_instead_of_the_client()
    {
        ServiceCollection services = new();
        services.AddOutreachBulk<Client>(options => options.AccessToken = (_, _) => new("t"));
        services.AddKeyedOutreachBulk<Client>("emea", options => options.AccessToken = (_, _) => new("t"));
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Same(provider.GetRequiredService<Client>().Batches, provider.GetRequiredService<BatchCollection>());
        Assert.Same(
            provider.GetRequiredKeyedService<Client>("emea").Batches, provider.GetRequiredKeyedService<BatchCollection>("emea"));
        Assert.NotSame(provider.GetRequiredService<BatchCollection>(), provider.GetRequiredKeyedService<BatchCollection>("emea"));
    }

    [Fact]
    public void A_group_that_two_clients_have_is_refused_by_their_names()
    {
        ServiceCollection services = new();
        services.AddOutreachBulk<Client>(options => options.AccessToken = (_, _) => new("t"));
        services.AddOutreachBulk<Client>(options => options.AccessToken = (_, _) => new("t"));
        Assert.NotNull(services.BuildServiceProvider().GetRequiredService<BatchCollection>());
        services.AddOutreachBulk<OtherClient>(options => options.AccessToken = (_, _) => new("t"));

        Assert.StartsWith(
            "BatchCollection is a group of Client and of OtherClient, so it does not say which account it acts on.",
            Assert.Throws<InvalidOperationException>(() => services.BuildServiceProvider().GetRequiredService<BatchCollection>()).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_double_that_is_registered_for_a_group_is_taken_before_or_after_the_client(bool isFirst)
    {
        FakeBatches batches = new();
        ServiceCollection services = new();
        if (isFirst)
            services.AddSingleton<BatchCollection>(batches);
        services.AddOutreachBulk<Client>(options => options.AccessToken = (_, _) => new("t"));
        if (!isFirst)
            services.AddSingleton<BatchCollection>(batches);
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Same(batches, provider.GetRequiredService<BatchCollection>());
    }

    [Fact]
    public void The_guard_sits_below_every_other_handler_whatever_is_added_later()
    {
        ServiceCollection services = new();
        IHttpClientBuilder builder = services.AddOutreachBulk<Client>(options => options.AccessToken = (_, _) => new("t"));
        builder.AddHttpMessageHandler(() => new PassingHandler());
        services.AddSingleton<IHttpMessageHandlerBuilderFilter, LateFilter>();
        using ServiceProvider provider = services.BuildServiceProvider();
        List<string> chain = Chain(provider);
        Assert.Equal("SendOnceHandler", chain[^1]);
        Assert.Equal(2, chain.Count(name => name == nameof(PassingHandler)));
    }

    [Fact]
    public async Task Options_that_need_a_service_are_made_once_when_the_client_is_first_made()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        ServiceCollection services = new();
        int made = 0;
        services.AddSingleton(new Tokens("from-a-service"));
        services.AddOutreachBulk<Client>((provider, options) =>
        {
            made++;
            Set(options, server, provider.GetRequiredService<Tokens>().Current);
        });
        await using ServiceProvider provider = services.BuildServiceProvider(validateScopes: true);
        Assert.Equal(0, made);
        await provider.GetRequiredService<Client>().Batches.Attach(1).RefreshAsync();
        await provider.GetRequiredService<Client>().Batches.Attach(1).RefreshAsync();
        Assert.Equal(1, made);
        Assert.All(server.Received, request => Assert.Equal("Bearer from-a-service", request.Headers["Authorization"]));
    }

    [Fact]
    public async Task Each_container_and_each_key_makes_options_of_its_own_from_its_own_services()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        foreach (string container in new[] { "a", "b" })
        {
            ServiceCollection services = new();
            services.AddSingleton(new Tokens(container));
            foreach (string key in new[] { "emea", "apac" })
            {
                services.AddKeyedOutreachBulk<Client>(
                    key, (provider, options) => Set(options, server, $"{provider.GetRequiredService<Tokens>().Current}-{key}"));
            }

            await using ServiceProvider provider = services.BuildServiceProvider();
            foreach (string key in new[] { "apac", "emea" })
                await provider.GetRequiredKeyedService<Client>(key).Batches.Attach(1).RefreshAsync();
        }

        Assert.Equal(
            ["Bearer a-apac", "Bearer a-emea", "Bearer b-apac", "Bearer b-emea"],
            server.Received.Select(request => request.Headers["Authorization"]));
    }

    [Fact]
    public void Options_that_need_a_service_are_checked_when_the_client_is_made_and_a_failure_is_not_kept()
    {
        ServiceCollection services = new();
        int attempt = 0;
        services.AddOutreachBulk<Client>((_, options) => options.AccessToken = attempt++ == 0 ? null : (_, _) => new("t"));
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Contains("AccessToken", Assert.Throws<ArgumentException>(() => provider.GetRequiredService<Client>()).Message);
        Assert.NotNull(provider.GetRequiredService<Client>());
    }

    [Fact]
    public void The_guard_sits_at_the_bottom_with_options_that_need_a_service_too()
    {
        ServiceCollection services = new();
        services
            .AddOutreachBulk<Client>((_, options) => options.AccessToken = (_, _) => new("t"))
            .AddHttpMessageHandler(() => new PassingHandler());
        services.AddSingleton<IHttpMessageHandlerBuilderFilter, LateFilter>();
        using ServiceProvider provider = services.BuildServiceProvider();
        List<string> chain = Chain(provider);
        Assert.Equal("SendOnceHandler", chain[^1]);
        Assert.Equal(2, chain.Count(name => name == nameof(PassingHandler)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_filter_registered_earlier_that_chooses_the_primary_handler_is_guarded_too(bool needsService)
    {
        ServiceCollection services = new();
        services.AddSingleton<IHttpMessageHandlerBuilderFilter, ChoosingFilter>();
        if (needsService)
            services.AddOutreachBulk<Client>((_, options) => options.AccessToken = (_, _) => new("t"));
        else
            services.AddOutreachBulk<Client>(options => options.AccessToken = (_, _) => new("t"));
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Equal([nameof(PassingHandler), "SendOnceHandler"], Chain(provider)[^2..]);
    }

    [Fact]
    public void Options_out_of_range_are_refused_by_name()
    {
        Refused("AccessToken", options => options.AccessToken = null);
        Refused("BaseAddress", options => options.BaseAddress = new("relative", UriKind.Relative));
        Refused("BaseAddress", options => options.BaseAddress = new("http://localhost/?x=1"));
        Refused("BaseAddress", options => options.BaseAddress = new("http://user:pa55word@localhost/"));
        Refused("RequestTimeout", options => options.RequestTimeout = TimeSpan.Zero);
        Refused("WaitDeadline", options => options.WaitDeadline = TimeSpan.FromSeconds(-1));
        Refused("MaximumItems", options => options.MaximumItems = 100_001);
        Refused("MaximumRequestLine", options => options.MaximumRequestLine = 100);
        Refused("PageSize", options => options.PageSize = 0);
        Refused("TimeProvider", options => options.TimeProvider = null!);
        Refused("PollInterval", options => options.PollInterval = TimeSpan.Zero);
        Refused("MaximumPollInterval", options => options.MaximumPollInterval = TimeSpan.FromMilliseconds(1));
        Refused("Growth", options => options.PollGrowth = 0.5);
        Refused("Jitter", options => options.PollJitter = double.NaN);
    }

    [Fact]
    public async Task Options_changed_later_do_not_reach_a_connection_in_use()
    {
        await using ScriptedServer server = new(_ => Reply.Json("""{"data":[]}"""));
        OutreachBulkOptions options = Accounts.Options(server.BaseAddress);
        using Accounts accounts = new(OutreachBulkConnection.Create(options));
        options.PageSize = 7;
        await foreach (Batch _ in accounts.Batches.ListAsync())
        {
        }

        Assert.Contains("page[size]=1000", Assert.Single(server.Received).Query);
    }

    [Fact]
    public async Task Groups_and_operations_can_be_doubled()
    {
        FakeOperation operation = new();
        BatchResult result = await operation.WaitForCompletionAsync();
        Assert.Equal(OperationOutcome.CompletedWithFailures, result.Outcome);
        await Assert.ThrowsAsync<InvalidOperationException>(() => operation.RefreshAsync());
    }

    private static List<string> Chain(ServiceProvider provider)
    {
        HttpMessageHandler handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(typeof(Client).FullName!);
        List<string> chain = [];
        for (; handler is DelegatingHandler next; handler = next.InnerHandler!)
            chain.Add(next.GetType().Name);
        return chain;
    }

    private static void Set(OutreachBulkOptions options, ScriptedServer server, string token)
    {
        options.BaseAddress = server.BaseAddress;
        options.AccessToken = (_, _) => new(token);
    }

    private static void Refused(string property, Action<OutreachBulkOptions> change)
    {
        OutreachBulkOptions options = Accounts.Options(new("http://localhost/api"));
        change(options);
        string message = Assert.Throws<ArgumentException>(() => OutreachBulkConnection.Create(options)).Message;
        Assert.Contains(property, message);
        Assert.DoesNotContain("pa55word", message);
    }

    private sealed class Client(OutreachBulkConnection connection) : IOutreachBulkClient<Client>
    {
        public static IReadOnlyDictionary<Type, Func<Client, object>> Groups { get; } =
            new Dictionary<Type, Func<Client, object>> { [typeof(BatchCollection)] = client => client.Batches };

        public BatchCollection Batches { get; } = new(connection);

        public static Client Create(OutreachBulkConnection connection) => new(connection);
    }

    private sealed class OtherClient : IOutreachBulkClient<OtherClient>
    {
        public static IReadOnlyDictionary<Type, Func<OtherClient, object>> Groups { get; } =
            new Dictionary<Type, Func<OtherClient, object>> { [typeof(BatchCollection)] = _ => new FakeBatches() };

        public static OtherClient Create(OutreachBulkConnection connection) => new();
    }

    private sealed class FakeBatches : BatchCollection;

    private sealed record Tokens(string Current);

    private sealed class FakeOperation : BatchOperation
    {
        public override long Id => 5;

        public override Task<BatchResult> WaitForCompletionAsync(
            IProgress<Batch>? progress = null, TimeSpan? deadline = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(BatchResult.Create(this, new() { Id = 5, State = OperationState.Finished, Total = 2, Failures = 1 }));
    }

    private sealed class PassingHandler : DelegatingHandler;

    private sealed class ChoosingFilter : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            next(builder);
            builder.PrimaryHandler = new PassingHandler { InnerHandler = new SocketsHttpHandler() };
        };
    }

    private sealed class LateFilter : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            next(builder);
            builder.AdditionalHandlers.Add(new PassingHandler());
        };
    }
}
