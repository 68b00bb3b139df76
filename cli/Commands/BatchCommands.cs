using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Calls;
using Outreach.Bulk.Cli.Options;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Watching;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>What is done about a batch that exists, by its id alone and from anywhere.</summary>
internal static class BatchCommands
{
    public static Command Watch(CommandRunner runner)
    {
        Argument<long> id = Id();
        Option<TimeSpan?> timeout = Timeout();
        Command command = new("watch", "Watch a batch until it ends. Ctrl-C stops watching; the batch goes on.") { id, timeout };
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            BatchOperation batch = await AttachWrittenDownAsync(session, given.GetValue(id), cancellationToken).ConfigureAwait(false);
            await FirstRead.TryAsync(session, () => batch.RefreshAsync(cancellationToken)).ConfigureAwait(false);
            return await BatchWatch.RunAsync(session, batch, given.GetValue(timeout), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    public static Command Confirm(CommandRunner runner)
    {
        Argument<long> id = Id();
        Option<long?> count = new("--count")
        {
            Description = "How many records you agree to. The batch is confirmed only if it matched exactly as many.",
            HelpName = "number",
        };
        Option<TimeSpan?> timeout = Timeout();
        Command command = new("confirm", "Confirm a batch that waits, and watch it.") { id, count, timeout };
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            BatchOperation batch = await AttachWrittenDownAsync(session, given.GetValue(id), cancellationToken).ConfigureAwait(false);
            Batch last = await batch.RefreshAsync(cancellationToken).ConfigureAwait(false);
            Show(session, last);
            if (last.State != OperationState.Confirming)
            {
                throw CliException.Refused(
                    $"Batch {last.Id} does not wait for a confirmation: it is {last.State}. outreach-bulk watch {last.Id} follows it.");
            }

            long matched = last.MatchedCount ?? throw CliException.Refused(
                $"Batch {last.Id} does not say how many records it matched, so there is nothing to agree to.");
            Agreement.ThrowUnlessGiven(session, $"confirm batch {last.Id} ({last.Action})", matched, given.GetValue(count));
            session.Interrupts.Enter(ExitCode.Unknown, $"The confirmation was on its way. Whether it was taken: outreach-bulk watch "
                + $"{batch.Id}");
            await batch.ConfirmAsync(CancellationToken.None).ConfigureAwait(false);
            session.Interrupts.Acted();
            return await BatchWatch.RunAsync(session, batch, given.GetValue(timeout), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    public static Command Cancel(CommandRunner runner)
    {
        Argument<long> id = Id();
        Command command = new("cancel", "Cancel a batch. What it has done by then stays done.") { id };
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            BatchOperation batch = Attach(session, given.GetValue(id));
            session.Interrupts.Enter(ExitCode.Unknown, $"The cancellation was on its way. Whether it was taken: outreach-bulk watch "
                + $"{batch.Id}");
            Batch last = await batch.CancelAsync(cancellationToken).ConfigureAwait(false);
            Show(session, last);
            session.Report.Result(ExitCode.Done, $"Batch {last.Id} is {last.State}. What it had done by then stays done.");
            return ExitCode.Done;
        });
        return command;
    }

    public static Command Items(CommandRunner runner)
    {
        Argument<long> id = Id();
        Option<bool> failed = new("--failed") { Description = "Only those that failed." };
        Option<int?> most = new("--limit") { Description = "How many to list at most. Default all.", HelpName = "number" };
        Command command = new("items", "List the items of a batch.") { id, failed, most };
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            long count = 0;
            BatchItemFilter filter = given.GetValue(failed) ? BatchItemFilter.Failed : BatchItemFilter.All;
            BatchOperation batch = Attach(session, given.GetValue(id));
            await foreach (BatchItem item in batch.GetItemsAsync(filter, cancellationToken).ConfigureAwait(false))
            {
                if (count == given.GetValue(most))
                    break;
                count++;
                session.Report.Data(
                    "item",
                    writer => Write(writer, item),
                    string.Create(CultureInfo.InvariantCulture, $"{item.Id}  {VisibleText.Line(item.State ?? "(no state)")}  "
                        + $"{VisibleText.Line(item.Info)}").TrimEnd());
            }

            session.Report.Result(ExitCode.Done, count == 1 ? "1 item." : FormattableString.Invariant($"{count:N0} items."));
            return ExitCode.Done;
        });
        return command;
    }

    public static Command Failures(CommandRunner runner)
    {
        Argument<long> id = Id();
        FailureFile file = new();
        Command command = new("failures", "Write the records of a batch that failed, with their reasons, to a CSV file.") { id };
        file.AddTo(command);
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            string path = file.Path(given);
            BatchOperation batch = Attach(session, given.GetValue(id));
            Batch last = await batch.RefreshAsync(cancellationToken).ConfigureAwait(false);
            BatchResult result = BatchResult.Create(batch, last);
            if (!last.IsTerminal)
            {
                session.Report.Status("batch", writer => BatchWatch.Write(writer, last), $"Batch {last.Id} still runs; these are the "
                    + $"failures so far.");
            }

            FailureReport report = await result.ListFailuresAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return await FailureFile.WriteAsync(session, report, path, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    internal static Argument<long> Id() => new("id") { Description = "The batch's id.", HelpName = "id" };

    internal static Option<TimeSpan?> Timeout() => new("--timeout")
    {
        Description = "After which time to stop watching, such as 00:30:00. The operation continues.",
        HelpName = "hh:mm:ss",
        CustomParser = given => DurationText.Parse(given),
    };

    internal static BatchOperation Attach(CliSession session, long id) => id > 0
        ? new BatchCollection(session.PlainConnection).Attach(id)
        : throw CliException.Usage($"{id} is no id of a batch. They are whole numbers from 1.");

    // One that this machine began is written down to its end, so that it is not open for ever.
    private static async Task<BatchOperation> AttachWrittenDownAsync(CliSession session, long id, CancellationToken cancellationToken)
    {
        BatchOperation plain = Attach(session, id);
        return await OpenOperations.FindBatchAsync(session, id, cancellationToken).ConfigureAwait(false) ?? plain;
    }

    private static void Show(CliSession session, Batch batch) =>
        session.Report.Status("batch", writer => BatchWatch.Write(writer, batch), Words(batch));

    internal static string Words(Batch batch) => string.Create(
        CultureInfo.InvariantCulture,
        $"{batch.Id}  {VisibleText.Line(batch.State.Value),-12} {VisibleText.Line(batch.Action)}  {batch.Processed:N0} of "
            + $"{batch.MatchedCount ?? batch.Total:N0}{(batch.Failures is > 0 and var failed ? $", {failed:N0} failed" : "")}"
            + $"{(batch.CreatedAt is { } at ? $"  {at:u}" : "")}");

    private static void Write(Utf8JsonWriter writer, BatchItem item)
    {
        writer.WriteNumber("id", item.Id);
        if (item.State is { } state)
            writer.WriteString("state", state);
        if (item.Failed is { } failed)
            writer.WriteBoolean("failed", failed);
        if (item.Info is { } info)
            writer.WriteString("info", info);
        if (item.Data is { } data)
            writer.WriteString("data", data);
    }
}
