using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Outreach.Bulk.Benchmarks.Measuring;

namespace Outreach.Bulk.Benchmarks.Compiling;

/// <summary>
/// What the package adds to a build of an otherwise empty project: to all of it where no compiler runs yet, and to the compiler's
/// task on a warm compiler server. They take turns; the cold case also with the emitted code in files, which no generator can undercut.
/// </summary>
internal static partial class CompilerRun
{
    private const int Rounds = 15;
    private const int WarmUp = 5;
    private const double ColdGoal = 1.3;
    private const double WarmGoal = 250;

    public static async Task PrintAsync()
    {
        using PackedProjects projects = await PackedProjects.CreateAsync();
        Dictionary<string, double[]> cold = await MeasureAsync(
            [PackedProjects.With, PackedProjects.Without, PackedProjects.Written], project => ColdAsync(projects, project), warmUp: 1);
        (double[] with, double[] without, double[] written) =
            (cold[PackedProjects.With], cold[PackedProjects.Without], cold[PackedProjects.Written]);
        double ratio = Medians.Of(with) / Medians.Of(without);
        double floor = Medians.Of(written) / Medians.Of(without);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"clean build of an empty project, no compiler server: {ratio:0.00} of without "
            + $"(goal {ColdGoal:0.00}{(ratio <= ColdGoal ? "" : ", missed")}; medians {Medians.Of(with):N0} to {Medians.Of(without):N0} ms, "
            + $"fastest {with.Min():N0} to {without.Min():N0} ms); {floor:0.00} with the emitted code in files instead "
            + $"(median {Medians.Of(written):N0} ms, fastest {written.Min():N0} ms)"));

        Dictionary<string, double[]> warm = await MeasureAsync(
            [PackedProjects.With, PackedProjects.Without], project => WarmAsync(projects, project), WarmUp);
        (with, without) = (warm[PackedProjects.With], warm[PackedProjects.Without]);
        double added = Medians.Of(with) - Medians.Of(without);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"its compiler task, warm server: {added:N0} ms added "
            + $"(goal {WarmGoal:N0}{(added <= WarmGoal ? "" : ", missed")}; medians {Medians.Of(with):N0} to {Medians.Of(without):N0} ms, "
            + $"fastest {with.Min():N0} to {without.Min():N0} ms)"));
    }

    // Each round begins with another one, so that none always follows the same.
    private static async Task<Dictionary<string, double[]>> MeasureAsync(string[] projects, Func<string, Task<double>> build, int warmUp)
    {
        Dictionary<string, List<double>> times = projects.ToDictionary(project => project, _ => new List<double>());
        for (int round = -warmUp; round < Rounds; round++)
        {
            for (int turn = 0; turn < projects.Length; turn++)
            {
                string project = projects[(round + warmUp + turn) % projects.Length];
                double time = await build(project);
                if (round >= 0)
                    times[project].Add(time);
            }
        }

        return times.ToDictionary(project => project.Key, project => project.Value.ToArray());
    }

    private static async Task<double> ColdAsync(PackedProjects projects, string project)
    {
        long start = Stopwatch.GetTimestamp();
        await projects.BuildAsync(project, "-p:UseSharedCompilation=false");
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<double> WarmAsync(PackedProjects projects, string project)
    {
        string output = await projects.BuildAsync(project, "-p:UseSharedCompilation=true", "-clp:PerformanceSummary");
        return CscTask.Match(output) is { Success: true } match
            ? double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException(output);
    }

    [GeneratedRegex(@"(\d+) ms +Csc +\d+ calls")]
    private static partial Regex CscTask { get; }
}
