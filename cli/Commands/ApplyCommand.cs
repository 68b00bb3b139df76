using System.CommandLine;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Applying;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Plans;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>Does what a plan says, once.</summary>
internal static class ApplyCommand
{
    public static Command Create(CommandRunner runner)
    {
        Argument<string> path = new("plan") { Description = "The plan." };
        Option<string?> digest = new("--digest")
        {
            Description = "The plan's digest, from whoever reviewed it: the whole, or its first 12 letters. It replaces the prompt.",
            HelpName = "hex",
        };
        Option<bool> yes = new("--yes")
        {
            Description = "Do not ask. Only for actions that edit; those that destroy or send need --digest.",
        };
        Option<TimeSpan?> timeout = BatchCommands.Timeout();
        Command command = new("apply", "Do what a plan says, once, and watch it.") { path, digest, yes, timeout };
        runner.Set(command, (session, given, cancellationToken) =>
        {
            PlanFile plan = PlanFile.Read(given.GetValue(path)!);
            return new PlanRun(session, plan, given.GetValue(timeout))
                .RunAsync(new(given.GetValue(digest), given.GetValue(yes)), cancellationToken);
        });
        return command;
    }
}
