using System.CommandLine;
using System.Globalization;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Calls;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Options;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Watching;
using Outreach.Bulk.Failures;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>What is done about an import that exists, by its id alone and from anywhere.</summary>
internal static class ImportsCommands
{
    private const string NoList = "Outreach publishes no list of imports";

    public static Command Create(CommandRunner runner)
    {
        Command command = new("imports", $"List the imports that were started from here; {NoList}.")
        {
            Show(runner),
            Watch(runner),
            Failures(runner),
        };
        runner.Set(command, async (session, _, cancellationToken) =>
        {
            int count = await ListAsync(session, cancellationToken).ConfigureAwait(false);
            session.Report.Result(ExitCode.Done, string.Create(
                CultureInfo.InvariantCulture,
                $"{count:N0} {(count == 1 ? "import" : "imports")} in the store {session.StoreName}. {NoList}, so those of others are not "
                    + $"here; outreach-bulk jobs has those of jobs."));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<int> ListAsync(CliSession session, CancellationToken cancellationToken)
    {
        Dictionary<string, JournalEntry> starts = [];
        int count = 0;
        await foreach (JournalEntry entry in session.Journal.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry.FileName is not null)
                starts[entry.Key] = entry;
            if (entry is not { Event: JournalEvent.Started, ImportId: { } id } || !starts.TryGetValue(entry.Key, out JournalEntry? start))
                continue;
            count++;
            session.Report.Data(
                "import",
                writer =>
                {
                    writer.WriteNumber("import", id);
                    writer.WriteString("action", start.Action);
                    writer.WriteString("fileName", start.FileName);
                    writer.WriteString("key", start.Key);
                    writer.WriteString("startedAt", start.At);
                },
                string.Create(CultureInfo.InvariantCulture, $"{id}  {start.At:u}  {start.Action}  {start.FileName}  key {start.Key}"));
        }

        return count;
    }

    private static Command Show(CommandRunner runner)
    {
        Argument<long> id = new("id") { Description = "The import's id." };
        Command command = new("show", "Show an import.") { id };
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            Import import = await Attach(session, given.GetValue(id)).RefreshAsync(cancellationToken).ConfigureAwait(false);
            session.Report.Data("import", writer => ImportWatch.Write(writer, import), null);
            session.Report.Result(ExitCode.Done, Words(import));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Watch(CommandRunner runner)
    {
        Argument<long[]> ids = new("id") { Description = "The import's id, or several.", Arity = ArgumentArity.OneOrMore };
        Option<TimeSpan?> timeout = BatchCommands.Timeout();
        Command command = new("watch", "Watch imports until they end. Ctrl-C stops watching; they go on.") { ids, timeout };
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            List<ImportOperation> imports = [];
            foreach (long id in given.GetValue(ids)!.Distinct())
            {
                // One that this machine began is written down to its end, so that it is not open for ever.
                ImportOperation plain = Attach(session, id);
                RecoveredOperation? open =
                    await OpenOperations.FindAsync(session, each => each.Import?.Id == id, cancellationToken).ConfigureAwait(false);
                imports.Add(open?.Import ?? plain);
            }

            await FirstRead.TryAsync(session, () => imports[0].RefreshAsync(cancellationToken)).ConfigureAwait(false);
            return await new ImportWatch(session, imports).RunAsync(given.GetValue(timeout), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static Command Failures(CommandRunner runner)
    {
        Argument<long> id = new("id") { Description = "The import's id." };
        Option<string?> source = new("--source")
        {
            Description = "The file that was imported, with the mapping it was imported with. Without it records are listed by id.",
            HelpName = "file",
        };
        CsvOptions csv = new();
        FailureFile failed = new();
        Command command = new("failures", "Write the rows of an import that failed, with their reasons, to a CSV file.")
        {
            id, source,
        };
        failed.AddTo(command);
        csv.AddTo(command);
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            string output = failed.Path(given);
            ImportOperation import = Attach(session, given.GetValue(id));
            Import last = await import.RefreshAsync(cancellationToken).ConfigureAwait(false);
            ImportResult result = ImportResult.Create(import, last);
            if (given.GetValue(source) is not { } path)
            {
                FailureReport listed = await FailureReport.ListAsync(
                    FailedItems.OfAsync(import, cancellationToken), null, last.Failures, cancellationToken).ConfigureAwait(false);
                return await FailureFile.WriteAsync(session, listed, output, cancellationToken).ConfigureAwait(false);
            }

            CsvFile file = await csv.OpenAsync(session, given, path, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<string> header = await file.ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
            ImportMapping mapping = MappingBuilder.Build(AllFields(session), csv.Mapping(given), header);
            FailureReport report = await result.ReadFailuresAsync(file, mapping, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            return await FailureFile.WriteAsync(session, report, output, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    // An import does not say what it imports, and only its keys matter here.
    private static ResourceInfo AllFields(CliSession session) => new("any record")
    {
        Fields = [.. session.Catalog.Fields.SelectMany(resource => resource.Fields).DistinctBy(field => (field.Name, field.Label))],
    };

    private static ImportOperation Attach(CliSession session, long id) => id > 0
        ? new ImportCollection(session.PlainConnection).Attach(id)
        : throw CliException.Usage($"{id} is no id of an import. They are whole numbers from 1.");

    private static string Words(Import import) => string.Create(
        CultureInfo.InvariantCulture,
        $"{import.Id}  {import.State}  {import.FileName}  {Counted.Of(import.Total, "row")}, "
            + $"{Counted.Of(import.Failures)} failed, {Counted.Of(import.Dupes)} matched an existing record"
            + $"{(import.ErrorReason is { } reason ? $". {reason}" : "")}");
}
