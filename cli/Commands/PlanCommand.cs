using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Outreach.Bulk.Calls;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Calls;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Options;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Places;
using Outreach.Bulk.Cli.Plans;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>Writes down what would be done, to be looked at before it is applied.</summary>
internal static class PlanCommand
{
    private const double DefaultDrift = 0.05;
    private const int RecordsPerChunk = 95_000;
    private const int SampleSize = 5;

    public static Command Create(CommandRunner runner)
    {
        CallOptions call = new();
        Option<string[]> set = new("--set")
        {
            Description = "An attribute and its value. @file reads it from a file, @- from standard input.",
            HelpName = "name=value",
        };
        Option<string[]> clear = new("--clear") { Description = "A field to clear.", HelpName = "name" };
        Option<double?> drift = new("--drift")
        {
            Description = "By how much the count may differ when the plan is applied, as a share of it, rounded down. Default: 0.05, and 0 "
                + "for an action that destroys data.",
            HelpName = "share",
            CustomParser = given =>
            {
                // A comma would otherwise be taken for a separator of thousands.
                if (double.TryParse(given.Tokens[^1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share))
                    return share;
                given.AddError($"\"{given.Tokens[^1].Value}\" is not a share, such as 0.05.");
                return 0;
            },
        };
        Option<TimeSpan> lifetime = new("--expires-after")
        {
            Description = "How long the plan may be applied.",
            HelpName = "[d.]hh:mm:ss",
            CustomParser = DurationText.Parse,
            DefaultValueFactory = _ => TimeSpan.FromDays(1),
        };
        Option<string> output = new("--output", "-o")
        {
            Description = "The file to write.",
            HelpName = "file",
            DefaultValueFactory = _ => "plan.json",
        };
        Option<bool> overwrite = new("--overwrite") { Description = "Replace a file that exists." };
        Command command = new("plan", "Write down what an action would do. Nothing is changed.")
        {
            set, clear, drift, lifetime, output, overwrite,
        };
        call.AddTo(command, isRequired: false);
        command.Subcommands.Add(ShowPlanCommand.Create(runner));
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            ActionInfo action = call.Action(session, given);
            string path = given.GetValue(output)!;
            PrivateFile.ThrowIfInTheWay(path, given.GetValue(overwrite));
            if (given.GetValue(drift) is not (null or (>= 0 and <= 1)))
                throw CliException.Usage("--drift is a share, 0 to 1.");

            RecordFilter filter = await call.FilterAsync(session, given, cancellationToken).ConfigureAwait(false);
            AttributeSet? attributes = AttributeBuilder.Build(
                action, given.GetValue(set) ?? [], given.GetValue(clear) ?? [], (option, source) => TextFile.Read(session, option, source));
            BulkCall counted = CallBuilder.ToCount(action, filter, call.Parameters(given));
            Target target = await Target.ReadAsync(session, cancellationToken).ConfigureAwait(false);
            long count = await CountAsync(session, counted, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                session.Report.Result(ExitCode.NothingMatched, "No record matches, so there is nothing to plan.");
                return ExitCode.NothingMatched;
            }

            double share = given.GetValue(drift) ?? (action.Destroys ? 0 : DefaultDrift);
            long slack = (long)Math.Floor(count * share);
            CountRange bounds = new(Math.Max(0, count - slack), count + slack);
            BulkCall planned = CallBuilder.ToAct(action, filter, call.Parameters(given), attributes, bounds);
            int chunks = count + slack > session.Connection.Options.MaximumItems
                ? (int)((count + RecordsPerChunk - 1) / RecordsPerChunk)
                : 1;
            if (chunks == 1)
                _ = BulkActionRequest.Create(planned, session.Connection.Options);
            DateTimeOffset now = session.Connection.ServerTime;
            PlanFile plan = new PlanFile
            {
                Format = PlanFile.CurrentFormat,
                Id = Guid.NewGuid().ToString("N"),
                CreatedAt = Seconds(now),
                ExpiresAt = Seconds(now + given.GetValue(lifetime)),
                Host = session.BaseAddress.AbsoluteUri,
                User = target.User,
                Org = target.Org,
                Action = action.Name,
                Count = count,
                AtLeast = bounds.AtLeast,
                AtMost = bounds.AtMost,
                Sample = await SampleAsync(session, counted, cancellationToken).ConfigureAwait(false),
                Chunks = chunks,
                Requests = 3L * chunks,
                Call = JsonElement.Parse(planned.ToJson()),
            }.Write(path);
            new PlanMarks(session.Folders.StateForUse()).Made(plan.Id);
            PlanReport.Show(session, plan, PlanState.Fresh);
            session.Report.Result(
                ExitCode.Done,
                $"Written to {path}, which holds values of the filter and the attributes. Apply it: outreach-bulk apply {path}");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Counts, exactly.</summary>
    /// <exception cref="CliException">The server did not.</exception>
    public static async Task<long> CountAsync(CliSession session, BulkCall call, CancellationToken cancellationToken)
    {
        RecordCount count = await session.Batches.CountAsync(call, cancellationToken).ConfigureAwait(false);
        return count.Count ?? throw new CliException(ExitCode.Error, count.IsShed
            ? "The server did not count: it is busy. Try again later."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"At least {count.AtLeast:N0} records match, and the server counts no further. Narrow the filter, and plan in parts."));
    }

    private static DateTimeOffset Seconds(DateTimeOffset time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), time.Offset);

    private static async Task<IReadOnlyList<long>> SampleAsync(CliSession session, BulkCall call, CancellationToken cancellationToken) =>
        [.. (await session.Batches.SampleAsync(call, SampleSize, cancellationToken).ConfigureAwait(false)).Select(record => record.Id)];
}
