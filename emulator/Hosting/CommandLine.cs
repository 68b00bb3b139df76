using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Outreach.Bulk.Emulator.Hosting;

/// <summary>The emulator as a program.</summary>
internal static class CommandLine
{
    private const int BadUsage = 2;

    private const string Help = """
        A local Outreach for trying out bulk actions. Runs until Ctrl+C.

          --port N        port on 127.0.0.1, 0 for any free one   (default 0)
          --accounts N    accounts to start with                  (default 10000)
          --prospects N   prospects to start with                 (default 10000)
          --threshold N   batches above this wait to be confirmed (default 100)
          -h, --help      this text
        """;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (args.Contains("--help") || args.Contains("-h"))
        {
            await output.WriteLineAsync(Help);
            return 0;
        }

        if (!TryRead(args, out EmulatorOptions options, out string problem))
        {
            await error.WriteLineAsync($"{problem}\n\n{Help}");
            return BadUsage;
        }

        using var stop = new CancellationTokenSource();
        Action<PosixSignalContext> end = signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        };
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, end);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, end);
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

    public static bool TryRead(string[] args, out EmulatorOptions options, out string problem)
    {
        options = new EmulatorOptions();
        problem = "";
        for (int i = 0; i < args.Length; i++)
        {
            string[] parts = args[i].Split('=', 2);
            string name = parts[0];
            Action<int>? set = Setter(options, name);
            string? value = parts.Length == 2 ? parts[1] : set is null ? null : args.ElementAtOrDefault(++i);
            int most = name == "--port" ? 65_535 : 1_000_000;
            if (set is null)
                problem = $"'{name}' is not an option.";
            else if (value is null)
                problem = $"{name} needs a number.";
            else if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number > most)
                problem = $"{name} needs a number from 0 to {most}, not '{value}'.";
            else
                set(number);
            if (problem.Length > 0) return false;
        }

        return true;
    }

    private static Action<int>? Setter(EmulatorOptions options, string name) => name switch
    {
        "--port" => number => options.Port = number,
        "--accounts" => number => options.Accounts = number,
        "--prospects" => number => options.Prospects = number,
        "--threshold" => number => options.ConfirmationThreshold = number,
        _ => null,
    };

    private static string Welcome(OutreachEmulator emulator, EmulatorOptions options) => $"""
        A local Outreach with {options.Accounts} accounts and {options.Prospects} prospects listens on

          {emulator.BaseAddress}

        Every request needs the token and the media type:

          curl '{emulator.BaseAddress}accounts?page[size]=1' -g \
            -H 'Authorization: Bearer {emulator.AccessToken}' -H 'Content-Type: application/vnd.api+json'

        Ctrl+C stops it, and everything it knows is gone.
        """;
}
