using System.Diagnostics;

namespace Outreach.Bulk.Benchmarks.Measuring;

/// <summary>What one call cost on average over a block of calls.</summary>
/// <param name="Microseconds">Wall-clock time.</param>
/// <param name="Bytes">Bytes allocated by the whole process: work on other threads counts too.</param>
internal readonly record struct Sample(double Microseconds, double Bytes)
{
    public static async Task<Sample> TakeAsync(Contender contender, int calls)
    {
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
            await contender.DoAsync();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        return new(elapsed.TotalMicroseconds / calls, (double)bytes / calls);
    }
}
