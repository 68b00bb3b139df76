using System.CommandLine;
using Outreach.Bulk.Cli.Commands;
using Outreach.Bulk.Cli.Output;

Terminal terminal = Terminal.OfProcess(Environment.GetEnvironmentVariable);

// A value may begin with @, which would otherwise name a file of arguments.
ParseResult given = CommandTree.Create(terminal, args.FirstOrDefault()).Parse(args, new() { ResponseFileTokenReplacer = null });
if (given.Errors.Count > 0 && given.Action is System.CommandLine.Invocation.ParseErrorAction)
{
    Report.To(terminal, args.Contains("--json")).Error(ExitCode.Usage, string.Join(' ', UsageErrors.Of(given)));
    return ExitCode.Usage;
}

// For help, which the console's own writer would write a word at a time.
using StringWriter help = new();

// What interrupts means is the command's to decide; the default would end the process two seconds later.
int exitCode = await given.InvokeAsync(new() { Output = help, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
try
{
    OutputException.ThrowUnlessWritten(() => terminal.Out.Write(help));
    return exitCode;
}
catch (OutputException exception)
{
    terminal.Error.WriteLine(exception.Message);
    return ExitCode.Error;
}
