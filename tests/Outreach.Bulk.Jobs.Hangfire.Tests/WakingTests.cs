using Hangfire;
using Hangfire.States;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Jobs.Hangfire.Waking;

namespace Outreach.Bulk.Jobs.Hangfire.Tests;

/// <summary>What sweeps enqueue and what wake-ups do, without a server of Hangfire's between.</summary>
public class WakingTests
{
    [Fact]
    public async Task A_sweep_wakes_as_many_workers_as_a_job_has_chunks_to_start_and_tells_them_its_key_only()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        (Sweep sweep, _, RecordedClient client, OutreachJobs jobs) = Parts(bench, options => options.Queue = "outreach");
        await HangfireBench.PlanAsync(jobs, "many", new() { RecordsPerChunk = 50, MaximumConcurrentChunks = 3 });
        await HangfireBench.PlanAsync(jobs, "one", new() { RecordsPerChunk = 1_000 });
        await sweep.RunAsync(default);
        Assert.Equal(["many", "many", "many", "one"], client.Keys);
        Assert.All(client.Created, each =>
        {
            Assert.Equal(["key", "cancellationToken"], each.Job.Method.GetParameters().Select(parameter => parameter.Name));
            Assert.Equal("outreach", Assert.IsType<EnqueuedState>(each.State).Queue);
        });
    }

    [Fact]
    public async Task A_sweep_wakes_nobody_for_jobs_that_are_planned_paused_ended_or_not_due()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync(
            configure: options => options.PendingTime = TimeSpan.FromMinutes(10));
        (Sweep sweep, _, RecordedClient client, OutreachJobs jobs) = Parts(bench);
        await jobs.PlanAsync("planned", HangfireBench.Tagging());
        await (await HangfireBench.PlanAsync(jobs, "paused")).PauseAsync();
        await HangfireBench.PlanAsync(jobs, "due later", new() { RecordsPerChunk = 1_000 });
        while (await jobs.AdvanceAsync() == TimeSpan.Zero)
        {
        }

        await sweep.RunAsync(default);
        Assert.Empty(client.Keys);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await sweep.RunAsync(default);
        Assert.Equal(["due later"], client.Keys);
    }

    [Theory]
    [InlineData("in time")]
    [InlineData("every other lost")]
    [InlineData("doubled, at once")]
    [InlineData("late, again and again")]
    public async Task Jobs_come_to_their_end_each_record_once_whatever_becomes_of_wake_ups(string fate)
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        (Sweep sweep, WakeUp wakeUp, RecordedClient client, OutreachJobs jobs) = Parts(bench);
        Job job = await HangfireBench.PlanAsync(jobs);
        List<string> late = [];
        int number = 0;
        for (int round = 0; round < 200 && (await job.GetStatusAsync()).State != JobState.Ended; round++)
        {
            await sweep.RunAsync(default);
            string[] keys = client.Take();
            switch (fate)
            {
                case "every other lost":
                    keys = [.. keys.Where(_ => number++ % 2 == 1)];
                    break;
                case "doubled, at once":
                    keys = [.. keys, .. keys];
                    break;
                case "late, again and again":
                    late.AddRange(keys);
                    keys = [.. late.Take(round)];
                    break;
            }

            await Task.WhenAll(keys.Select(key => Task.Run(() => wakeUp.RunAsync(key, default))));
            Assert.Empty(client.Keys);
            bench.Time.Advance(TimeSpan.FromSeconds(15));
        }

        JobStatus status = await job.GetStatusAsync();
        Assert.Equal((JobState.Ended, 500L), (status.State, status.Processed));
        Assert.Equal(status.Chunks.Count, bench.Emulator.PostedActions.Count);
        Assert.Equal(500, bench.Emulator.PostedActions.Sum(action => action.Processed));
        int requests = bench.Emulator.Requests.Count;
        await wakeUp.RunAsync(job.Key, default);
        await wakeUp.RunAsync("nobody's", default);
        Assert.Equal(requests, bench.Emulator.Requests.Count);
    }

    [Fact]
    public async Task A_wake_up_does_all_that_is_due_and_enqueues_no_successor()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        (_, WakeUp wakeUp, RecordedClient client, OutreachJobs jobs) = Parts(bench);
        Job job = await HangfireBench.PlanAsync(jobs, options: new() { RecordsPerChunk = 100, MaximumConcurrentChunks = 3 });
        await wakeUp.RunAsync(job.Key, default);
        Assert.Equal(3, bench.Emulator.PostedActions.Count);
        Assert.Empty(client.Created);
    }

    [Fact]
    public async Task A_wake_up_ends_after_its_longest_time_and_leaves_the_rest_to_the_next()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        FakeTimeProvider time = new() { AutoAdvanceAmount = TimeSpan.FromSeconds(40) };
        (_, WakeUp wakeUp, _, OutreachJobs jobs) = Parts(bench, time: time);
        Job job = await HangfireBench.PlanAsync(jobs);
        await wakeUp.RunAsync(job.Key, default);
        Assert.Equal(2, bench.Emulator.PostedActions.Count);
    }

    [Fact]
    public async Task Sweeps_that_piled_up_come_to_one()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        (Sweep sweep, _, RecordedClient client, OutreachJobs jobs) = Parts(bench);
        await HangfireBench.PlanAsync(jobs, options: new() { RecordsPerChunk = 1_000 });
        for (int piled = 0; piled < 10; piled++)
            await sweep.RunAsync(default);
        Assert.Single(client.Created);
        bench.Time.Advance(TimeSpan.FromSeconds(15));
        await sweep.RunAsync(default);
        Assert.Equal(2, client.Created.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_host_that_stops_sends_nothing_more_and_hands_the_chunk_back(bool byHangfire)
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        using CancellationTokenSource hangfire = new();
        TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Emulator.Faults.Add(new() { Method = HttpMethod.Post, Path = path => Note(path, sent) }, EmulatorFault.Respond(503));
        RecordedClient client = new();
        await using WebApplication host = bench.Host(false, null, services => services
            .AddSingleton(_ => bench.Jobs(bench.Store())).AddSingleton<IBackgroundJobClient>(client));
        Job job = await HangfireBench.PlanAsync(host.Services.GetRequiredService<OutreachJobs>());
        Task working = host.Services.GetRequiredService<WakeUp>().RunAsync(job.Key, hangfire.Token);
        await sent.Task.WaitAsync(TimeSpan.FromMinutes(1));
        if (byHangfire)
            await hangfire.CancelAsync();
        else
            host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await working.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.DoesNotContain(bench.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));

        static bool Note(string path, TaskCompletionSource sent)
        {
            bool isAction = path.Contains("/batches/actions/", StringComparison.Ordinal);
            if (isAction)
                sent.TrySetResult();
            return isAction;
        }
    }

    [Fact]
    public async Task All_accounts_of_a_host_are_swept_with_a_key_or_without_and_one_bad_store_holds_up_no_other()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        RecordedClient client = new();
        await using WebApplication host = bench.Host(false, null, services => services
            .AddKeyedSingleton("bad", (_, _) => bench.Jobs(JobStore.Sqlite("/nowhere/jobs.db"), "bad"))
            .AddKeyedSingleton("emea", (_, _) => bench.Jobs(bench.Store(), "emea"))
            .AddSingleton(_ => bench.Jobs(bench.Store(), "us"))
            .AddSingleton<IBackgroundJobClient>(client));
        JobOptions one = new() { RecordsPerChunk = 1_000 };
        await HangfireBench.PlanAsync(host.Services.GetRequiredKeyedService<OutreachJobs>("emea"), "in Europe", one);
        await HangfireBench.PlanAsync(host.Services.GetRequiredService<OutreachJobs>(), "in America", one);
        await host.Services.GetRequiredService<Sweep>().RunAsync(default);
        Assert.Equal(["in America", "in Europe"], client.Keys.Order());
        Assert.Contains(bench.Log.Lines, line => line.StartsWith("Warning: The jobs of bad", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_without_jobs_does_not_start_and_says_what_to_register()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(() => bench.HostAsync(services: _ => { }));
        Assert.Contains("services.AddSingleton(provider => new OutreachJobs(", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15, "*/15 * * * * *")]
    [InlineData(1, "*/1 * * * * *")]
    [InlineData(60, "*/1 * * * *")]
    [InlineData(1_800, "*/30 * * * *")]
    public void An_interval_is_a_schedule_of_Hangfires(int seconds, string cron) =>
        Assert.Equal(cron, new OutreachHangfireOptions { SweepInterval = TimeSpan.FromSeconds(seconds) }.Cron);

    [Fact]
    public void Options_out_of_their_range_are_refused_where_they_are_set()
    {
        Refused(options => options.SweepInterval = TimeSpan.FromSeconds(7));
        Refused(options => options.SweepInterval = TimeSpan.FromSeconds(90));
        Refused(options => options.SweepInterval = TimeSpan.FromHours(2));
        Refused(options => options.SweepInterval = TimeSpan.Zero);
        Refused(options => options.LongestWakeUp = TimeSpan.FromHours(1));
        Refused(options => options.Queue = "Not Allowed");

        static void Refused(Action<OutreachHangfireOptions> set) =>
            Assert.ThrowsAny<ArgumentException>(() => new ServiceCollection().AddOutreachJobsOnHangfire(set));
    }

    private static (Sweep Sweep, WakeUp WakeUp, RecordedClient Client, OutreachJobs Jobs) Parts(
        HangfireBench bench, Action<OutreachHangfireOptions>? options = null, TimeProvider? time = null)
    {
        RecordedClient client = new();
        WebApplication host = bench.Host(false, options, services => services
            .AddSingleton(time ?? bench.Time).AddSingleton(_ => bench.Jobs(bench.Store())).AddSingleton<IBackgroundJobClient>(client));
        return (
            host.Services.GetRequiredService<Sweep>(),
            host.Services.GetRequiredService<WakeUp>(),
            client,
            host.Services.GetRequiredService<OutreachJobs>());
    }
}
