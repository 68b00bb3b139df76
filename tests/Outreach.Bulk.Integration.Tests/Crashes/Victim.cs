using System.Diagnostics;
using System.Globalization;
using Outreach.Bulk.Crash;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Integration.Tests.Crashes;

/// <summary>What a run of the program came to.</summary>
/// <param name="WasKilled">Whether it was killed.</param>
/// <param name="Told">What it told of its errand; empty when it was killed.</param>
/// <param name="Milliseconds">How long its errand took.</param>
internal sealed record VictimEnd(bool WasKilled, string Told, int Milliseconds);

/// <summary>The program that is killed and started anew, with nothing but its journal and its errand's mark.</summary>
internal sealed class Victim(OutreachEmulator emulator, string folder, ErrandKind errand, string mark)
{
    // 128 and the number of SIGKILL; what Windows tells of a process that was ended.
    private static readonly int s_killed = OperatingSystem.IsWindows() ? -1 : 137;

    public string Mark => mark;

    public string JournalPath => Path.Combine(folder, $"{mark}.jsonl");

    /// <summary>The entries of the emulator's books that are this errand's.</summary>
    public PostedAction[] Books =>
    [
        .. emulator.PostedActions.Where(posted => errand == ErrandKind.Import
            ? posted.ImportId is not null
                && posted.Attributes.GetProperty("fileName").GetString()!.StartsWith($"{mark}.", StringComparison.Ordinal)
            : posted.BatchId is not null && posted.Attributes.GetProperty("tags")[0].GetString() == mark),
    ];

    public async Task<VictimEnd> RunAsync(FaultPoint point, int killAfter, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            typeof(FaultPoint).Assembly.Location,
            emulator.BaseAddress.AbsoluteUri,
            emulator.AccessToken,
            JournalPath,
            $"{errand}",
            mark,
            $"{point}",
            killAfter.ToString(CultureInfo.InvariantCulture),
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        string told = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode == s_killed)
            return new(true, "", 0);
        Assert.True(process.ExitCode == 0, $"{mark} ended with {process.ExitCode}: {await errors}");
        string[] words = told.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new(false, words[0], int.Parse(words[1], CultureInfo.InvariantCulture));
    }

    /// <summary>How many operations the journal holds without an end.</summary>
    public async Task<int> CountOpenAsync()
    {
        using FileOperationJournal journal = new(JournalPath);
        using OutreachBulkConnection connection = OutreachBulkConnection.Create(
            new() { BaseAddress = emulator.BaseAddress, AccessToken = (_, _) => new(emulator.AccessToken), Journal = journal });
        return (await connection.RecoverAsync()).Count;
    }
}
