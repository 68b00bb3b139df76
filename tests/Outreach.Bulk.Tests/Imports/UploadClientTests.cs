using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>The client that uploads under dependency injection: the application's to set up, but for what links must not meet.</summary>
public class UploadClientTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_proxy_and_handlers_of_the_application_apply_to_uploads_whichever_is_registered_first(bool configuredFirst)
    {
        await using ImportServer server = new();
        await using ImportServer proxy = new();
        ServiceCollection services = new();
        if (configuredFirst)
            Configure();
        RegisteredImports.AddTo(services, server.BaseAddress);
        if (!configuredFirst)
            Configure();
        await using ServiceProvider provider = services.BuildServiceProvider();
        await RegisteredImports.Of(provider).ImportAsync(ImportTests.File, ImportTests.Mapping);

        Assert.Empty(server.Puts);
        Received put = Assert.Single(proxy.Puts);
        Assert.Equal(server.Link(1), put.Target);
        Assert.Equal("1", put.Headers["X-Kept"]);
        Assert.False(put.Headers.ContainsKey("Authorization"));

        void Configure() => services.AddHttpClient(OutreachBulkConnection.UploadClientName)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { Proxy = new AnyProxy(proxy.BaseAddress) })
            .AddHttpMessageHandler(() => new EditingHandler(request => request.Headers.Add("X-Kept", "1")));
    }

    [Fact]
    public async Task Neither_token_nor_cookie_leaves_by_it_and_no_redirect_is_followed()
    {
        await using ImportServer server = new()
        {
            OnPut = _ => new("HTTP/1.1 307 X\r\nLocation: /elsewhere\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"u8.ToArray()),
        };
        ServiceCollection services = new();
        RegisteredImports.AddTo(services, server.BaseAddress);
        services.AddHttpClient(OutreachBulkConnection.UploadClientName)
            .ConfigureHttpClient(client => client.DefaultRequestHeaders.Add("Authorization", "Bearer x"))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseCookies = true, AllowAutoRedirect = true })
            .AddHttpMessageHandler(() => new EditingHandler(request => request.Headers.Add("Cookie", "planted=1")));
        await using ServiceProvider provider = services.BuildServiceProvider();
        for (int i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<UploadException>(
                () => RegisteredImports.Of(provider).ImportAsync(ImportTests.File, ImportTests.Mapping));
        }

        Assert.Equal(2, server.Puts.Count);
        Assert.All(server.Puts, put => Assert.Equal(["Content-Length", "Host", "User-Agent"], put.Headers.Keys.Order()));
    }

    [Fact]
    public async Task It_logs_nothing_since_links_are_secrets()
    {
        await using ImportServer server = new();
        AllLogs log = new();
        ServiceCollection services = new();
        services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace));
        services.ConfigureHttpClientDefaults(client => client.AddDefaultLogger());
        RegisteredImports.AddTo(services, server.BaseAddress);
        await using ServiceProvider provider = services.BuildServiceProvider();
        await RegisteredImports.Of(provider).ImportAsync(ImportTests.File, ImportTests.Mapping);

        Assert.Contains(log.Lines, line => line.Contains("generateUploadLink", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("/bucket/", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains(ImportServer.Signature, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_added_to_every_client_has_no_say_in_how_long_a_file_takes()
    {
        await using ImportServer server = new();
        ServiceCollection services = new();
        services.ConfigureHttpClientDefaults(client => client
            .ConfigureHttpClient(http => http.Timeout = TimeSpan.FromMilliseconds(1))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false })
            .AddHttpMessageHandler(() => new EditingHandler(request =>
            {
                if (request.Method == HttpMethod.Put)
                    throw new TimeoutException("as a resilience handler does");
            })));
        RegisteredImports.AddTo(services, server.BaseAddress);
        await using ServiceProvider provider = services.BuildServiceProvider();
        await RegisteredImports.Of(provider).ImportAsync(ImportTests.File, ImportTests.Mapping);
        Assert.Single(server.Puts);
        Assert.Equal(
            Timeout.InfiniteTimeSpan,
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(OutreachBulkConnection.UploadClientName).Timeout);
    }

    private sealed class AnyProxy(Uri address) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri GetProxy(Uri destination) => new(address, "/");

        public bool IsBypassed(Uri host) => false;
    }

    private sealed class AllLogs : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
