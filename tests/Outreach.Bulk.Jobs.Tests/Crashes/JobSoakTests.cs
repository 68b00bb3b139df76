using System.Diagnostics;
using System.Globalization;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Jobs.PostgreSql;
using Outreach.Bulk.JobWorker;

namespace Outreach.Bulk.Jobs.Tests.Crashes;

/// <summary>
/// Three workers on one store, one of them killed every few moments, over a network that loses a tenth of what it carries: the job ends, and
/// the emulator's books say that every record was changed once. <c>OUTREACH_JOB_SOAK_RECORDS</c> makes it larger;
/// <c>OUTREACH_JOB_SOAK_RESTART</c> is a command that restarts the PostgreSQL server, run twice.
/// </summary>
public sealed class JobSoakTests(ITestOutputHelper output)
{
    private const int Workers = 3;

    private static readonly int s_records =
        int.TryParse(
            Environment.GetEnvironmentVariable("OUTREACH_JOB_SOAK_RECORDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int records)
            ? records
            : 0;

    [Fact]
    public async Task Every_record_is_changed_once_whatever_is_killed_lost_or_restarted()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        bool isLong = s_records > 0;
        int accounts = isLong ? s_records : 200;
        int chunks = isLong ? 20 : 10;
        await using OutreachEmulator emulator = await StartAsync(accounts);
        string folder = Directory.CreateTempSubdirectory("outreach-job-soak-").FullName;
        string? server = Environment.GetEnvironmentVariable("OUTREACH_POSTGRESQL");
        string schema = $"soak_{Guid.NewGuid():N}";
        string place = string.IsNullOrEmpty(server) ? Path.Combine(folder, "jobs.db") : $"postgresql:{schema}:{server}";
        using OutreachBulkConnection connection = OutreachBulkConnection.Create(
            new() { BaseAddress = emulator.BaseAddress, AccessToken = (_, _) => new(emulator.AccessToken) });
        using OutreachJobs jobs = new(
            connection, string.IsNullOrEmpty(server) ? JobStore.Sqlite(place) : PostgreSqlJobStore.Create(server, schema));
        JobPlan plan = await jobs.PlanAsync(
            "soak",
            BulkCall.Of(
                new AccountAddTagsParams { Filter = AccountFilter.Everything, Confirm = Confirm.AtMost(accounts) },
                new AccountAddTagsAttributes { Tags = ["soaked"] }),
            new() { RecordsPerChunk = Math.Min(95_000, accounts / chunks), ResendUnknown = true, SearchFor = TimeSpan.FromSeconds(1) },
            stop);
        int planning = emulator.Requests.Count;
        AddFaults(emulator);
        Job job = await jobs.StartAsync(plan, stop);

        WorkerArguments arguments = WorkerProcess.For(emulator, place, null) with { Timeout = isLong ? 20 : 1 };
        WorkerProcess[] workers = [.. Enumerable.Range(0, Workers).Select(_ => WorkerProcess.Start(arguments))];
        Random random = new(7);
        int kills = 0;
        int restarts = 0;
        long start = Stopwatch.GetTimestamp();
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(isLong ? 3 : 1), stop);
                if (await StateAsync(job) is not (JobState.Running or JobState.WaitingForAllowance))
                    break;
                if (kills < (isLong ? int.MaxValue : 5))
                {
                    int victim = random.Next(Workers);
                    workers[victim].Kill();
                    workers[victim].Dispose();
                    workers[victim] = WorkerProcess.Start(arguments);
                    kills++;
                }

                if (restarts < 2 && kills == 5 * (restarts + 1) && Environment.GetEnvironmentVariable("OUTREACH_JOB_SOAK_RESTART") is { } command)
                {
                    restarts++;
                    using Process restart = Process.Start("bash", ["-c", command]);
                    await restart.WaitForExitAsync(stop);
                }
            }
        }
        finally
        {
            foreach (WorkerProcess worker in workers)
                worker.Dispose();
        }

        JobStatus status = await job.GetStatusAsync(stop);
        int requests = emulator.Requests.Count - planning;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{accounts} records, {plan.Chunks.Count} chunks, {kills} kills, {restarts} restarts, {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s, {requests} requests, "
                + $"{emulator.PostedActions.Count} batches ({string.Join(", ", emulator.PostedActions.GroupBy(posted => posted.State).Select(state => $"{state.Key} {state.Count()}"))}): {status}"));
        Assert.True(status.State == JobState.Ended, string.Join('\n', status.Chunks.Where(chunk => chunk.Outcome is null or not ChunkOutcome.Completed).Append<object>(status)));
        Assert.All(status.Chunks, chunk => Assert.Equal(ChunkOutcome.Completed, chunk.Outcome));
        Assert.Equal(accounts, emulator.PostedActions.Sum(posted => posted.Processed));
        Assert.All(
            Enumerable.Range(1, Math.Min(accounts, 1_000)),
            id => Assert.Contains("soaked", emulator.FindRecord("account", id)!["attributes"]!["tags"]!.AsArray().Select(tag => (string?)tag)));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    // While the server restarts nobody can tell.
    private static async Task<JobState> StateAsync(Job job)
    {
        try
        {
            return (await job.GetStatusAsync()).State;
        }
        catch (JobStoreException exception) when (exception.IsTransient)
        {
            return JobState.Running;
        }
    }

    private static void AddFaults(OutreachEmulator emulator)
    {
        static bool IsAction(string path) => path.Contains("/batches/actions/", StringComparison.Ordinal);
        emulator.Faults.Add(new() { Method = HttpMethod.Post, Path = IsAction, Probability = 0.05, Seed = 1 }, EmulatorFault.LoseResponse);
        emulator.Faults.Add(new() { Method = HttpMethod.Post, Path = IsAction, Probability = 0.05, Seed = 2 }, EmulatorFault.Reset);
        emulator.Faults.Add(new() { Path = path => !IsAction(path), Probability = 0.05, Seed = 3 }, EmulatorFault.HtmlPage());
        emulator.Faults.Add(new() { Path = path => !IsAction(path), Probability = 0.05, Seed = 4 }, EmulatorFault.LoseResponse);
    }

    private static Task<OutreachEmulator> StartAsync(int accounts) => OutreachEmulator.StartAsync(
        new()
        {
            Accounts = accounts,
            Prospects = 0,
            ConfirmationThreshold = 2,
            PendingTime = TimeSpan.FromMilliseconds(20),
            ItemsPerSecond = Math.Max(200, accounts / 60),
            RequestsPerHour = int.MaxValue,
            ItemsPerDay = int.MaxValue,
        },
        TestContext.Current.CancellationToken);
}
