using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>Laws 2 and 8 for imports: a start is sent once, and what belongs to the API stays from the storage.</summary>
public class ImportGuardTests
{
    [Fact]
    public async Task A_start_is_sent_once_below_a_handler_that_retries()
    {
        await using ImportServer server = new() { OnStart = _ => Reply.Close };
        await using ServiceProvider services = Services(server, builder => builder.AddHttpMessageHandler(() => new RetryingHandler()));
        await Assert.ThrowsAsync<ImportOutcomeUnknownException>(() => Of(services).ImportAsync(ImportTests.File, ImportTests.Mapping));
        Assert.Single(server.Starts);
    }

    [Fact]
    public async Task A_start_that_a_handler_rebuilds_is_not_sent()
    {
        await using ImportServer server = new();
        await using ServiceProvider services = Services(server, builder => builder.AddHttpMessageHandler(() => new RebuildingHandler()));
        await Assert.ThrowsAsync<OutreachBulkException>(() => Of(services).ImportAsync(ImportTests.File, ImportTests.Mapping));
        Assert.Empty(server.Http.Received);
    }

    [Fact]
    public async Task Neither_the_application_s_handlers_nor_the_token_nor_a_trace_reach_the_storage()
    {
        using ActivityListener listener = new()
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        List<string> traced = [];
        listener.ActivityStopped = activity =>
        {
            lock (traced)
                traced.Add(string.Join(' ', activity.TagObjects));
        };
        ActivitySource.AddActivityListener(listener);
        await using ImportServer server = new();
        await using ServiceProvider services = Services(
            server, builder => builder.AddHttpMessageHandler(() => new EditingHandler(request => request.Headers.Add("X-Tenant", "acme"))));
        using (new Activity("job").Start())
            await Of(services).ImportAsync(ImportTests.File, ImportTests.Mapping);

        Assert.Equal(["Content-Length", "Host", "User-Agent"], Assert.Single(server.Puts).Headers.Keys.Order());
        Assert.All(server.Http.Posts, post => Assert.Equal("Bearer " + Accounts.Token, post.Headers["Authorization"]));
        Assert.All(server.Http.Posts, post => Assert.Equal("acme", post.Headers["X-Tenant"]));
        lock (traced)
        {
            Assert.DoesNotContain(traced, tags => tags.Contains(ImportServer.Signature, StringComparison.Ordinal));
            Assert.DoesNotContain(traced, tags => tags.Contains(ImportServer.StorageKey, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_refused_token_is_renewed_in_every_step_but_the_start()
    {
        int links = 0;
        await using ImportServer server = new();
        server.OnLink = _ => links++ == 0 ? Reply.Json("""{"error":"expired"}""", 401) : null!;
        server.OnStart = _ => Reply.Json("""{"error":"expired"}""", 401);
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        await Assert.ThrowsAsync<OutreachApiException>(() => accounts.ImportAsync(ImportTests.File, ImportTests.Mapping));
        Assert.Single(server.Starts);
    }

    [Fact]
    public async Task A_cancelled_start_that_is_on_its_way_has_an_unknown_outcome()
    {
        using CancellationTokenSource stop = new();
        TaskCompletionSource never = new();
        await using ImportServer server = new();
        server.OnStart = _ =>
        {
            stop.Cancel();
            return ImportServer.Import(31, "progressing") with { Release = never.Task };
        };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        await Assert.ThrowsAsync<ImportOutcomeUnknownException>(
            () => accounts.ImportAsync(ImportTests.File, ImportTests.Mapping, cancellationToken: stop.Token));
    }

    [Fact]
    public async Task A_disposed_connection_uploads_nothing_and_ends_what_is_under_way()
    {
        await using BrokenStorage storage = new(1000, fallsSilent: true);
        ImportingAccounts accounts = new(new("http://127.0.0.1:1/"), new VirtualTime());
        UploadLink link = new() { Address = storage.Link, StorageKey = "k", CreatedAt = default };
        CsvFile file = CsvFile.From(
            System.Text.Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat("Acme,1\n", 90_000))), "a.csv");
        Task<UploadedFile> upload = accounts.Imports.UploadAsync(link, file);
        await storage.IsSilent.Task;
        accounts.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => upload);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => accounts.Imports.UploadAsync(link, file));
        Assert.Equal(1, storage.Connections);
    }

    private static ServiceProvider Services(ImportServer server, Action<IHttpClientBuilder> configure)
    {
        ServiceCollection services = new();
        configure(services.AddOutreachBulk<Client>(options =>
        {
            options.BaseAddress = server.BaseAddress;
            options.AccessToken = (_, _) => new(Accounts.Token);
            options.TimeProvider = new VirtualTime();
        }));
        return services.BuildServiceProvider();
    }

    private static ImportingAccounts Of(ServiceProvider services) => services.GetRequiredService<Client>().Accounts;

    private sealed class Client(OutreachBulkConnection connection) : IOutreachBulkClient<Client>
    {
        public ImportingAccounts Accounts { get; } = new(connection);

        public static Client Create(OutreachBulkConnection connection) => new(connection);
    }
}
