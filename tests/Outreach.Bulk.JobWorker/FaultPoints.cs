using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Outreach.Bulk.JobWorker;

/// <summary>Numbers what the process does, and kills or stops it at one point of it.</summary>
internal sealed partial class FaultPoints(string? at, bool pause)
{
    private const int SigStop = 19;

    private readonly Dictionary<string, int> _counts = [];
    private readonly Lock _gate = new();

    /// <summary>All points that were passed, in order.</summary>
    public List<string> Passed { get; } = [];

    /// <summary>The next number of a kind.</summary>
    public int Next(string kind)
    {
        lock (_gate)
            return _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
    }

    public void Pass(string point)
    {
        lock (_gate)
            Passed.Add(point);
        if (point != at)
            return;
        if (!pause)
            Die();

        // The call returns some time before the signal stops this thread.
        _ = Kill(Environment.ProcessId, SigStop);
        Thread.Sleep(TimeSpan.FromSeconds(1));
    }

    public static void Die()
    {
        using Process self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
