using System.CommandLine;
using System.Globalization;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Jobs;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>What is left of the hour's requests and of the day's records.</summary>
internal static class BudgetCommand
{
    // Any read returns the budget, and this one is small.
    private const string AnyRead = "batches?page[size]=1";

    public static Command Create(CommandRunner runner)
    {
        Command command = new("budget", "Show what is left of the hour's requests and of the day's records. It takes one request.");
        runner.Set(command, async (session, _, cancellationToken) =>
        {
            using OutreachJobs jobs = session.Jobs();
            DayBudget day = await jobs.BudgetAsync(cancellationToken).ConfigureAwait(false);
            await session.Connection.ReadAsync(AnyRead, cancellationToken).ConfigureAwait(false);
            RequestBudget hour = session.Connection.RequestBudget;
            string resets = hour.ResetsAt is { } at ? string.Create(CultureInfo.InvariantCulture, $", full again at {at:u}") : "";
            session.Report.Data(
                "requests",
                writer =>
                {
                    if (hour.Remaining is { } left)
                        writer.WriteNumber("left", left);
                    if (hour.Limit is { } limit)
                        writer.WriteNumber("limit", limit);
                    if (hour.ResetsAt is { } reset)
                        writer.WriteString("resetsAt", reset);
                },
                string.Create(
                    CultureInfo.InvariantCulture, $"Requests of the hour  {Count(hour.Remaining)} of {Count(hour.Limit)} left{resets}"));
            session.Report.Data(
                "records",
                writer =>
                {
                    writer.WriteNumber("left", day.Left);
                    writer.WriteNumber("usable", day.Usable);
                },
                string.Create(CultureInfo.InvariantCulture, $"Records of the day     {day.Left:N0} of {day.Usable:N0} left, as "
                    + $"counted in {session.StoreName}"));
            session.Report.Result(ExitCode.Done, "Requests are as the server counts them. Records are as this store counts them: what "
                + "others use is not in it.");
            return ExitCode.Done;
        });
        return command;
    }

    private static string Count(long? count) => count is { } known ? known.ToString("N0", CultureInfo.InvariantCulture) : "unknown";
}
