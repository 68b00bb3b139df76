using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Outreach.Bulk.Cli.Output;

/// <summary>The streams of the process, and which of them are a terminal.</summary>
internal sealed record Terminal(Stream Output, TextWriter Out, TextWriter Error)
{
    private const int StandardError = 2;

    /// <summary>Standard input as bytes; whoever reads it leaves <see cref="ReadLine"/> alone.</summary>
    public required Stream Input { get; init; }

    /// <summary>Reads a line that is typed; null at the end of the input. Only the first makes the terminal ready, which takes time.</summary>
    public required Func<string?> ReadLine { get; init; }

    public required bool IsInputTerminal { get; init; }

    public required bool IsErrorTerminal { get; init; }

    /// <summary>Whether colours and moving lines may be used on standard error.</summary>
    public required bool IsRich { get; init; }

    public static Terminal OfProcess(Func<string, string?> variable)
    {
        if (!OperatingSystem.IsWindows())
            TakePlaceOfClosedStreams();
        Stream output = System.Console.OpenStandardOutput();
        bool isErrorTerminal = !System.Console.IsErrorRedirected;

        // Whether a writer is a terminal shows by its being the console's.
        System.Console.SetError(new ErrorWriter(System.Console.OpenStandardError()));
        return new(
            output,
            new StreamWriter(output, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" },
            System.Console.Error)
        {
            Input = System.Console.OpenStandardInput(),
            ReadLine = System.Console.ReadLine,
            IsInputTerminal = !System.Console.IsInputRedirected,
            IsErrorTerminal = isErrorTerminal,
            IsRich = isErrorTerminal && variable("NO_COLOR") is not { Length: > 0 } && variable("TERM") is not "dumb",
        };
    }

    // The next file that is opened would be in the place of a stream that is closed, and get what is written there. This one can be read
    // and is empty; it cannot be written.
    private static void TakePlaceOfClosedStreams()
    {
        SafeFileHandle place;
        while ((place = File.OpenHandle("/dev/null")).DangerousGetHandle() <= StandardError)
            place.SetHandleAsInvalid();
        place.Dispose();
    }
}
