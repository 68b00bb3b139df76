using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Outreach.Bulk.Benchmarks.Measuring;

namespace Outreach.Bulk.Benchmarks.Compiling;

/// <summary>
/// What the package adds to a build of an otherwise empty project: to all of it where no compiler runs yet, and to the compiler's
/// task on a warm compiler server. With and without take turns.
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
        (double[] with, double[] without) = await MeasureAsync(project => ColdAsync(projects, project), warmUp: 1);
        double ratio = Medians.Of(with) / Medians.Of(without);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"clean build of an empty project, no compiler server: {ratio:0.00} of without "
            + $"(goal {ColdGoal:0.00}{(ratio <= ColdGoal ? "" : ", missed")}; medians {Medians.Of(with):N0} to {Medians.Of(without):N0} ms, "
            + $"fastest {with.Min():N0} to {without.Min():N0} ms)"));

        (with, without) = await MeasureAsync(project => WarmAsync(projects, project), WarmUp);
        double added = Medians.Of(with) - Medians.Of(without);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"its compiler task, warm server: {added:N0} ms added "
            + $"(goal {WarmGoal:N0}{(added <= WarmGoal ? "" : ", missed")}; medians {Medians.Of(with):N0} to {Medians.Of(without):N0} ms, "
            + $"fastest {with.Min():N0} to {without.Min():N0} ms)"));
    }

    // Each round begins with the other one, so that neither always follows the same.
    private static async Task<(double[] With, double[] Without)> MeasureAsync(Func<string, Task<double>> build, int warmUp)
    {
        List<double> with = [], without = [];
        for (int round = -warmUp; round < Rounds; round++)
        {
            string[] turns = round % 2 == 0 ? [PackedProjects.With, PackedProjects.Without] : [PackedProjects.Without, PackedProjects.With];
            foreach (string project in turns)
            {
                double time = await build(project);
                if (round >= 0)
                    (project == PackedProjects.With ? with : without).Add(time);
            }
        }

        return ([.. with], [.. without]);
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
