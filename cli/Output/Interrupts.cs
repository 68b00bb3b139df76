using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Outreach.Bulk.Cli.Output;

/// <summary>
/// Ctrl-C, SIGTERM and a terminal that closes: the first asks the command to let go, the second ends the tool at once. Neither cancels
/// what runs in Outreach.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_same = TimeSpan.FromMilliseconds(10);

    private static readonly Stage s_nothingSent = new(ExitCode.Error, "Nothing that changes data was sent.");

    private readonly CancellationTokenSource _first = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Report _report;
    private readonly TextWriter _errors;
    private int _count;
    private long _last;
    private volatile Stage? _reading;
    private Stage _stage = s_nothingSent;

    public Interrupts(Report report, TextWriter errors)
    {
        _report = report;
        _errors = errors;
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP }.Select(
            signal => PosixSignalRegistration.Create(signal, Take))];
    }

    /// <summary>Is cancelled by the first.</summary>
    public CancellationToken Token => _first.Token;

    /// <summary>What it means to end now.</summary>
    public Stage Now => Volatile.Read(ref _stage);

    /// <summary>Says what it would mean to end from now on.</summary>
    /// <param name="exitCode">The exit code it would be.</param>
    /// <param name="words">What became of what was sent, and how to go on.</param>
    public void Enter(int exitCode, string words) => Volatile.Write(ref _stage, new(exitCode, words));

    /// <summary>Says that it means again what it meant at the start: what was on its way was refused, or did not leave.</summary>
    public void EnterNothingSent() => Volatile.Write(ref _stage, s_nothingSent);

    /// <summary>Whether something was started or decided in Outreach by this command.</summary>
    public bool HasActed { get; private set; }

    /// <summary>Says that something was started or decided: whatever fails from now on does not undo it.</summary>
    public void Acted() => HasActed = true;

    /// <summary>
    /// Until it is disposed of, the first interrupt ends the tool: what a person types or a pipe delivers is waited for, which nothing
    /// else interrupts.
    /// </summary>
    /// <param name="ifInterrupted">What it would mean to end meanwhile; null for what it means anyway.</param>
    public Reading Read(Stage? ifInterrupted = null)
    {
        _reading = ifInterrupted ?? Now;
        return new(this);
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _first.Dispose();
    }

    private void Take(PosixSignalContext context)
    {
        context.Cancel = true;

        // One interrupt may come twice: a shell's timeout signals the tool and then its group.
        long now = Stopwatch.GetTimestamp();
        long last = Interlocked.Exchange(ref _last, now);
        if (last != 0 && Stopwatch.GetElapsedTime(last, now) < s_same)
            return;
        Stage? reading = _reading;
        if (Interlocked.Increment(ref _count) == 1 && reading is null)
        {
            if (Now.ExitCode == ExitCode.Unknown)
                _errors.WriteLine("Waits for the answer to the request that is on its way. Ctrl-C again ends the tool at once.");
            _first.Cancel();
            return;
        }

        Stage end = reading ?? Now;
        if (reading is not null)
            _errors.WriteLine("");

        // Standard output may be stuck, and with it standard error and the thread pool: the end waits for none of them.
        Thread said = new(() => _report.EndedAtOnce(end.ExitCode, $"{(reading is null ? "Ended at once" : "Interrupted")}. {end.Words}"))
        {
            IsBackground = true,
        };
        said.Start();
        said.Join(s_patience);
        Environment.Exit(end.ExitCode);
    }

    /// <summary>A time in which something is waited for.</summary>
    internal readonly struct Reading(Interrupts interrupts) : IDisposable
    {
        public void Dispose() => interrupts._reading = null;
    }

    /// <param name="ExitCode">The exit code.</param>
    /// <param name="Words">What it means.</param>
    internal sealed record Stage(int ExitCode, string Words);
}
