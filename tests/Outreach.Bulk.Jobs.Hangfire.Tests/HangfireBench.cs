using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Jobs.Hangfire.Waking;
using Outreach.Bulk.Jobs.PostgreSql;
using Outreach.Bulk.Tests.Support;

// Hangfire's logger, and what it calls for a host, are the process's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Outreach.Bulk.Jobs.Hangfire.Tests;

/// <summary>
/// An emulator, a store and a storage of Hangfire, and hosts over all three, each with a connection and a store of its own, as on another
/// machine. The clock of jobs moves when a test says so; Hangfire has the machine's.
/// </summary>
internal sealed class HangfireBench : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-hangfire-").FullName;
    private readonly List<WebApplication> _hosts = [];
    private readonly string? _server;
    private readonly string _schema = $"jobs_{Guid.NewGuid():N}";

    private HangfireBench(OutreachEmulator emulator, VirtualTime time, string? server)
    {
        Emulator = emulator;
        Time = time;
        _server = server;
        Storage = server is null
            ? new InMemoryStorage()
            : new PostgreSqlStorage(
                new global::Hangfire.PostgreSql.Factories.NpgsqlConnectionFactory(server, new() { SchemaName = _schema }),
                new PostgreSqlStorageOptions { SchemaName = _schema, QueuePollInterval = TimeSpan.FromMilliseconds(50) });
    }

    public OutreachEmulator Emulator { get; }

    public VirtualTime Time { get; }

    public JobStorage Storage { get; }

    public WorkCounter Work { get; } = new();

    public LogLines Log { get; } = new();

    public static async Task<HangfireBench> StartAsync(
        int accounts = 500, Action<EmulatorOptions>? configure = null, bool onPostgreSql = false)
    {
        string? server = null;
        if (onPostgreSql)
        {
            server = Environment.GetEnvironmentVariable("OUTREACH_POSTGRESQL");
            Assert.SkipUnless(!string.IsNullOrEmpty(server), "no PostgreSQL server");
        }

        VirtualTime time = new();
        EmulatorOptions options = new() { Accounts = accounts, Prospects = 10, TimeProvider = time, ConfirmationThreshold = 10 };
        configure?.Invoke(options);
        HangfireBench bench = new(await OutreachEmulator.StartAsync(options), time, server);
        if (onPostgreSql)
        {
            await bench.Jobs(bench.Store()).ListAsync();
            await bench.ExecuteAsync(
                $"""
                SET search_path TO {bench._schema}_jobs;
                CREATE TABLE clock (now BIGINT);
                INSERT INTO clock SELECT outreach_now();
                CREATE OR REPLACE FUNCTION outreach_now() RETURNS BIGINT LANGUAGE sql VOLATILE AS $$ SELECT now FROM clock $$;
                """);
        }

        return bench;
    }

    public static BulkCall Tagging(int atMost = 10_000) => BulkCall.Of(
        new AccountAddTagsParams
        {
            Filter = new() { CreatedAt = new() { AtLeast = DateTimeOffset.UnixEpoch } },
            Confirm = Confirm.AtMost(atMost),
        },
        new AccountAddTagsAttributes { Tags = ["vip"] });

    public JobStore Store(string name = "jobs") => _server is null
        ? JobStore.Sqlite(Path.Combine(_folder, $"{name}.db"), Time)
        : PostgreSqlJobStore.Create(_server, $"{_schema}_{name}");

    public OutreachJobs Jobs(JobStore store, string? account = null, Action<OutreachBulkOptions>? configure = null)
    {
        OutreachBulkOptions options = new()
        {
            BaseAddress = Emulator.BaseAddress,
            AccessToken = (_, _) => new(Emulator.AccessToken),
            TimeProvider = Time,
            PollJitter = 0,
        };
        configure?.Invoke(options);
        return new(new OutreachClient(options).Connection, store, new() { Account = account });
    }

    /// <summary>A host that has the jobs of one account, started.</summary>
    public async Task<WebApplication> HostAsync(
        bool works = false,
        Action<OutreachHangfireOptions>? options = null,
        Action<IServiceCollection>? services = null,
        DashboardOptions? dashboard = null)
    {
        WebApplication host = Host(works, options, services ?? (each => each.AddSingleton(_ => Jobs(Store()))), dashboard);
        await host.StartAsync();
        return host;
    }

    public WebApplication Host(
        bool works, Action<OutreachHangfireOptions>? options, Action<IServiceCollection> services, DashboardOptions? dashboard = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = _folder });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Log);

        // What Hangfire keeps in static places would be that of another test's host.
        builder.Services.AddSingleton(Storage);
        builder.Services.AddSingleton<JobActivator>(
            provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        builder.Services.AddSingleton<IJobFilterProvider>(new JobFilterProviderCollection(
            new JobFilterAttributeFilterProvider(), new JobFilterCollection { new AutomaticRetryAttribute(), Work }));
        builder.Services.AddSingleton<TimeProvider>(Time);
        services(builder.Services);
        builder.Services.AddHangfire(hangfire => hangfire.UseNoOpLogProvider());
        if (works)
        {
            builder.Services.AddHangfireServer(server =>
            {
                server.WorkerCount = 3;
                server.SchedulePollingInterval = TimeSpan.FromHours(1);
            });
        }

        builder.Services.AddOutreachJobsOnHangfire(options);
        WebApplication host = builder.Build();
        host.MapHangfireDashboard(dashboard ?? new());
        _hosts.Add(host);
        return host;
    }

    public static async Task<Job> PlanAsync(OutreachJobs jobs, string key = "tagging", JobOptions? options = null)
    {
        options ??= new() { RecordsPerChunk = 100 };
        return await jobs.StartAsync(await jobs.PlanAsync(key, Tagging(), options));
    }

    /// <summary>Lets Hangfire's servers sweep and work, and the clock move on between, until a job has come to rest.</summary>
    public async Task<JobStatus> DriveAsync(Job job, Func<int, Task>? between = null, Func<JobStatus, bool>? until = null)
    {
        RecurringJobManager manager = new(Storage, new JobFilterProviderCollection(
            new JobFilterAttributeFilterProvider(), new JobFilterCollection { Work }));
        for (int round = 0; round < 500; round++)
        {
            manager.Trigger(SweepSchedule.Id);
            await Work.Done.WaitAsync(s_patience);
            JobStatus status = await job.GetStatusAsync();
            if (status.State is JobState.Ended or JobState.Stopped or JobState.Canceled || until?.Invoke(status) == true)
                return status;
            if (between is not null)
                await between(round);
            await AdvanceAsync(TimeSpan.FromSeconds(15));
        }

        JobStatus last = await job.GetStatusAsync();
        throw new InvalidOperationException($"The job did not come to its end: {last}\n{string.Join('\n', last.Chunks)}");
    }

    public async Task AdvanceAsync(TimeSpan by)
    {
        Time.Advance(by);
        if (_server is not null)
            await ExecuteAsync($"UPDATE {_schema}_jobs.clock SET now = now + {(long)by.TotalMilliseconds}");
    }

    /// <summary>Leaves a job with a plan that a newer version wrote.</summary>
    public async Task DamageAsync(string key)
    {
        await using Microsoft.Data.Sqlite.SqliteConnection connection = new($"Data Source={Path.Combine(_folder, "jobs.db")};Pooling=False");
        await connection.OpenAsync();
        await using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
        command.CommandText = "UPDATE job SET kind = 7 WHERE key = $key";
        command.Parameters.AddWithValue("$key", key);
        await command.ExecuteNonQueryAsync();
    }

    public int Tagged() => Enumerable.Range(1, Emulator.CountRecords("account")).Count(id =>
        Emulator.FindRecord("account", id)!["attributes"]!["tags"]!.AsArray().Any(each => (string?)each == "vip"));

    public async ValueTask DisposeAsync()
    {
        foreach (WebApplication host in _hosts)
        {
            await host.StopAsync();
            await host.DisposeAsync();
        }

        (Storage as IDisposable)?.Dispose();
        await Emulator.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        if (_server is not null)
        {
            await ExecuteAsync($"DROP SCHEMA IF EXISTS {_schema} CASCADE; DROP SCHEMA IF EXISTS {_schema}_jobs CASCADE");
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using NpgsqlConnection connection = new(_server + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
