using System.Collections.Concurrent;
using System.Globalization;
using Outreach.Bulk.Crash;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Integration.Tests.Crashes;

/// <summary>
/// A process that is killed anywhere in the life of a batch or an import, and the one that follows it, do nothing twice, and
/// the second one tells what became of it or that it does not know. <c>OUTREACH_CRASH_RUNS</c> makes the random part longer.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private const int AtOnce = 3;

    private static readonly Dictionary<ErrandKind, FaultPoint[]> s_points = new()
    {
        [ErrandKind.Batch] =
        [
            FaultPoint.BeforeStartingEntry, FaultPoint.AfterStartingEntry,
            FaultPoint.BeforeStartRequest, FaultPoint.DuringStartRequest, FaultPoint.AfterStartRequest,
            FaultPoint.BeforeStartedEntry, FaultPoint.AfterStartedEntry,
            FaultPoint.BeforeConfirmingEntry, FaultPoint.AfterConfirmingEntry,
            FaultPoint.BeforeConfirmRequest, FaultPoint.DuringConfirmRequest, FaultPoint.AfterConfirmRequest,
            FaultPoint.BeforeConfirmedEntry, FaultPoint.AfterConfirmedEntry,
            FaultPoint.BeforeFirstPollRequest, FaultPoint.AfterFirstPollRequest,
            FaultPoint.BeforeLaterPollRequest, FaultPoint.AfterLaterPollRequest,
            FaultPoint.BeforeEndedEntry, FaultPoint.AfterEndedEntry,
            FaultPoint.BeforeFirstItemsRequest, FaultPoint.AfterFirstItemsRequest,
            FaultPoint.BeforeLaterItemsRequest, FaultPoint.AfterLaterItemsRequest,
        ],
        [ErrandKind.TooLarge] =
        [
            FaultPoint.AfterStartedEntry,
            FaultPoint.BeforeCancelingEntry, FaultPoint.AfterCancelingEntry,
            FaultPoint.BeforeCancelRequest, FaultPoint.DuringCancelRequest, FaultPoint.AfterCancelRequest,
            FaultPoint.BeforeEndedEntry, FaultPoint.AfterEndedEntry,
        ],
        [ErrandKind.Import] =
        [
            FaultPoint.BeforeLinkRequest, FaultPoint.AfterLinkRequest,
            FaultPoint.DuringUpload, FaultPoint.AfterUpload,
            FaultPoint.BeforeValidationRequest, FaultPoint.AfterValidationRequest,
            FaultPoint.BeforeStartingEntry, FaultPoint.AfterStartingEntry,
            FaultPoint.BeforeStartRequest, FaultPoint.DuringStartRequest, FaultPoint.AfterStartRequest,
            FaultPoint.BeforeStartedEntry, FaultPoint.AfterStartedEntry,
            FaultPoint.BeforeFirstPollRequest, FaultPoint.AfterFirstPollRequest,
            FaultPoint.BeforeLaterPollRequest, FaultPoint.AfterLaterPollRequest,
            FaultPoint.BeforeEndedEntry, FaultPoint.AfterEndedEntry,
        ],
    };

    private static readonly int s_runs =
        int.TryParse(
            Environment.GetEnvironmentVariable("OUTREACH_CRASH_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int runs)
            ? runs
            : 24;

    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-crash-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_fault_point_is_in_the_life_of_some_errand() =>
        Assert.Equal(
            Enum.GetValues<FaultPoint>().Where(point => point != FaultPoint.None),
            s_points.Values.SelectMany(points => points).Distinct().Order());

    [Theory]
    [InlineData(ErrandKind.Batch, "finished")]
    [InlineData(ErrandKind.TooLarge, "canceled")]
    [InlineData(ErrandKind.Import, "finished")]
    public async Task A_process_killed_at_any_point_is_followed_by_one_that_does_nothing_twice_and_tells_the_truth(
        ErrandKind errand, string end)
    {
        await using OutreachEmulator emulator = await StartAsync();
        ConcurrentQueue<string> wrong = [];
        await Parallel.ForEachAsync(s_points[errand], Limit(), async (point, stop) =>
        {
            Victim victim = new(emulator, _folder, errand, $"{errand}-{point}");
            VictimEnd first = await victim.RunAsync(point, 0, stop);
            VictimEnd second = await victim.RunAsync(FaultPoint.None, 0, stop);
            string report = $"{victim.Mark}: told {second.Told}, "
                + string.Join(", ", victim.Books.Select(posted => $"{posted.State} {posted.Processed}/{posted.Count}"));
            output.WriteLine(report);

            // Only a request that may have been on its way leaves a doubt that the search cannot end.
            bool mayBeUnknown = point is FaultPoint.AfterStartingEntry or FaultPoint.BeforeStartRequest or FaultPoint.DuringStartRequest;
            if (!first.WasKilled || second.WasKilled || !IsTrue(second.Told, victim.Books, end, mayBeUnknown)
                || await victim.CountOpenAsync() != (second.Told == "unknown" ? 1 : 0))
            {
                wrong.Enqueue(report);
            }
        });
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_process_killed_at_random_moments_does_nothing_twice_and_tells_the_truth()
    {
        await using OutreachEmulator emulator = await StartAsync();
        Dictionary<ErrandKind, int> times = [];
        foreach (ErrandKind errand in Enum.GetValues<ErrandKind>())
        {
            Victim victim = new(emulator, _folder, errand, $"{errand}-alive");
            VictimEnd end = await victim.RunAsync(FaultPoint.None, 0, TestContext.Current.CancellationToken);
            times[errand] = end.Milliseconds;
        }

        ConcurrentQueue<string> wrong = [];
        int kills = 0;
        await Parallel.ForEachAsync(Enumerable.Range(1, s_runs), Limit(), async (seed, stop) =>
        {
            Random random = new(seed);
            ErrandKind errand = (ErrandKind)(seed % times.Count);
            Victim victim = new(emulator, _folder, errand, $"{errand}-{seed}");

            // The one that follows is killed too, now and then.
            for (int run = 0; run <= seed % 2; run++)
            {
                if ((await victim.RunAsync(FaultPoint.None, 1 + random.Next(times[errand] * AtOnce), stop)).WasKilled)
                    Interlocked.Increment(ref kills);
            }

            VictimEnd last = await victim.RunAsync(FaultPoint.None, 0, stop);
            string report = $"{victim.Mark}: told {last.Told}, "
                + string.Join(", ", victim.Books.Select(posted => $"{posted.State} {posted.Processed}/{posted.Count}"));
            output.WriteLine(report);
            if (!IsTrue(last.Told, victim.Books, errand == ErrandKind.TooLarge ? "canceled" : "finished", mayBeUnknown: true))
                wrong.Enqueue(report);
        });
        output.WriteLine($"killed {kills} times");
        Assert.Empty(wrong);
        Assert.True(kills > s_runs / 4);
    }

    private static bool IsTrue(string told, PostedAction[] books, string end, bool mayBeUnknown) =>
        told == "unknown"
            ? mayBeUnknown && books.Length <= 1
            : told == end && books is [{ } posted] && posted.State == end && posted.Processed == (end == "canceled" ? 0 : posted.Count);

    private static ParallelOptions Limit() =>
        new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken };

    private static Task<OutreachEmulator> StartAsync() => OutreachEmulator.StartAsync(
        new()
        {
            Accounts = 10,
            Prospects = 0,
            ConfirmationThreshold = 2,
            PendingTime = TimeSpan.FromMilliseconds(20),
            ItemsPerSecond = 50,
            RequestsPerHour = int.MaxValue,
            ItemsPerDay = int.MaxValue,
        },
        TestContext.Current.CancellationToken);
}
