using System.Diagnostics;
using System.Globalization;
using Outreach.Bulk.Benchmarks.Measuring;

namespace Outreach.Bulk.Benchmarks.Writing;

/// <summary>Writing typed rows, against CsvHelper writing the same rows of the same type into the same memory.</summary>
internal static class WritingRun
{
    private const int Rows = 300_000;
    private const int WarmUpRounds = 8;
    private const int Rounds = 41;
    private const double Goal = 2;

    public static async Task PrintAsync()
    {
        AccountRow[] rows = AccountRow.Make(Rows);
        using MemoryStream ours = new();
        using MemoryStream theirs = new();
        await WriteAsync(ours, rows);
        CsvHelperWriter.Write(theirs, rows);
        if (!ours.ToArray().AsSpan().SequenceEqual(theirs.ToArray()))
            throw new InvalidOperationException("Both must write the same bytes.");

        List<Sample> our = [], their = [];
        for (int round = -WarmUpRounds; round < Rounds; round++)
        {
            // Each goes first in every other round.
            Sample first = default, second;
            if (round % 2 == 0)
                first = await TakeAsync(() => WriteAsync(ours, rows), ours);
            second = await TakeAsync(() => WriteTheirs(theirs, rows), theirs);
            if (round % 2 != 0)
                first = await TakeAsync(() => WriteAsync(ours, rows), ours);
            if (round < 0)
                continue;
            our.Add(first);
            their.Add(second);
        }

        double ratio = Medians.Of(our.Zip(their, (mine, peer) => mine.RowsPerSecond / peer.RowsPerSecond));
        double bytes = Medians.Of(our.Select(sample => sample.BytesPerRow));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"write {Rows:N0} typed rows: {ratio:0.00} times CsvHelper's rows per second "
            + $"(goal {Goal:0.00}{(ratio >= Goal ? "" : ", missed")}; "
            + $"{Medians.Of(our.Select(sample => sample.RowsPerSecond)):N0} to {Medians.Of(their.Select(sample => sample.RowsPerSecond)):N0}), "
            + $"allocated {bytes:0.00} B a row (goal 0{(Math.Round(bytes, 1) == 0 ? "" : ", missed")}; "
            + $"CsvHelper {Medians.Of(their.Select(sample => sample.BytesPerRow)):N0})"));
    }

    private static Task<long> WriteAsync(MemoryStream stream, AccountRow[] rows) =>
        CsvRowWriter.WriteAsync(stream, rows.ToAsyncEnumerable());

    private static Task WriteTheirs(MemoryStream stream, AccountRow[] rows)
    {
        CsvHelperWriter.Write(stream, rows);
        return Task.CompletedTask;
    }

    private static async Task<Sample> TakeAsync(Func<Task> write, MemoryStream stream)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        stream.Position = 0;
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        await write();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        return new(Rows / elapsed.TotalSeconds, (double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / Rows);
    }

    private readonly record struct Sample(double RowsPerSecond, double BytesPerRow);
}
