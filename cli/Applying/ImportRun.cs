using System.Globalization;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Watching;
using Outreach.Bulk.Jobs;
using Outreach.Bulk.Jobs.Files;

namespace Outreach.Bulk.Cli.Applying;

/// <summary>Imports a file: looks through all of it, shows what would be imported, asks, and starts the import once.</summary>
internal sealed class ImportRun(CliSession session, BulkAction action, CsvFile file, ImportMapping mapping, ImportOptions options)
{
    /// <summary>The import's key: given again, it is not started again.</summary>
    public required string Key { get; init; }

    /// <summary>How many rows go into one import. A file with more is imported in parts, by a job.</summary>
    public required int RowsPerImport { get; init; }

    /// <summary>Whether the command line agrees already.</summary>
    public required bool Yes { get; init; }

    public required TimeSpan? Timeout { get; init; }

    /// <summary>The command that lists the rows that failed.</summary>
    public required string FailuresCommand { get; init; }

    /// <summary>Looks through the whole file. Nothing is sent.</summary>
    /// <exception cref="CsvException">Mapping and header do not fit, or the file is not sound.</exception>
    public async Task<FileParts> CheckAsync(CancellationToken cancellationToken)
    {
        FileParts parts = await FileCut.RunAsync(file, mapping, options, RowsPerImport, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        session.Report.Status(
            "checked",
            writer =>
            {
                writer.WriteString("file", file.Name);
                writer.WriteNumber("rows", parts.Rows);
                writer.WriteNumber("imports", parts.Parts.Count);
            },
            string.Create(
                CultureInfo.InvariantCulture,
                $"{file.Name}: {parts.Rows:N0} rows, {(parts.Parts.Count == 1 ? "one import" : $"{parts.Parts.Count} imports")}, no fault "
                    + $"found. {mapping}"));
        return parts;
    }

    /// <returns>The exit code.</returns>
    /// <exception cref="CliException">Nobody agreed, or what was started under the key is not known.</exception>
    public async Task<int> RunAsync(FileParts parts, CancellationToken cancellationToken)
    {
        if (parts.Parts.Count > 1 && file.FullPath is null)
        {
            throw CliException.Usage(
                "Standard input has more rows than one import takes. They are imported in parts by a job, which reads its file until it "
                    + "has ended: save them to a file.");
        }

        ImportOperation? import;
        using (ImportMark mark = ImportMark.Hold(session, Key, $"{action.Name} {parts.Sha256}"))
        {
            import = await new StartedImport(session, Key).FindAsync(cancellationToken).ConfigureAwait(false);
            if (import is not null)
            {
                mark.ThrowIfOfAnother();
            }
            else
            {
                await AgreeAsync(parts, cancellationToken).ConfigureAwait(false);
                mark.Write();
                if (parts.Parts.Count == 1)
                    import = await StartAsync(parts, cancellationToken).ConfigureAwait(false);
            }
        }

        return import is null
            ? await RunAsJobAsync(parts, cancellationToken).ConfigureAwait(false)
            : await new ImportWatch(session, [import]) { FailuresCommand = FailuresCommand }.RunAsync(Timeout, cancellationToken)
                .ConfigureAwait(false);
    }

    private async Task AgreeAsync(FileParts parts, CancellationToken cancellationToken)
    {
        Target target = await Target.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        target.Show(session, action.Name, parts.Rows, file.Name);
        Agreement.ThrowUnlessYes(
            session,
            string.Create(CultureInfo.InvariantCulture, $"{action.Name} will import {parts.Rows:N0} rows; "
                + $"{DupeWords.Of(options.DupeMethod)}"),
            Yes,
            "--yes");
    }

    private async Task<ImportOperation> StartAsync(FileParts parts, CancellationToken cancellationToken)
    {
        session.Interrupts.Enter(ExitCode.Error, "No import was started.");
        using CancellationTokenSource giveUp = new();
        CancellationTokenRegistration interrupt = cancellationToken.Register(giveUp.Cancel);
        IProgressView view = session.ProgressView();
        UploadWatch progress = new(session, view, parts.Rows, () =>
        {
            // The answer is waited for, within the request's own deadline: to give up now would leave the outcome unknown.
            interrupt.Unregister();
            session.Interrupts.Enter(
                ExitCode.Unknown, "The request was on its way, and it is not known whether it acted. outreach-bulk journal find looks for "
                    + "the import.");
        });
        ImportOperation? import = null;

        // What is sent is compared with what was checked.
        CsvFile whole = parts.Open(file, parts.Parts[0]);
        await view.RunAsync(
            file.Name,
            async () => import = await session.Connection.Imports
                .RunAsync(action, whole, mapping, options with { Key = Key }, progress, giveUp.Token)
                .ConfigureAwait(false)).ConfigureAwait(false);
        session.Interrupts.Acted();
        session.Report.Status("started", writer => writer.WriteNumber("import", import!.Id), string.Create(
            CultureInfo.InvariantCulture, $"Import {import!.Id} was started."));
        return import!;
    }

    private async Task<int> RunAsJobAsync(FileParts parts, CancellationToken cancellationToken)
    {
        using OutreachJobs jobs = session.Jobs();
        JobPlan plan = await jobs
            .PlanImportAsync(Key, action, file, mapping, options, new() { RecordsPerChunk = RowsPerImport }, parts, cancellationToken)
            .ConfigureAwait(false);
        session.Report.Status("job", writer => writer.WriteString("key", Key), $"{plan}");
        Job job = await jobs.StartAsync(plan, CancellationToken.None).ConfigureAwait(false);
        return await JobRun.RunAsync(session, job, Timeout, cancellationToken).ConfigureAwait(false);
    }
}
