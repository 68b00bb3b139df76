using System.CommandLine;
using System.Globalization;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>Help on what no single command is about.</summary>
internal static class HelpCommand
{
    public static Command Create(CommandRunner runner)
    {
        Command command = new("help", "Explain exit codes, or variables of the environment.") { ExitCodes(runner), Variables(runner) };
        runner.Set(command, (session, _, _) =>
        {
            session.Report.Data("help", _ => { }, "outreach-bulk --help lists the commands.\noutreach-bulk help exit-codes\noutreach-bulk "
                + "help environment");
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command ExitCodes(CommandRunner runner)
    {
        Command command = new("exit-codes", "What the exit codes mean. Each has one meaning.");
        runner.Set(command, (session, _, _) =>
        {
            foreach ((int code, string meaning) in ExitCode.All)
            {
                session.Report.Data(
                    "exitCode",
                    writer =>
                    {
                        writer.WriteNumber("code", code);
                        writer.WriteString("meaning", meaning);
                    },
                    string.Create(CultureInfo.InvariantCulture, $"{code,3}  {meaning}"));
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Variables(CommandRunner runner)
    {
        Command command = new("environment", "Which variables the tool reads. An option goes before its variable.");
        runner.Set(command, (session, _, _) =>
        {
            int width = EnvironmentVariables.All.Max(each => each.Name.Length);
            foreach ((string name, string meaning) in EnvironmentVariables.All)
            {
                session.Report.Data(
                    "variable",
                    writer =>
                    {
                        writer.WriteString("name", name);
                        writer.WriteString("meaning", meaning);
                    },
                    $"{name.PadRight(width)}  {meaning}");
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
