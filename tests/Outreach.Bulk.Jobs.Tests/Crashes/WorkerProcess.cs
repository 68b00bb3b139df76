using System.Diagnostics;
using System.Runtime.InteropServices;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.JobWorker;

namespace Outreach.Bulk.Jobs.Tests.Crashes;

/// <summary>A process that works on jobs, with nothing but the store.</summary>
internal sealed partial class WorkerProcess : IDisposable
{
    public const int SigTerm = 15;
    public const int SigCont = 18;

    // 128 and the number of SIGKILL; what Windows tells of a process that was ended.
    private static readonly int s_killed = OperatingSystem.IsWindows() ? -1 : 137;

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private WorkerProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static WorkerProcess Start(WorkerArguments arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(WorkerArguments).Assembly.Location);
        foreach (string argument in arguments.ToArguments())
            start.ArgumentList.Add(argument);
        return new(Process.Start(start)!);
    }

    public static async Task<(bool WasKilled, string[] Lines)> RunAsync(WorkerArguments arguments, CancellationToken cancellationToken)
    {
        using WorkerProcess worker = Start(arguments);
        return await worker.EndAsync(cancellationToken);
    }

    public static WorkerArguments For(OutreachEmulator emulator, string store, string? job) =>
        new() { Url = emulator.BaseAddress.AbsoluteUri, Token = emulator.AccessToken, Store = store, Job = job };

    /// <summary>Kills it, by SIGKILL where there are signals.</summary>
    public void Kill() => _process.Kill();

    public void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    /// <summary>Waits for something that the worker does.</summary>
    public async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (!condition())
        {
            Assert.False(_process.HasExited, $"The worker ended before: {(_process.HasExited ? await _errors : "")}");
            await Task.Delay(20, cancellationToken);
        }
    }

    public bool IsStopped() => File.ReadAllText($"/proc/{_process.Id}/stat").Split(')')[^1].Trim()[0] == 'T';

    public async Task<(bool WasKilled, string[] Lines)> EndAsync(CancellationToken cancellationToken)
    {
        string output = await _output.WaitAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        if (_process.ExitCode == s_killed)
            return (true, []);
        Assert.True(_process.ExitCode == 0, $"The worker ended with {_process.ExitCode}: {await _errors}");
        return (false, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
