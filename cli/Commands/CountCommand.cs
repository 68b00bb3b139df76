using System.CommandLine;
using Outreach.Bulk.Cli.Options;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>Counts the records that an action would act on.</summary>
internal static class CountCommand
{
    public static Command Create(CommandRunner runner)
    {
        CallOptions call = new();
        Command command = new("count", "Count the records that an action would act on. Nothing is changed.");
        call.AddTo(command);
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            BulkCall counted = await call.CallToCountAsync(session, given, cancellationToken).ConfigureAwait(false);
            RecordCount count = await session.Batches.CountAsync(counted, cancellationToken).ConfigureAwait(false);
            session.Report.Data(
                "count",
                writer =>
                {
                    writer.WriteString("action", counted.Action.Name);
                    if (count.Count is { } exact)
                        writer.WriteNumber("count", exact);
                    else
                        writer.WriteNumber("atLeast", count.AtLeast);
                },
                null);
            int exitCode = count.Count == 0 ? ExitCode.NothingMatched : count.IsShed ? ExitCode.Error : ExitCode.Done;
            session.Report.Result(exitCode, count.Count switch
            {
                0 => "No record matches.",
                1 => "1 record matches.",
                { } many => FormattableString.Invariant($"{many:N0} records match."),
                null when count.IsShed => "The server did not count: it is busy. Try again later.",
                null => FormattableString.Invariant($"At least {count.AtLeast:N0} records match; the server counts no further."),
            });
            return exitCode;
        });
        return command;
    }
}
