using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.JobWorker;

namespace Outreach.Bulk.Jobs.Tests.Crashes;

/// <summary>
/// A worker that is killed, stopped or paused anywhere in the life of a chunk, and the one that follows it, send nothing twice and skip
/// nothing. <c>OUTREACH_JOB_CRASH_RUNS</c> makes the random part longer.
/// </summary>
public sealed class JobCrashTests(ITestOutputHelper output) : IDisposable
{
    private const int AtOnce = 3;
    private const int Accounts = 10;

    // Longer than any lease, so that the next worker takes over at once.
    private const int Later = 600;

    // Its store's clock makes short work of the pauses between searches.
    private const double Fast = 500;

    private static readonly int s_runs =
        int.TryParse(
            Environment.GetEnvironmentVariable("OUTREACH_JOB_CRASH_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int runs)
            ? runs
            : 6;

    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-job-crash-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("accountAddTags")]
    [InlineData("accountsImport")]
    public async Task A_worker_killed_at_any_point_is_followed_by_one_that_sends_nothing_twice_and_skips_nothing(string action)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        await using OutreachEmulator emulator = await StartAsync(
            options => (options.PendingTime, options.ItemsPerSecond) = (TimeSpan.Zero, double.PositiveInfinity));
        Func<string, Task> plan = action == "accountsImport"
            ? mark => PlanImportAsync(emulator, mark)
            : mark => PlanAsync(emulator, mark, chunkSize: Accounts);
        await plan("alive");
        (_, string[] alive) = await WorkerProcess.RunAsync(WorkerProcess.For(emulator, Store("alive"), "alive"), stop);
        string[] points = [.. alive.Skip(1).Distinct().Where(IsMoment)];
        Assert.Contains($"during {action} 1", points);
        Assert.Contains("after transaction 2", points);

        // Between the intent and the request nobody can tell whether it left.
        string[] mayBeUnknown = [LastTransaction(points, action), $"before {action} 1", $"during {action} 1"];
        // How often a worker looks for work behind that depends on the time it takes.
        int polled = Array.IndexOf(points, "after poll 1");
        Assert.True(polled > 0);
        ConcurrentQueue<string> wrong = [];
        await Parallel.ForEachAsync(points.Index(), Limit(), async (point, stop) =>
        {
            string mark = $"at-{point.Index}";
            await plan(mark);
            (bool wasKilled, _) = await WorkerProcess.RunAsync(
                WorkerProcess.For(emulator, Store(mark), mark) with { At = point.Item }, stop);
            (_, string[] lines) = await WorkerProcess.RunAsync(
                WorkerProcess.For(emulator, Store(mark), mark) with { Ahead = Later, Speed = Fast }, stop);
            PostedAction[] books = Books(emulator, mark);
            string report = $"{point.Item}: {lines[0]}; {string.Join(", ", books.Select(posted => $"{posted.State} {posted.Processed}"))}";
            output.WriteLine(report);
            bool isDone = lines[0].StartsWith("Completed:", StringComparison.Ordinal) && books is [{ Processed: Accounts }];
            bool isUnknown = lines[0].StartsWith("Incomplete:", StringComparison.Ordinal) && books.Length <= 1 && mayBeUnknown.Contains(point.Item);
            if ((!wasKilled && point.Index <= polled) || !(isDone || isUnknown))
                wrong.Enqueue(report);
        });
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_worker_killed_again_and_again_sends_no_chunk_twice()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        await using OutreachEmulator emulator = await StartAsync();
        ConcurrentQueue<string> wrong = [];
        int kills = 0;
        await Parallel.ForEachAsync(Enumerable.Range(1, s_runs), Limit(), async (seed, stop) =>
        {
            Random random = new(seed);
            string mark = $"random-{seed}";
            int chunks = await PlanAsync(emulator, mark, chunkSize: 3);
            int ahead = 0;
            for (int run = 0; run < 3; run++, ahead += Later)
            {
                if ((await WorkerProcess.RunAsync(
                    WorkerProcess.For(emulator, Store(mark), mark) with { KillAfter = 1 + random.Next(600), Ahead = ahead }, stop)).WasKilled)
                {
                    Interlocked.Increment(ref kills);
                }
            }

            (_, string[] lines) = await WorkerProcess.RunAsync(WorkerProcess.For(emulator, Store(mark), mark) with { Ahead = ahead, Speed = Fast }, stop);
            PostedAction[] books = Books(emulator, mark);
            string report = $"{mark}: {lines[0]}; {string.Join(", ", books.Select(posted => $"{posted.State} {posted.Processed}"))}";
            output.WriteLine(report);
            int unknown = lines[0].StartsWith("Completed:", StringComparison.Ordinal) ? 0 : chunks;
            if (books.Length > chunks || books.Length < chunks - unknown || books.Sum(posted => posted.Processed) > Accounts)
                wrong.Enqueue(report);
        });
        output.WriteLine($"killed {kills} times");
        Assert.Empty(wrong);
        Assert.True(kills > s_runs);
    }

