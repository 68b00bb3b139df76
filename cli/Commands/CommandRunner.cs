using System.CommandLine;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Options;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Places;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>Runs what a command line asks for, and makes an exit code of how it ended. The only place where errors end.</summary>
internal sealed class CommandRunner(GlobalOptions options, Terminal terminal)
{
    /// <summary>Makes a command do this.</summary>
    public void Set(Command command, Func<CliSession, ParseResult, CancellationToken, Task<int>> run) =>
        command.SetAction((given, _) => RunAsync(given, run));

    private async Task<int> RunAsync(ParseResult given, Func<CliSession, ParseResult, CancellationToken, Task<int>> run)
    {
        Report report = Report.To(terminal, given.GetValue(options.Json));
        using Interrupts interrupts = new(report, terminal.Error);
        try
        {
            using CliSession session = new(
                options.Read(given), report, terminal, interrupts, Environment.GetEnvironmentVariable, Folders.OfProcess());
            int exitCode = await run(session, given, interrupts.Token).ConfigureAwait(false);
            report.Complete(exitCode);
            return exitCode;
        }
        catch (OperationCanceledException) when (interrupts.Token.IsCancellationRequested)
        {
            report.Result(interrupts.Now.ExitCode, $"Interrupted. {interrupts.Now.Words}");
            return interrupts.Now.ExitCode;
        }
        catch (OutputException exception)
        {
            // What was started goes on, and its exit code says so.
            terminal.Error.WriteLine($"{exception.Message} {interrupts.Now.Words}");
            return interrupts.Now.ExitCode;
        }
        catch (Exception exception) when (Failure.Of(exception) is { } failure)
        {
            return Fail(report, failure, exception, interrupts);
        }
        catch (Exception exception)
        {
            // Whatever it is, it must not hide what was started.
            terminal.Error.WriteLine(exception);
            report.Error(interrupts.Now.ExitCode, $"This is a fault of the tool: please report it with the lines above. "
                + $"{interrupts.Now.Words}");
            return interrupts.Now.ExitCode;
        }
    }

    // What was sent, or may have been, is no error after which nothing acted.
    private static int Fail(Report report, Failure failure, Exception exception, Interrupts interrupts)
    {
        bool mayHaveActed = interrupts.HasActed
            || (interrupts.Now.ExitCode == ExitCode.Unknown && exception is OutreachBulkException { IsTransient: true });
        Failure seen = mayHaveActed && failure.ExitCode is (ExitCode.Error or ExitCode.NotAllowed)
            ? new(interrupts.Now.ExitCode, $"{failure.Message} {interrupts.Now.Words}")
            : failure;
        report.Error(seen.ExitCode, seen.Message);
        return seen.ExitCode;
    }
}
