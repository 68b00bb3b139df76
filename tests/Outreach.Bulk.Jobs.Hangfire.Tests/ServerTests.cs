using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Jobs.Hangfire.Waking;

namespace Outreach.Bulk.Jobs.Hangfire.Tests;

/// <summary>Jobs driven by servers of Hangfire, on stores that several hosts share.</summary>
public class ServerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_servers_share_a_job_and_bring_it_to_its_end_each_record_once(bool onPostgreSql)
    {
        await using HangfireBench bench = await HangfireBench.StartAsync(1_000, onPostgreSql: onPostgreSql);
        WebApplication[] hosts = [await bench.HostAsync(works: true), await bench.HostAsync(works: true)];
        Job job = await HangfireBench.PlanAsync(hosts[0].Services.GetRequiredService<OutreachJobs>());
        JobStatus status = await bench.DriveAsync(job);
        AssertOnce(bench, status, 1_000);
    }

    [Fact]
    public async Task A_server_that_is_stopped_and_another_that_is_started_half_way_lose_and_double_nothing()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync(1_000, options => options.ItemsPerSecond = 10);
        WebApplication first = await bench.HostAsync(works: true);
        Job job = await HangfireBench.PlanAsync(bench.Jobs(bench.Store()));
        JobStatus status = await bench.DriveAsync(job, async round =>
        {
            if (round == 1)
            {
                await first.StopAsync();
                await bench.HostAsync(works: true);
            }
        });
        AssertOnce(bench, status, 1_000);
    }

    [Fact]
    public async Task A_sweep_that_fails_for_one_account_is_logged_and_wakes_workers_for_the_others()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        JobStore closed = bench.Store("closed");
        closed.Dispose();
        WebApplication host = await bench.HostAsync(works: true, services: services => services
            .AddKeyedSingleton("bad", (_, _) => bench.Jobs(closed, "bad"))
            .AddSingleton(_ => bench.Jobs(bench.Store())));
        JobStatus status = await bench.DriveAsync(await HangfireBench.PlanAsync(host.Services.GetRequiredService<OutreachJobs>()));
        AssertOnce(bench, status, 500);
        Assert.Contains(bench.Log.Lines, line => line.StartsWith("Warning: The jobs of bad could not be looked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wake_up_that_fails_is_logged_and_never_run_again_by_Hangfire()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        WebApplication host = await bench.HostAsync(works: true, services: services => services
            .AddKeyedSingleton("bad", (_, _) => bench.Jobs(JobStore.Sqlite("/nowhere/jobs.db"), "bad"))
            .AddSingleton(_ => bench.Jobs(bench.Store())));
        JobStatus status = await bench.DriveAsync(await HangfireBench.PlanAsync(host.Services.GetRequiredService<OutreachJobs>()));
        AssertOnce(bench, status, 500);
        Assert.All(
            bench.Work.Ended.Where(each => each.Job == nameof(WakeUp)),
            each => Assert.Equal(("Deleted", TimeSpan.FromMinutes(15)), (each.State, each.KeptFor)));
        Assert.Contains(bench.Log.Lines, line => line.StartsWith("Warning: A step of job tagging of bad failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_whose_accounts_would_work_on_each_others_jobs_does_not_start()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        InvalidOperationException refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => bench.HostAsync(services: services => services
            .AddKeyedSingleton("emea", (_, _) => bench.Jobs(bench.Store()))
            .AddKeyedSingleton("us", (_, _) => bench.Jobs(bench.Store()))));
        Assert.Contains("OutreachJobsOptions.Account", refusal.Message, StringComparison.Ordinal);
        await bench.HostAsync(services: services => services
            .AddKeyedSingleton("emea", (_, _) => bench.Jobs(bench.Store("emea")))
            .AddKeyedSingleton("us", (_, _) => bench.Jobs(bench.Store("us"))));
    }

    [Fact]
    public async Task Hosts_that_meet_an_empty_database_at_once_all_get_a_storage()
    {
        string? server = Environment.GetEnvironmentVariable("OUTREACH_POSTGRESQL");
        Assert.SkipUnless(!string.IsNullOrEmpty(server), "no PostgreSQL server");
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(server!);
        string schema = $"hangfire_{Guid.NewGuid():N}";
        using Barrier start = new(6);
        Task<PostgreSqlStorage>[] storages =
        [
            .. Enumerable.Range(0, 6).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait(TestContext.Current.CancellationToken);
                    return new PostgreSqlStorage(new NpgsqlConnectionFactory(server, new()), new() { SchemaName = schema });
                },
                TestContext.Current.CancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)),
        ];
        foreach (PostgreSqlStorage storage in await Task.WhenAll(storages))
            Assert.Empty(storage.GetMonitoringApi().Servers());
        await using NpgsqlCommand drop = database.CreateCommand($"DROP SCHEMA {schema} CASCADE");
        await drop.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Hosts_of_one_storage_have_one_schedule()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        WebApplication[] hosts = [await bench.HostAsync(), await bench.HostAsync(options: options => options.Queue = "outreach")];
        foreach (WebApplication host in hosts)
        {
            await host.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<SweepSchedule>().Single().ExecuteTask!
                .WaitAsync(TimeSpan.FromMinutes(1));
        }

        using IStorageConnection connection = bench.Storage.GetConnection();
        RecurringJobDto schedule = Assert.Single(connection.GetRecurringJobs());
        Assert.Equal(("outreach-jobs", "*/15 * * * * *", typeof(Sweep)), (schedule.Id, schedule.Cron, schedule.Job.Type));
        Assert.Null(schedule.LoadException);
    }

    [Fact]
    public async Task Hangfire_forgets_wake_ups_soon()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        WebApplication host = await bench.HostAsync(works: true);
        await bench.DriveAsync(await HangfireBench.PlanAsync(host.Services.GetRequiredService<OutreachJobs>()));
        Assert.Contains(bench.Work.Ended, each => each.Job == nameof(WakeUp));
        Assert.All(bench.Work.Ended, each => Assert.Equal(TimeSpan.FromMinutes(15), each.KeptFor));
    }

    private static void AssertOnce(HangfireBench bench, JobStatus status, int records)
    {
        Assert.Equal((JobState.Ended, (long)records), (status.State, status.Processed));
        Assert.Equal(status.Chunks.Count, bench.Emulator.PostedActions.Count);
        Assert.Equal(records, bench.Emulator.PostedActions.Sum(action => action.Processed));
        Assert.Equal(records, bench.Tagged());
    }
}
