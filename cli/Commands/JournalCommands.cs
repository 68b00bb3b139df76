using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>What this store's journal has no end of: after a crash, a lost answer, or when nobody watched to the end.</summary>
internal static class JournalCommands
{
    private const string StillUnknown = " Do not send the others again before you know; what was not seen may still appear.";

    public static Command Create(CommandRunner runner)
    {
        Command command = new("journal", "List what was begun from here and has no end yet. Nothing is sent.")
        {
            Find(runner),
            Close(runner),
        };
        runner.Set(command, async (session, _, cancellationToken) =>
        {
            IReadOnlyList<RecoveredOperation> open = await session.Connection.RecoverAsync(cancellationToken).ConfigureAwait(false);
            foreach (RecoveredOperation operation in open)
                session.Report.Data("operation", writer => Write(writer, operation), Line(operation));
            session.Report.Result(ExitCode.Done, open.Count == 0
                ? $"Nothing is open in {session.StoreName}."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{open.Count:N0} open. outreach-bulk watch or imports watch follows what is known; outreach-bulk journal find looks "
                        + $"for what is unknown."));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Find(CommandRunner runner)
    {
        Argument<string[]> keys = new("key") { Description = "Only these.", Arity = ArgumentArity.ZeroOrMore };
        Command command = new("find", "Look for what was sent and never answered. Nothing is sent again.") { keys };
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            string[] wanted = given.GetValue(keys) ?? [];
            IReadOnlyList<RecoveredOperation> open = await session.Connection.RecoverAsync(cancellationToken).ConfigureAwait(false);
            foreach (string key in wanted.Where(key => open.All(each => each.Start.Key != key)))
                throw NoSuch(session, key);
            RecoveredOperation[] lost =
            [
                .. open.Where(each => each.UnknownBatch is not null || each.UnknownImport is not null)
                    .Where(each => wanted.Length == 0 || wanted.Contains(each.Start.Key)),
            ];
            int found = 0;
            foreach (RecoveredOperation operation in lost)
                found += await LookAsync(session, operation, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            int exitCode = found == lost.Length ? ExitCode.Done : ExitCode.Unknown;
            session.Report.Result(exitCode, lost.Length == 0
                ? "Nothing was lost."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{found:N0} of {lost.Length:N0} found.{(found == lost.Length ? "" : StillUnknown)}"));
            return exitCode;
        });
        return command;
    }

    private static Command Close(CommandRunner runner)
    {
        Argument<string> key = new("key") { Description = "The operation's key." };
        Command command = new("close", "Close an operation in the journal, after somebody looked. In Outreach nothing changes.") { key };
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            string wanted = given.GetValue(key)!;
            IReadOnlyList<RecoveredOperation> open = await session.Connection.RecoverAsync(cancellationToken).ConfigureAwait(false);
            RecoveredOperation operation = open.FirstOrDefault(each => each.Start.Key == wanted) ?? throw NoSuch(session, wanted);
            await operation.CloseAsync().ConfigureAwait(false);
            session.Report.Data("operation", writer => Write(writer, operation), Line(operation));
            session.Report.Result(ExitCode.Done, "Closed in the journal. In Outreach nothing changed.");
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<bool> LookAsync(CliSession session, RecoveredOperation operation, CancellationToken cancellationToken)
    {
        if (operation.UnknownImport is { } import)
        {
            OutcomeSearchResult<ImportOperation> result = await import.FindAsync(cancellationToken).ConfigureAwait(false);
            if (result.Operation is { } it)
                await it.RefreshAsync(cancellationToken).ConfigureAwait(false);
            return Show(
                session, operation, "import", "imports watch", result.Operation?.Id, [.. result.Candidates.Select(each => each.Id)]);
        }

        OutcomeSearchResult<BatchOperation> found = await operation.UnknownBatch!.FindAsync(cancellationToken).ConfigureAwait(false);
        if (found.Operation is { } batch)
            await batch.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return Show(session, operation, "batch", "watch", found.Operation?.Id, [.. found.Candidates.Select(each => each.Id)]);
    }

    private static bool Show(CliSession session, RecoveredOperation operation, string kind, string command, long? id, long[] candidates)
    {
        string ids = string.Join(", ", candidates);
        session.Report.Data(
            "search",
            writer =>
            {
                writer.WriteString("key", operation.Start.Key);
                writer.WriteString("outcome", id is not null ? "found" : candidates.Length > 0 ? "ambiguous" : "notSeen");
                if (id is { } found)
                    writer.WriteNumber(kind, found);
                writer.WriteStartArray("candidates");
                foreach (long candidate in candidates)
                    writer.WriteNumberValue(candidate);
                writer.WriteEndArray();
            },
            string.Create(CultureInfo.InvariantCulture, $"{operation.Start.Key}  {operation.Start.Action}  ") + (id is { } it
                ? string.Create(CultureInfo.InvariantCulture, $"{kind} {it}: outreach-bulk {command} {it}")
                : candidates.Length > 0 ? $"may be {kind} {ids}; nothing shows which. Look at them, then outreach-bulk journal close "
                    + $"{operation.Start.Key}"
                : "not seen. It may still appear; if it has not in some minutes, it was most likely not started."));
        return id is not null;
    }

    private static string Line(RecoveredOperation operation) => string.Create(
        CultureInfo.InvariantCulture,
        $"{operation.Start.Key}  {operation.Start.At:u}  {operation.Start.Action}  "
            + $"{Known(operation)}{(operation.Label is { } label ? $"  {VisibleText.Line(label)}" : "")}");

    private static string Known(RecoveredOperation operation) =>
        operation.Batch is { } batch ? string.Create(CultureInfo.InvariantCulture, $"batch {batch.Id}")
        : operation.Import is { } import ? string.Create(CultureInfo.InvariantCulture, $"import {import.Id}")
        : "unknown";

    private static void Write(Utf8JsonWriter writer, RecoveredOperation operation)
    {
        writer.WriteString("key", operation.Start.Key);
        writer.WriteString("action", operation.Start.Action);
        if (operation.Label is { } label)
            writer.WriteString("label", label);
        writer.WriteString("since", operation.Start.At);
        if (operation.Batch is { } batch)
            writer.WriteNumber("batch", batch.Id);
        if (operation.Import is { } import)
            writer.WriteNumber("import", import.Id);
        writer.WriteBoolean("isKnown", operation.Batch is not null || operation.Import is not null);
    }

    private static CliException NoSuch(CliSession session, string key) =>
        CliException.Usage($"Nothing is open under the key {key} in {session.StoreName}. outreach-bulk journal lists what is.");
}
