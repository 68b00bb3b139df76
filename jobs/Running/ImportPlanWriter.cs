using System.Text.Json;
using Outreach.Bulk.Jobs.Files;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>Plans the import of a file, and puts the plan into the form that a store takes.</summary>
internal static class ImportPlanWriter
{
    /// <param name="account">The account.</param>
    /// <param name="key">The job's key.</param>
    /// <param name="action">The action that imports a part.</param>
    /// <param name="file">The file.</param>
    /// <param name="mapping">Which column goes into which field.</param>
    /// <param name="importOptions">How each part is imported.</param>
    /// <param name="options">How the job is driven.</param>
    /// <param name="cut">The parts, by whoever cut the file before with the same options; null to cut it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The file is not on a disk, or an option cannot be used.</exception>
    /// <inheritdoc cref="FileCut.RunAsync" path="/exception"/>
    public static async Task<(StoredJob Job, IReadOnlyList<StoredChunk> Chunks)> PlanAsync(
        string account,
        string key,
        BulkAction action,
        CsvFile file,
        ImportMapping mapping,
        ImportOptions importOptions,
        JobOptions options,
        FileParts? cut,
        CancellationToken cancellationToken)
    {
        string path = file.FullPath ?? throw new ArgumentException(
            $"{file.Name} is not a file on a disk, so no other process could go on with it. Save it, and name it by CsvFile.At.", nameof(file));
        if (options.Canary is not null || options.ResendUnknown)
        {
            throw new ArgumentException(
                $"{nameof(JobOptions.Canary)} and {nameof(JobOptions.ResendUnknown)} are refused for the import of a file: rows are not "
                    + "counted on the server, and imports have no list that could show that none was started.",
                nameof(options));
        }

        cut ??= await FileCut.RunAsync(file, mapping, importOptions, options.RecordsPerChunk, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        ImportContent content = new()
        {
            Version = ImportContent.CurrentVersion,
            Action = action,
            Path = path,
            Name = importOptions.FileName ?? file.Name,
            IsOfRows = RowFile.IsOfRows(file),
            Separator = file.Dialect.Separator,
            CodePage = file.Dialect.Encoding?.CodePage,
            Mapping = [.. mapping.Entries],
            DupeMethod = importOptions.DupeMethod.Value,
            MaximumRows = importOptions.MaximumRows,
            MaximumCellBytes = importOptions.MaximumCellBytes,
            AllowUnmappedHeaders = importOptions.AllowUnmappedHeaders,
            UniqueColumns = importOptions.UniqueColumns?.ToArray(),
            IgnoreKeyCase = importOptions.IgnoreKeyCase,
            IgnoreKeyForm = importOptions.IgnoreKeyForm,
            Length = cut.Length,
            Header = cut.Header.ToArray(),
            HeaderLine = cut.HeaderLine,
            Rows = cut.Rows,
            Parts = [.. cut.Parts],
            MustRunInOrder = cut.MustRunInOrder,
        };
        StoredJob job = new()
        {
            Key = key,
            Account = account,
            PlanId = Guid.NewGuid().ToString("N"),
            Kind = JobKind.Import,
            Content = JsonSerializer.Serialize(content, JobJsonContext.Default.ImportContent),
            Options = JsonSerializer.Serialize(options, JobJsonContext.Default.JobOptions),
            Records = cut.Rows,
            Concurrency = cut.MustRunInOrder ? 1 : options.MaximumConcurrentChunks,
            InOrder = cut.MustRunInOrder,
            FailedShareLimit = options.StopAfterFailedShare,
            FailedLimit = options.StopAfterFailures,
        };
        return (job,
        [
            .. cut.Parts.Select(part => new StoredChunk
            {
                Job = key,
                Number = part.Number,
                Content = "{}",
                Records = part.Rows,
                AtLeast = part.Rows,
                AtMost = part.Rows,
            }),
        ]);
    }
}
