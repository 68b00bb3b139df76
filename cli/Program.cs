using System.CommandLine;
using System.Text;
using Outreach.Bulk.Cli.Commands;
using Outreach.Bulk.Cli.Output;

Terminal terminal = Terminal.OfProcess(Environment.GetEnvironmentVariable);

// A value may begin with @, which would otherwise name a file of arguments.
ParseResult given = CommandTree.Create(terminal, args.FirstOrDefault()).Parse(args, new() { ResponseFileTokenReplacer = null });
if (given.Errors.Count > 0 && given.Action is System.CommandLine.Invocation.ParseErrorAction)
{
    Report report = Report.To(terminal, args.Contains("--json"));
    foreach (string error in UsageErrors.Of(given))
        report.Error(ExitCode.Usage, error);
    return ExitCode.Usage;
}

// For help, which the console's own writer would write a word at a time.
using StreamWriter output = new(terminal.Output, new UTF8Encoding(false));

// What interrupts means is the command's to decide; the default would end the process two seconds later.
return await given.InvokeAsync(new() { Output = output, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
