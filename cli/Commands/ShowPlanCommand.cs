using System.CommandLine;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Plans;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>Shows a plan, also one that can no longer be applied.</summary>
internal static class ShowPlanCommand
{
    public static Command Create(CommandRunner runner)
    {
        Argument<string> path = new("file") { Description = "The plan." };
        Command command = new("show", "Show a plan, also one that is used or has expired.") { path };
        runner.Set(command, (session, given, _) =>
        {
            PlanFile plan = PlanFile.Read(given.GetValue(path)!);
            PlanState state = PlanStates.Of(plan, new PlanMarks(session.Folders.State), session.BaseAddress, session.Time.GetUtcNow());
            PlanReport.Show(session, plan, state);
            session.Report.Result(ExitCode.Done, PlanStates.Words(plan, state));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
