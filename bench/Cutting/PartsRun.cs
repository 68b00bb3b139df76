using System.Diagnostics;
using System.Globalization;
using nietras.SeparatedValues;
using Outreach.Bulk.Benchmarks.Posting;
using Outreach.Bulk.Jobs.Files;

namespace Outreach.Bulk.Benchmarks.Cutting;

/// <summary>
/// Cutting a file into parts (look for faults, compare keys of one column, hash the file and its parts) against Sep reading its rows and
/// nothing of them. And what memory it takes for ten million rows.
/// </summary>
internal static class PartsRun
{
    /// <summary>The command-line argument that cuts one file in a process of its own.</summary>
    public const string OnceArgument = "cut-once";

    private const int Rows = 4_000_000;
    private const int ManyRows = 10_000_000;
    private const int Rounds = 15;
    private const double Goal = 0.5;
    private const int MemoryGoal = 256;
    private const double MiB = 1 << 20;

    public static async Task PrintAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("outreach-bulk-bench-");
        try
        {
            await PrintSpeedAsync(KeyedRows.Write(folder, Rows));
            await PrintMemoryAsync(KeyedRows.Write(folder, ManyRows));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Prints how many parts there are, and the peak of the working set.</summary>
    public static async Task RunOnceAsync(string path)
    {
        int parts = await CutAsync(path);
        using Process own = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{parts} {own.PeakWorkingSet64}"));
    }

    private static async Task PrintSpeedAsync(string path)
    {
        double size = new FileInfo(path).Length / MiB;
        Cost ours = Cost.Highest, theirs = Cost.Highest, theirKeys = Cost.Highest;
        for (int round = -1; round < Rounds; round++)
        {
            Cost own = await TakeAsync(() => CutAsync(path));
            Cost rows = await TakeAsync(() => Task.FromResult(ReadWithSep(path, readsKeys: false)));
            Cost keys = await TakeAsync(() => Task.FromResult(ReadWithSep(path, readsKeys: true)));
            if (round >= 0)
                (ours, theirs, theirKeys) = (ours.Or(own), theirs.Or(rows), theirKeys.Or(keys));
        }

        double ratio = theirs.Seconds / ours.Seconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"cut {Rows:N0} rows, {size:N0} MiB: {ratio:0.00} of the speed at which Sep reads them "
            + $"(goal {Goal:0.00}{(ratio >= Goal ? "" : ", missed")}; {size / ours.Seconds:N0} to {size / theirs.Seconds:N0} MiB/s, "
            + $"{size / theirKeys.Seconds:N0} with their keys; "
            + $"{ours.ProcessorSeconds:0.00} to {theirs.ProcessorSeconds:0.00} s of a core)"));
    }

    private static async Task PrintMemoryAsync(string path)
    {
        ProcessStartInfo start = new("dotnet", [typeof(PartsRun).Assembly.Location, OnceArgument, path]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string[] output = (await process.StandardOutput.ReadToEndAsync()).Split(' ');
        await process.WaitForExitAsync();
        double peak = double.Parse(output[1], CultureInfo.InvariantCulture) / MiB;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"cut {ManyRows:N0} rows into {output[0]} parts: peak working set {peak:N0} MiB "
            + $"(goal {MemoryGoal}{(peak <= MemoryGoal ? "" : ", missed")})"));
    }

    private static async Task<int> CutAsync(string path)
    {
        AccountMapping mapping = new() { ["crm id"] = AccountField.CustomId };
        return (await FileCut.RunAsync(CsvFile.At(path), mapping, new() { AllowUnmappedHeaders = true })).Parts.Count;
    }

    private static long ReadWithSep(string path, bool readsKeys)
    {
        using SepReader reader = Sep.New(',').Reader().FromFile(path);
        long sum = 0;
        foreach (SepReader.Row row in reader)
            sum += readsKeys ? row[0].Span.Length : 1;
        return sum;
    }

    private static async Task<Cost> TakeAsync<T>(Func<Task<T>> action)
    {
        GC.Collect();
        TimeSpan used = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        await action();
        return new(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
    }

    /// <summary>What a run takes of the clock, and of all cores together.</summary>
    private readonly record struct Cost(double Seconds, double ProcessorSeconds)
    {
        public static Cost Highest { get; } = new(double.MaxValue, double.MaxValue);

        public Cost Or(Cost other) => new(Math.Min(Seconds, other.Seconds), Math.Min(ProcessorSeconds, other.ProcessorSeconds));
    }
}
