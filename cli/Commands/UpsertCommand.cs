using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Applying;
using Outreach.Bulk.Cli.Calls;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>Upserts records that are given as JSON, one a line.</summary>
internal static class UpsertCommand
{
    private static readonly string[] s_methods =
        [DupeMethod.Skip.Value, DupeMethod.Missing.Value, DupeMethod.Overwrite.Value, DupeMethod.OverwriteNoCreate.Value];

    public static Command Create(CommandRunner runner)
    {
        Argument<string> name = new("upsert")
        {
            Description = "The upsert, such as bulkUpsert: outreach-bulk actions lists them.",
            HelpName = "upsert",
        };
        name.CompletionSources.Add(
            _ => ActionCatalog.Own.Imports.Where(each => !each.IsOfFile).Select(each => new CompletionItem(each.Name)));
        Argument<string> path = new("file")
        {
            Description = "Records, one JSON object a line: {\"type\":\"account\",\"id\":17,\"attributes\":{\"name\":\"Acme\"}}; - for "
                + "standard input. "
                + "Null clears an attribute.",
        };
        Option<string> dupes = new("--dupe-method")
        {
            Description = "What becomes of records that exist. No default is published for upserts, so it must be said.",
            HelpName = "word",
            Required = true,
        };
        dupes.AcceptOnlyFromAmong(s_methods);
        Option<int> perCall = new("--records-per-call")
        {
            Description = "How many records go into one request, 1 to 100000. How many the server takes is not published.",
            HelpName = "number",
            DefaultValueFactory = _ => 500,
        };
        Option<bool> isUnchecked = new("--unchecked") { Description = "Send attributes that the description does not have." };
        Option<bool> checkOnly = new("--check-only") { Description = "Look through all records, and send nothing." };
        Option<string?> label = new("--label") { Description = "What the journal shows it as.", HelpName = "text" };
        Option<bool> yes = new("--yes") { Description = "Do not ask." };
        Option<TimeSpan?> timeout = BatchCommands.Timeout();
        Command command = new("upsert", "Create or update records: look at all of them, ask, send and watch.")
        {
            name, path, dupes, perCall, isUnchecked, checkOnly, label, yes, timeout,
        };
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            if (given.GetValue(perCall) is not (>= 1 and <= UpsertOptions.MaximumRecordsPerCall))
                throw CliException.Usage("--records-per-call is a number from 1 to 100000.");
            ImportInfo upsert = session.Catalog.ImportNamed(given.GetValue(name)!, isOfFile: false);
            string source = given.GetValue(path)!;
            IReadOnlyList<UpsertRecord> records = await ReadAsync(session, source, given.GetValue(isUnchecked), cancellationToken)
                .ConfigureAwait(false);
            if (given.GetValue(checkOnly))
            {
                session.Report.Result(ExitCode.Done, string.Create(CultureInfo.InvariantCulture, $"{records.Count:N0} records could be "
                    + $"sent. Nothing was."));
                return ExitCode.Done;
            }

            UpsertOptions options = new()
            {
                DupeMethod = new(given.GetValue(dupes)!),
                RecordsPerCall = given.GetValue(perCall),
                Label = given.GetValue(label),
            };
            return await new UpsertRun(session, new(upsert.Name, upsert.Path), records, options)
                .RunAsync(source == "-" ? "standard input" : source, given.GetValue(yes), given.GetValue(timeout), cancellationToken)
                .ConfigureAwait(false);
        });
        return command;
    }

    private static Task<IReadOnlyList<UpsertRecord>> ReadAsync(
        CliSession session, string source, bool isUnchecked, CancellationToken cancellationToken) => session.ReadAsync(
            "The file",
            async input =>
            {
                RecordLines lines = new(session.Catalog.AllFields, isUnchecked);
                string name = source == "-" ? "Standard input" : source;
                try
                {
                    using Stream file = source == "-" ? input() : File.OpenRead(source);
                    return await lines.ReadAsync(file, name, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    throw CliException.Usage($"{name} cannot be read: {exception.Message}");
                }
            });
}
