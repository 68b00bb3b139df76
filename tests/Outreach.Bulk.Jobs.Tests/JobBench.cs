using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Jobs.Tests;

/// <summary>An emulator, a store in a file, and workers over both, on a clock that moves when nobody has anything to do.</summary>
internal sealed class JobBench : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-jobs-").FullName;
    private readonly List<IDisposable> _open = [];

    private JobBench(OutreachEmulator emulator, VirtualTime time)
    {
        Emulator = emulator;
        Time = time;
    }

    public OutreachEmulator Emulator { get; }

    public VirtualTime Time { get; }

    public string StorePath => Path.Combine(_folder, "jobs.db");

    public static async Task<JobBench> StartAsync(int accounts = 1_000, Action<EmulatorOptions>? configure = null)
    {
        VirtualTime time = new();
        EmulatorOptions options = new() { Accounts = accounts, Prospects = 100, TimeProvider = time, ConfirmationThreshold = 10 };
        configure?.Invoke(options);
        return new(await OutreachEmulator.StartAsync(options), time);
    }

    public string File(string name) => Path.Combine(_folder, name);

    public JobStore Store()
    {
        JobStore store = JobStore.Sqlite(StorePath, Time);
        _open.Add(store);
        return store;
    }

    public OutreachClient Client(Action<OutreachBulkOptions>? configure = null)
    {
        OutreachBulkOptions options = new()
        {
            BaseAddress = Emulator.BaseAddress,
            AccessToken = (_, _) => new(Emulator.AccessToken),
            TimeProvider = Time,
            PollJitter = 0,
        };
        configure?.Invoke(options);
        OutreachClient client = new(options);
        _open.Add(client.Connection);
        return client;
    }

    /// <summary>A worker of its own: a connection and a store, as another process has them.</summary>
    public OutreachJobs Worker(
        OutreachJobsOptions? options = null, Action<OutreachBulkOptions>? configure = null, JobStore? store = null)
    {
        OutreachJobs jobs = new(Client(configure).Connection, store ?? JobStore.Sqlite(StorePath, Time), options);
        _open.Add(jobs);
        return jobs;
    }

    /// <summary>Lets workers take turns until none has anything to do by itself.</summary>
    public async Task RunAsync(params OutreachJobs[] workers)
    {
        for (int steps = 0; steps < 10_000; steps++)
        {
            TimeSpan? next = null;
            foreach (OutreachJobs worker in workers)
                next = await worker.AdvanceAsync() is { } delay && !(delay > next) ? delay : next;
            if (next is not { } wait)
                return;
            if (wait > TimeSpan.Zero)
                Time.Advance(wait);
        }

        Assert.Fail("The jobs did not come to rest.");
    }

    /// <summary>How many accounts have a tag.</summary>
    public int Tagged(string tag) => Tagged(Emulator, tag);

    public static int Tagged(OutreachEmulator emulator, string tag) => Enumerable.Range(1, emulator.CountRecords("account")).Count(id =>
        emulator.FindRecord("account", id)!["attributes"]!["tags"] is JsonArray tags && tags.Any(each => (string?)each == tag));

    public async ValueTask DisposeAsync()
    {
        foreach (IDisposable each in _open)
            each.Dispose();
        await Emulator.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