    [Fact]
    public async Task A_worker_that_slept_between_intent_and_request_sends_nothing_when_it_wakes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(), "needs SIGSTOP and /proc");
        CancellationToken stop = TestContext.Current.CancellationToken;
        await using OutreachEmulator emulator = await StartAsync();
        await PlanAsync(emulator, "sleeper", chunkSize: Accounts);
        WorkerArguments arguments = WorkerProcess.For(emulator, Store("sleeper"), "sleeper") with { Timeout = 3 };

        using WorkerProcess sleeper = WorkerProcess.Start(arguments with { At = "before accountAddTags 1", Pause = true });
        await sleeper.UntilAsync(sleeper.IsStopped, stop);
        (_, string[] lines) = await WorkerProcess.RunAsync(arguments with { Ahead = Later, Speed = Fast }, stop);
        Assert.StartsWith("Incomplete:", lines[0], StringComparison.Ordinal);
        await Task.Delay(TimeSpan.FromSeconds(3.5), stop);
        sleeper.Signal(WorkerProcess.SigCont);
        await sleeper.EndAsync(stop);
        Assert.Empty(Books(emulator, "sleeper"));
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_end_is_gone_within_ten_seconds_and_cancels_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs SIGTERM");
        CancellationToken stop = TestContext.Current.CancellationToken;
        await using OutreachEmulator emulator = await StartAsync(options => options.ItemsPerSecond = 0.5);
        await PlanAsync(emulator, "term", chunkSize: Accounts);
        using WorkerProcess worker = WorkerProcess.Start(WorkerProcess.For(emulator, Store("term"), null));
        await worker.UntilAsync(() => Books(emulator, "term").Length > 0, stop);
        worker.Signal(WorkerProcess.SigTerm);
        long asked = Stopwatch.GetTimestamp();
        (_, string[] lines) = await worker.EndAsync(stop);
        Assert.Equal(["stopped"], lines);
        Assert.True(Stopwatch.GetElapsedTime(asked) < TimeSpan.FromSeconds(10));
        Assert.DoesNotContain(emulator.Requests, request => request.PathAndQuery.Contains("/cancel", StringComparison.Ordinal));

        (_, lines) = await WorkerProcess.RunAsync(WorkerProcess.For(emulator, Store("term"), "term"), stop);
        Assert.StartsWith("Completed:", lines[0], StringComparison.Ordinal);
        Assert.Single(Books(emulator, "term"));
    }

    private static PostedAction[] Books(OutreachEmulator emulator, string mark) =>
    [
        .. emulator.PostedActions.Where(posted => posted.ImportId is not null
            ? posted.Attributes.GetProperty("fileName").GetString()!.StartsWith($"{mark}.", StringComparison.Ordinal)
                || posted.Attributes.GetProperty("fileName").GetString()!.StartsWith($"{mark}-part", StringComparison.Ordinal)
            : posted.Attributes.GetProperty("tags")[0].GetString() == mark),
    ];

    private static ParallelOptions Limit() =>
        new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken };

    private static Task<OutreachEmulator> StartAsync(Action<EmulatorOptions>? configure = null)
    {
        EmulatorOptions options = new()
        {
            Accounts = Accounts,
            Prospects = 0,
            ConfirmationThreshold = 2,
            PendingTime = TimeSpan.FromMilliseconds(20),
            ItemsPerSecond = 200,
            RequestsPerHour = int.MaxValue,
            ItemsPerDay = int.MaxValue,
        };
        configure?.Invoke(options);
        return OutreachEmulator.StartAsync(options, TestContext.Current.CancellationToken);
    }

    private string Store(string mark) => Path.Combine(_folder, $"{mark}.db");

    // After which transaction the intent of a first chunk is written.
    // Between what was before and a transaction nothing happens.
    private static bool IsMoment(string point) => !point.StartsWith("before store", StringComparison.Ordinal);

    private static string LastTransaction(string[] points, string action) =>
        points.TakeWhile(point => point != $"before {action} 1").Last(point => point.StartsWith("after transaction", StringComparison.Ordinal));

    private async Task<int> PlanAsync(OutreachEmulator emulator, string mark, int chunkSize)
    {
        using OutreachBulkConnection connection = OutreachBulkConnection.Create(
            new() { BaseAddress = emulator.BaseAddress, AccessToken = (_, _) => new(emulator.AccessToken) });
        using OutreachJobs jobs = new(connection, JobStore.Sqlite(Store(mark)));
        JobPlan plan = await jobs.PlanAsync(
            mark,
            BulkCall.Of(
                new AccountAddTagsParams { Filter = AccountFilter.Everything, Confirm = Confirm.AtMost(Accounts) },
                new AccountAddTagsAttributes { Tags = [mark] }),
            new() { RecordsPerChunk = chunkSize });
        await jobs.StartAsync(plan);
        return plan.Chunks.Count;
    }

    private async Task PlanImportAsync(OutreachEmulator emulator, string mark)
    {
        string path = Path.Combine(_folder, $"{mark}.csv");
        File.WriteAllText(
            path, "name,key\n" + string.Concat(Enumerable.Range(1, Accounts).Select(row => FormattableString.Invariant($"{mark} {row},{mark}-{row}\n"))));
        using OutreachBulkConnection connection = OutreachBulkConnection.Create(
            new() { BaseAddress = emulator.BaseAddress, AccessToken = (_, _) => new(emulator.AccessToken) });
        using OutreachJobs jobs = new(connection, JobStore.Sqlite(Store(mark)));
        await jobs.StartAsync(await jobs.PlanImportAsync(
            mark,
            CsvFile.At(path),
            new AccountMapping { ["name"] = AccountField.Name, ["key"] = AccountField.CustomId },
            new() { DupeMethod = DupeMethod.Overwrite }));
    }
}
