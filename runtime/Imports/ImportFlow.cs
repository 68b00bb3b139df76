using Outreach.Bulk.Csv;
using Outreach.Bulk.Http;
using Outreach.Bulk.Mappings;
using Outreach.Bulk.Operations;
using Outreach.Bulk.Rows;
using Outreach.Bulk.Uploads;

namespace Outreach.Bulk.Imports;

/// <summary>The steps of an import: link, upload, validate, start. Only the last one acts.</summary>
internal sealed class ImportFlow(OperationContext context, StorageClient storage, ImportTracker tracker, ImportSearch search)
{
    // A link that ends while it is on its way is as good as ended.
    private static readonly TimeSpan s_expiryMargin = TimeSpan.FromSeconds(30);

    public ImportTracker Tracker => tracker;

    public ImportSearch Search => search;

    /// <summary>Imports a file, from its header to the start.</summary>
    public async Task<ImportOperation> RunAsync(
        BulkAction action,
        CsvFile file,
        ImportMapping mapping,
        ImportOptions options,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellationToken)
    {
        options.ThrowIfNotUsable(nameof(options));
        CsvContent content = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await RunAsync(action, content, file.Name, mapping, options, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Imports rows, by way of a temporary file.</summary>
    public async Task<ImportOperation> RunAsync<TRow>(
        BulkAction action,
        IAsyncEnumerable<TRow> rows,
        ImportOptions options,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellationToken)
        where TRow : ICsvRow<TRow>
    {
        options.ThrowIfNotUsable(nameof(options));
        Action<long>? onRowsWritten = progress is null ? null : written => progress.Report(new(ImportPhase.Preparing, 0, 0, written, null));
        CsvContent content = await RowSpool
            .WriteAsync(rows, options.RowFormat, options.MaximumRows, onRowsWritten, cancellationToken)
            .ConfigureAwait(false);
        return await RunAsync(action, content, RowSpool.FileName, TRow.CreateMapping(), options, progress, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Uploads a file to a link, or to a new one where it has expired.</summary>
    public async Task<UploadedFile> UploadAsync(
        UploadLink link, CsvFile file, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        options.ThrowIfNotUsable(nameof(options));
        CsvContent content = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            IReadOnlyList<string> header = await CsvReading.ReadHeaderAsync(content, file.Name, cancellationToken).ConfigureAwait(false);
            await content.MeasureAsync(file.Name, cancellationToken).ConfigureAwait(false);
            FileUpload sending = Upload(content, file.Name, options, mapping: null, header, progress);
            if (link.ExpiresAt - s_expiryMargin <= context.Time.GetUtcNow())
                link = await tracker.Api.CreateLinkAsync(cancellationToken).ConfigureAwait(false);
            return await sending.SendAsync(link, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Starts the import of a file that was uploaded and validated.</summary>
    public async Task<ImportOperation> StartAsync(
        BulkAction action, UploadedFile upload, ImportMapping mapping, ImportOptions options, CancellationToken cancellationToken)
    {
        options.ThrowIfNotUsable(nameof(options));
        mapping.ThrowIfNotUsable(upload.Header, options.AllowUnmappedHeaders);
        byte[] body = new ImportBody(upload, mapping, options.DupeMethod, context.Options.Protocol).ToUtf8Bytes();
        ImportRequest request =
            new(action, upload.FileName, body, upload.RecordCount, options.OnUnknownOutcome, options.Key, options.Label, upload);
        return await StartAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends what starts an import, once.</summary>
    public async Task<ImportOperation> StartAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        RequestLine.ThrowIfNotBelowBase(request.Action.Path, request.Action.Name, nameof(request));
        return await new ImportStart(context, tracker, search, request).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<ImportOperation> RunAsync(
        BulkAction action,
        CsvContent content,
        string name,
        ImportMapping mapping,
        ImportOptions options,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellationToken)
    {
        UploadedFile upload;
        await using (content.ConfigureAwait(false))
        {
            progress?.Report(new(ImportPhase.Preparing, 0, content.Length, 0, null));
            IReadOnlyList<string> header = await CsvReading.ReadHeaderAsync(content, name, cancellationToken).ConfigureAwait(false);
            mapping.ThrowIfNotUsable(header, options.AllowUnmappedHeaders);
            await content.MeasureAsync(name, cancellationToken).ConfigureAwait(false);
            FileUpload sending = Upload(content, name, options, mapping, header, progress);
            upload = await UploadAsync(sending, cancellationToken).ConfigureAwait(false);
        }

        progress?.Report(new(ImportPhase.Validating, upload.Length, upload.Length, upload.RecordCount, null));
        ValidatedUpload validated = await tracker.Api.ValidateAsync(upload, cancellationToken).ConfigureAwait(false);
        progress?.Report(new(ImportPhase.Starting, upload.Length, upload.Length, upload.RecordCount, null));
        return await StartAsync(action, validated.File, mapping, options, cancellationToken).ConfigureAwait(false);
    }

    private async Task<UploadedFile> UploadAsync(FileUpload sending, CancellationToken cancellationToken)
    {
        UploadLink link = await tracker.Api.CreateLinkAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await sending.SendAsync(link, cancellationToken).ConfigureAwait(false);
        }
        catch (UploadException expired) when (expired.IsExpired)
        {
            link = await tracker.Api.CreateLinkAsync(cancellationToken).ConfigureAwait(false);
            return await sending.SendAsync(link, cancellationToken).ConfigureAwait(false);
        }
    }

    private FileUpload Upload(
        CsvContent content,
        string name,
        ImportOptions options,
        ImportMapping? mapping,
        IReadOnlyList<string> header,
        IProgress<ImportProgress>? progress) => new(
            context.Options,
            storage,
            context.Client.Retry,
            context.Log,
            content,
            name,
            options.FileName ?? name,
            options.Limits,
            KeyColumns.Checked(options.UniqueColumns, options.IgnoredDifferences, mapping, header),
            progress is null ? null : (sent, records) => progress.Report(new(ImportPhase.Uploading, sent, content.Length, records, null)));
}
