using System.Diagnostics;
using System.Globalization;

namespace Outreach.Bulk.Benchmarks.Measuring;

/// <summary>
/// Measures a comparison in short blocks, all contenders in turn. A ratio is taken within each round and the median over all
/// rounds is printed: on a busy machine the contenders of a round are slowed alike, and a disturbed round is outvoted.
/// </summary>
internal static class ShortRun
{
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan s_measurement = TimeSpan.FromSeconds(40);

    // Long enough to drown the clock, short enough that a disturbance hits few blocks.
    private const double BlockMicroseconds = 20_000;

    public static async Task PrintAsync(Func<Task<IComparison>> create, TimeSpan warmUp)
    {
        await using IComparison comparison = await create();
        Contender[] contenders = [comparison.Subject, .. comparison.Goals.Select(goal => goal.Peer)];

        // Tiered compilation replaces code in the background; what it does in this time is not measured.
        List<Sample[]> first = await RoundsAsync(contenders, calls: 1, warmUp);
        int calls = (int)Math.Clamp(BlockMicroseconds / first[^1].Max(sample => sample.Microseconds), 1, 10_000);
        List<Sample[]> rounds = await RoundsAsync(contenders, calls, s_measurement);

        for (int peer = 1; peer < contenders.Length; peer++)
            Console.WriteLine(Line(comparison.Title, comparison.Goals[peer - 1], rounds, peer));
    }

    private static async Task<List<Sample[]>> RoundsAsync(Contender[] contenders, int calls, TimeSpan duration)
    {
        List<Sample[]> rounds = [];
        long start = Stopwatch.GetTimestamp();
        do
        {
            Sample[] round = new Sample[contenders.Length];

            // Each round starts with another contender, so that none always follows the same one.
            for (int turn = 0; turn < contenders.Length; turn++)
            {
                int contender = (rounds.Count + turn) % contenders.Length;
                round[contender] = await Sample.TakeAsync(contenders[contender], calls);
            }

            rounds.Add(round);
        }
        while (Stopwatch.GetElapsedTime(start) < duration);
        return rounds;
    }

    /// <summary>The line for one peer, from samples of rounds that each hold ours first.</summary>
    public static string Line(string title, Goal goal, List<Sample[]> rounds, int peer)
    {
        string time = Ratio(rounds, peer, sample => sample.Microseconds, goal.Time, goal.Peer, "N1", "µs");
        string allocated = Ratio(rounds, peer, sample => sample.Bytes, goal.Allocated, goal.Peer, "N0", "B");
        return $"{title}: time {time}, allocated {allocated}";
    }

    private static string Ratio(
        List<Sample[]> rounds, int peer, Func<Sample, double> measure, Limit limit, Contender against, string format, string unit)
    {
        double ratio = Medians.Of(rounds.Select(round => measure(round[0]) / measure(round[peer])));
        double ours = Medians.Of(rounds.Select(round => measure(round[0])));
        double theirs = Medians.Of(rounds.Select(round => measure(round[peer])));
        string verdict = limit.Admits(ratio) ? "" : ", missed";
        string figures = $"{ours.ToString(format, CultureInfo.InvariantCulture)} to "
            + $"{theirs.ToString(format, CultureInfo.InvariantCulture)} {unit}";
        return string.Create(CultureInfo.InvariantCulture, $"{ratio:0.000} of {against.Name} ({limit}{verdict}; {figures})");
    }
}
