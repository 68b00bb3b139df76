using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Outreach.Bulk.Benchmarks.Posting;
using Outreach.Bulk.Benchmarks.Measuring;

namespace Outreach.Bulk.Benchmarks.Uploading;

/// <summary>
/// The upload step (check, count, hash and send in one pass) against the slower of the two things it cannot do without:
/// hashing the file, and sending it. And what memory it takes for files of any size.
/// </summary>
internal static class UploadRun
{
    /// <summary>The command-line argument that uploads one file in a process of its own.</summary>
    public const string OnceArgument = "upload-once";

    private const int Rounds = 5;
    private const double Goal = 1.25;
    private const int MemoryGoal = 40;
    private const long MiB = 1 << 20;

    public static async Task PrintAsync(long mebibytes)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("outreach-bulk-bench-");
        try
        {
            using ServerProcess server = await ServerProcess.StartAsync(StorageServer.Argument);
            string path = CsvWriter.Write(folder, mebibytes * MiB);
            await PrintTimesAsync(server.BaseAddress, path);
            foreach (long size in new[] { 10, mebibytes, 4 * mebibytes })
                await PrintMemoryAsync(server.BaseAddress, CsvWriter.Write(folder, size * MiB), size);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Prints the working set before the upload and its peak after.</summary>
    public static async Task RunOnceAsync(Uri storage, string path)
    {
        using OutreachBulkConnection connection = Connection(storage);
        using Process own = Process.GetCurrentProcess();
        long idle = own.WorkingSet64;
        await UploadAsync(connection, storage, path);
        own.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{idle} {own.PeakWorkingSet64}"));
    }

    private static async Task PrintTimesAsync(Uri storage, string path)
    {
        using OutreachBulkConnection connection = Connection(storage);
        using HttpClient bare = new() { Timeout = Timeout.InfiniteTimeSpan };
        List<double> ratios = [], ours = [], limits = [];
        for (int round = -1; round < Rounds; round++)
        {
            double hash = await TimeAsync(() => HashAsync(path));
            double upload = await TimeAsync(() => UploadAsync(connection, storage, path));
            double put = await TimeAsync(() => PutAsync(bare, storage, path));
            if (round < 0)
                continue;
            ours.Add(upload);
            limits.Add(Math.Max(hash, put));
            ratios.Add(upload / limits[^1]);
        }

        double ratio = Medians.Of(ratios);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"upload {new FileInfo(path).Length / MiB:N0} MiB: time {ratio:0.000} of the slower of hashing and sending "
            + $"(goal {Goal:0.00}{(ratio <= Goal ? "" : ", missed")}; {Medians.Of(ours):N2} to {Medians.Of(limits):N2} s)"));
    }

    private static async Task PrintMemoryAsync(Uri storage, string path, long size)
    {
        ProcessStartInfo start = new("dotnet", [typeof(UploadRun).Assembly.Location, OnceArgument, storage.AbsoluteUri, path])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        double[] sets = [.. output.Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture) / MiB)];
        double more = sets[1] - sets[0];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"upload {size:N0} MiB: peak working set {more:N1} MiB above the idle process "
            + $"(goal {MemoryGoal}{(more <= MemoryGoal ? "" : ", missed")}; {sets[0]:N1} to {sets[1]:N1} MiB)"));
    }

    private static OutreachBulkConnection Connection(Uri storage) =>
        OutreachBulkConnection.Create(new() { BaseAddress = storage, AccessToken = (_, _) => new("none") });

    private static Task<UploadedFile> UploadAsync(OutreachBulkConnection connection, Uri storage, string path) =>
        new ImportCollection(connection).UploadAsync(
            new() { Address = $"{storage}file?X-Amz-SignedHeaders=host", StorageKey = "key", CreatedAt = DateTimeOffset.UtcNow },
            CsvFile.At(path),
            new() { MaximumRows = long.MaxValue });

    private static async Task HashAsync(string path)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        await HMACSHA512.HashDataAsync("key"u8.ToArray(), file);
    }

    private static async Task PutAsync(HttpClient client, Uri storage, string path)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        using StreamContent content = new(file, 1 << 17);
        using HttpResponseMessage response = await client.PutAsync(new Uri(storage, "file"), content);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<double> TimeAsync(Func<Task> action)
    {
        long start = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
