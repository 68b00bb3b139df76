namespace Outreach.Bulk.Cli.Output;

/// <summary>Ends a command with an exit code of its own.</summary>
/// <param name="exitCode">One of <see cref="ExitCode"/>.</param>
/// <param name="message">What was seen, what it means and what to do.</param>
internal sealed class CliException(int exitCode, string message) : Exception(message)
{
    public int ExitCode => exitCode;

    public static CliException Usage(string message) => new(Output.ExitCode.Usage, message);

    public static CliException Refused(string message) => new(Output.ExitCode.Refused, message);
}
