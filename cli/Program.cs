using System.CommandLine;
using Outreach.Bulk.Cli.Commands;
using Outreach.Bulk.Cli.Output;

Terminal terminal = Terminal.OfProcess(Environment.GetEnvironmentVariable);
ParseResult given = CommandTree.Create(terminal).Parse(args);
if (given.Errors.Count > 0 && given.Action is System.CommandLine.Invocation.ParseErrorAction)
{
    foreach (string error in UsageErrors.Of(given))
        terminal.Error.WriteLine(VisibleText.Of(error));
    return ExitCode.Usage;
}

// What interrupts means is the command's to decide; the default would end the process two seconds later.
return await given.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
