using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using System.Security.Cryptography;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Applying;
using Outreach.Bulk.Cli.Calls;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Options;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Jobs.Files;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>Imports a CSV file.</summary>
internal static class ImportCommand
{
    public static Command Create(CommandRunner runner)
    {
        Argument<string> name = new("import")
        {
            Description = "The import, such as accountsImport: outreach-bulk actions lists them.",
            HelpName = "import",
        };
        name.CompletionSources.Add(
            _ => ActionCatalog.Own.Imports.Where(each => each.IsOfFile).Select(each => new CompletionItem(each.Name)));
        Argument<string> path = new("file") { Description = "The CSV file, with a header; - for standard input." };
        CsvOptions csv = new();
        Option<string> dupes = new("--dupe-method")
        {
            Description = "What to do with rows that match a record: skip, missing (fill what is empty) or overwrite.",
            HelpName = "word",
            DefaultValueFactory = _ => DupeMethod.Skip.Value,
        };
        dupes.AcceptOnlyFromAmong(DupeMethod.Skip.Value, DupeMethod.Missing.Value, DupeMethod.Overwrite.Value);
        Option<bool> allowUnmapped = new("--allow-unmapped") { Description = "Leave columns out that are not mapped." };
        Option<bool> checkOnly = new("--check-only") { Description = "Look through the whole file, and send nothing." };
        Option<int> rows = new("--rows-per-import")
        {
            Description = "How many rows go into one import, 1 to 100000. A file with more is imported in parts, by a job.",
            HelpName = "number",
            DefaultValueFactory = _ => 100_000,
        };
        Option<string?> key = new("--key")
        {
            Description = "A name for this one import. Given again, it is watched and not started again.",
            HelpName = "name",
        };
        Option<bool> yes = new("--yes") { Description = "Do not ask." };
        Option<TimeSpan?> timeout = BatchCommands.Timeout();
        Command command = new("import", "Import a CSV file: look through all of it, ask, upload, start and watch.") { name, path };
        csv.AddTo(command);
        foreach (Option option in (Option[])[dupes, allowUnmapped, checkOnly, rows, key, yes, timeout])
            command.Options.Add(option);
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            if (given.GetValue(rows) is not (>= 1 and <= 100_000))
                throw CliException.Usage("--rows-per-import is a number from 1 to 100000.");
            if (given.GetValue(key) is { Length: 0 })
                throw CliException.Usage("--key has no value, which may be a variable that is not set. Name the import, or leave it out.");
            ImportInfo import = session.Catalog.ImportNamed(given.GetValue(name)!, isOfFile: true);
            string source = given.GetValue(path)!;
            CsvFile file = await csv.OpenAsync(session, given, source, cancellationToken).ConfigureAwait(false);
            MappingText mapping = csv.Mapping(given);
            IReadOnlyList<string> header = await file.ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
            ResourceInfo fields = session.Catalog.FieldsOf(import.Resource) ?? new(import.Resource ?? import.Name);
            ImportRun run = new(
                session,
                new(import.Name, import.Path),
                file,
                MappingBuilder.Build(fields, mapping, header),
                new() { DupeMethod = new(given.GetValue(dupes)!), AllowUnmappedHeaders = given.GetValue(allowUnmapped) })
            {
                Key = given.GetValue(key) ?? NewKey(session),
                RowsPerImport = given.GetValue(rows),
                Yes = given.GetValue(yes),
                Timeout = given.GetValue(timeout),
                FailuresCommand = $"outreach-bulk imports failures --source {source} {mapping}{csv.Reading(given)}",
            };
            FileParts parts = await run.CheckAsync(cancellationToken).ConfigureAwait(false);
            if (!given.GetValue(checkOnly))
                return await run.RunAsync(parts, cancellationToken).ConfigureAwait(false);
            session.Report.Result(
                ExitCode.Done, string.Create(CultureInfo.InvariantCulture, $"{parts.Rows:N0} rows could be imported. Nothing was sent."));
            return ExitCode.Done;
        });
        return command;
    }

    private static string NewKey(CliSession session) => string.Create(
        CultureInfo.InvariantCulture,
        $"import-{session.Time.GetUtcNow():yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}");
}
