using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Bulk.Batches;
using Outreach.Bulk.Http;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Operations that were waited for, given up or dropped leave nothing behind.</summary>
[Collection(nameof(LeakTests))]
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public sealed class LeakTests(ITestOutputHelper output)
{
    private const int Operations = 100_000;
    private const int AtOnce = 500;
    private const long Allowed = 20L * 1024 * 1024;

    [Fact]
    public async Task A_hundred_thousand_operations_leave_no_memory_no_timer_and_no_wait()
    {
        using CannedServer server = new();
        using OutreachBulkConnection connection = new(Accounts.Options(new("http://outreach.test/"), configure: options =>
        {
            options.RecordsPerDay = long.MaxValue;
            options.PollInterval = TimeSpan.FromMilliseconds(1);
        }).Checked(), () => new HttpClient(
            new SendOnceHandler(TimeProvider.System, TimeSpan.FromSeconds(100)) { InnerHandler = server }, disposeHandler: false));
        Accounts accounts = new(connection);
        await RunAsync(accounts, Operations / 5);
        (long memory, long timers, long workingSet) = (Memory(), Timer.ActiveCount, Environment.WorkingSet);

        await RunAsync(accounts, Operations);

        (long memoryAfter, long timersAfter) = (Memory(), Timer.ActiveCount);
        output.WriteLine($"managed memory {(memoryAfter - memory) / 1024.0 / 1024:0.0} MiB more, "
            + $"working set {(Environment.WorkingSet - workingSet) / 1024.0 / 1024:0.0} MiB more, timers {timersAfter - timers} more");
        Assert.InRange(memoryAfter - memory, long.MinValue, Allowed);
        Assert.Equal(0, connection.BatchTracker.Poller.Count);
        Assert.InRange(timersAfter - timers, long.MinValue, 2);
    }

    private static async Task RunAsync(Accounts accounts, int count) => await Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, cancellationToken) =>
        {
            BatchOperation operation = await accounts.ModifyAsync(
                new() { Filter = new() { Id = number + 1 } }, new() { Custom1 = "x" }, cancellationToken);

            // One is dropped, one is given up, the others are waited for.
            if (number % 10 == 0)
                return;
            using CancellationTokenSource stop = new();
            Task<BatchResult> wait = operation.WaitForCompletionAsync(cancellationToken: stop.Token);
            if (number % 10 == 1)
                await stop.CancelAsync();
            await ((Task)wait).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });

    private static long Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>Answers without a network: a POST makes a batch that has ended when it is next looked at.</summary>
    private sealed class CannedServer : HttpMessageHandler
    {
        private long _last;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(Answer(request), Encoding.UTF8, "application/vnd.api+json"),
            });

        private string Answer(HttpRequestMessage request)
        {
            if (request.Method == HttpMethod.Post)
                return Reply.BatchText(Interlocked.Increment(ref _last), "running", 1);
            string[] parts = request.RequestUri!.AbsolutePath.Split('/');
            if (parts[^1] != "batches")
                return Reply.BatchText(long.Parse(parts[^1]), "finished", 1, 1);
            string ids = Uri.UnescapeDataString(request.RequestUri.Query).Split("filter[id]=")[1].Split('&')[0];
            IEnumerable<string> batches = ids.Split(',').Select(id => Reply.BatchText(long.Parse(id), "finished", 1, 1)[8..^2]);
            return $$"""{"data":[{{string.Join(',', batches)}}]}""";
        }
    }
}
