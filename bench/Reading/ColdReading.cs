using System.Diagnostics;
using System.Globalization;
using Outreach.Bulk.Benchmarks.Measuring;

namespace Outreach.Bulk.Benchmarks.Reading;

/// <summary>
/// Reading and emitting once in a fresh process, as a build without a compiler server does. The clock runs inside it: the
/// runtime's own start is not counted, compiling the code that is measured is.
/// </summary>
internal static class ColdReading
{
    public const string Argument = "read-once";

    private const int Rounds = 9;

    public static async Task ReadOnceAsync(string contender, string path)
    {
        string description = await File.ReadAllTextAsync(path);
        Sample sample = await Sample.TakeAsync(new(contender, () => ReadingJob.DoAsync(contender, description)), calls: 1);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sample.Microseconds} {sample.Bytes}"));
    }

    public static async Task PrintAsync(string format, string path, Limit time)
    {
        List<Sample[]> rounds = [];
        for (int round = 0; round < Rounds; round++)
        {
            Sample[] samples = new Sample[2];
            for (int turn = 0; turn < 2; turn++)
            {
                int contender = (round + turn) % 2;
                samples[contender] = await InFreshProcessAsync(contender == 0 ? ReadingJob.Ours : ReadingJob.Peer, path);
            }

            rounds.Add(samples);
        }

        Contender peer = new(ReadingJob.Peer, () => Task.CompletedTask);
        Console.WriteLine(ShortRun.Line($"read and emit {format}, cold", new(peer, time, new(0.15)), rounds, peer: 1));
    }

    private static async Task<Sample> InFreshProcessAsync(string contender, string path)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(ColdReading).Assembly.Location);
        foreach (string argument in new[] { Argument, contender, path })
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        double[] figures =
        [
            .. output.Split(' ', StringSplitOptions.TrimEntries).Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)),
        ];
        return new(figures[0], figures[1]);
    }
}
