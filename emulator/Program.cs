using System.Net.Sockets;
using System.Runtime.InteropServices;
using Outreach.Bulk.Emulator.CommandLine;

namespace Outreach.Bulk.Emulator;

/// <summary>The emulator as a program.</summary>
internal static class Program
{
    private const int BadUsage = 2;

    public static Task<int> Main(string[] args) => RunAsync(args, Console.Out, Console.Error);

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (args.Contains("--help") || args.Contains("-h"))
        {
            await output.WriteLineAsync(CommandLineOptions.Help);
            return 0;
        }

        CommandLineOptions parsed = new();
        if (parsed.Parse(args) is string problem)
        {
            await error.WriteLineAsync($"{problem}\n\n{CommandLineOptions.Help}");
            return BadUsage;
        }

        EmulatorOptions options = parsed.Options;
        using CancellationTokenSource stop = new();
        Action<PosixSignalContext> end = signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        };
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, end);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, end);
        try
        {
            await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(options, stop.Token);
            await output.WriteLineAsync(Welcome(emulator, options));
            await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 0;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await error.WriteLineAsync($"Port {options.Port} can't be listened on: {e.Message}");
            return BadUsage;
        }
    }

    private static string Watching(OutreachEmulator emulator) => emulator.PageAddress is Uri page
        ? $"What it does can be watched on {page}"
        : "Without --no-page what it does could be watched in a browser.";

    private static string Welcome(OutreachEmulator emulator, EmulatorOptions options) => $"""
        A local Outreach with {options.Accounts} accounts and {options.Prospects} prospects listens on

          {emulator.BaseAddress}

        Every request needs the token and the media type:

          curl '{emulator.BaseAddress}accounts?page[size]=1' -g \
            -H 'Authorization: Bearer {emulator.AccessToken}' -H 'Content-Type: application/vnd.api+json'

        {Watching(emulator)}

        Ctrl+C stops it, and everything it knows is gone.
        """;
}
