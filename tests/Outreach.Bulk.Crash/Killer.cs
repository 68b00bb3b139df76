using System.Diagnostics;

namespace Outreach.Bulk.Crash;

/// <summary>Kills this process at one point: by SIGKILL, after which nothing of it runs any more.</summary>
internal sealed class Killer(FaultPoint point)
{
    private readonly HashSet<string> _seen = [];

    /// <summary>Kills at a random moment, if it comes before the work is done.</summary>
    public static void KillAfter(TimeSpan time) => _ = new Timer(static _ => Kill(), null, time, Timeout.InfiniteTimeSpan);

    public void Pass(string name)
    {
        if (Enum.TryParse(name, out FaultPoint passed) && passed == point)
            Kill();
    }

    /// <summary>Whether it is the first of its kind.</summary>
    public string Ordinal(string kind)
    {
        lock (_seen)
            return _seen.Add(kind) ? $"First{kind}" : $"Later{kind}";
    }

    private static void Kill()
    {
        using Process self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
