using System.Net;
using System.Text.Json;

namespace Outreach.Bulk;

/// <summary>The steps of an import: link, upload, validate, start. Only the last one acts.</summary>
internal sealed class ImportSteps(OutreachBulkConnection connection)
{
    public const string BatchContext = "Import";

    // A link that ends while it is on its way is as good as ended.
    private static readonly TimeSpan s_expiryMargin = TimeSpan.FromSeconds(30);

    private OutreachBulkOptions Options => connection.Options;

    private DateTimeOffset Now => Options.TimeProvider.GetUtcNow();

    public static bool IsOfImport(Batch batch) => string.Equals(batch.ContextType, BatchContext, StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses an action that could leave the API.</summary>
    public static void ThrowIfNotUsable(ImportAction action) => RequestLine.ThrowIfLeavesApi(action.Path, action.Name, nameof(action));

    public async Task<ImportOperation> RunAsync(
        ImportAction action, CsvFile file, ImportMapping mapping, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        options.ThrowIfNotUsable(nameof(options));
        CsvContent content = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await RunAsync(action, content, file.Name, mapping, options, progress, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ImportOperation> RunAsync<TRow>(
        ImportAction action, IAsyncEnumerable<TRow> rows, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
        where TRow : ICsvRow<TRow>
    {
        options.ThrowIfNotUsable(nameof(options));
        CsvContent content = await RowSpool.WriteAsync(rows, options, progress, cancellationToken).ConfigureAwait(false);
        return await RunAsync(action, content, RowSpool.FileName, TRow.CreateMapping(), options, progress, cancellationToken).ConfigureAwait(false);
    }

    public Task<UploadLink> CreateLinkAsync(CancellationToken cancellationToken) =>
        connection.RepeatAsync(AskForLinkAsync, cancellationToken);

    public async Task<UploadedFile> UploadAsync(
        UploadLink link, CsvFile file, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        options.ThrowIfNotUsable(nameof(options));
        CsvContent content = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            IReadOnlyList<string> header = await CsvReading.ReadHeaderAsync(content, file.Name, cancellationToken).ConfigureAwait(false);
            FileUpload sending = new(connection, content, file.Name, options, KeyColumns.Unique(options, mapping: null, header), progress);
            if (link.ExpiresAt - s_expiryMargin <= Now)
                link = await CreateLinkAsync(cancellationToken).ConfigureAwait(false);
            return await sending.SendAsync(link, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<ValidatedUpload> ValidateAsync(UploadedFile upload, CancellationToken cancellationToken)
    {
        using QueryWriter parameters = new(path: "imports/actions/validateUpload");
        parameters.Push("actionParams");
        parameters.Value("hash", upload.Hash);
        parameters.Value("storageKey", upload.StorageKey);
        parameters.Pop();
        string target = parameters.ToString();
        UploadValidationAttributes found;
        try
        {
            found = await connection.RepeatAsync(
                async again => AnswerReader.ReadAttributes(
                    await connection.SendAsync(HttpMethod.Post, target, again).ConfigureAwait(false),
                    JsonApiContext.Default.DocumentUploadValidationAttributes),
                cancellationToken).ConfigureAwait(false);
        }
        catch (OutreachApiException refusal)
        {
            throw SecretsOut.Of(
                refusal, upload, $"The file's hash was {upload.HashKind}, which is not published: {nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.Imports)} has the others. No import was started.");
        }

        UploadComparison.ThrowIfDifferent(upload, found.RecordCount, UploadedHeader.Read(found.HeaderValue));
        return new() { File = upload, ValidatedAt = Now };
    }

    public async Task<ImportOperation> StartAsync(
        ImportAction action, UploadedFile upload, ImportMapping mapping, ImportOptions options, CancellationToken cancellationToken)
    {
        options.ThrowIfNotUsable(nameof(options));
        mapping.ThrowIfNotUsable(upload.Header, options.AllowUnmappedHeaders);
        ThrowIfNotUsable(action);
        cancellationToken.ThrowIfCancellationRequested();
        byte[] body = new ImportBody(upload, mapping, options.DupeMethod, Options).ToUtf8Bytes();
        return await new ImportStarter(connection).StartAsync(
            action, upload.FileName, body, upload.RecordCount, options.OnUnknownOutcome, upload, cancellationToken).ConfigureAwait(false);
    }

    public Task<Import> GetAsync(long id, CancellationToken cancellationToken) =>
        connection.RepeatAsync(again => LookAsync(id, again), cancellationToken);

    /// <summary>Asks for an import, without asking again when that fails.</summary>
    public async Task<Import> LookAsync(long id, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await connection.SendAsync(HttpMethod.Get, FormattableString.Invariant($"imports/{id}"), cancellationToken).ConfigureAwait(false);
        Import import = ImportReader.Read(answer);
        return import.Id == id
            ? import
            : throw AnswerReader.Unexpected(answer, FormattableString.Invariant($"{answer.Request} was answered with import {import.Id}, which is another one."));
    }

    public async Task<ImportOperation?> FindAsync(string fileName, DateTimeOffset since, JournaledOperation? journal, CancellationToken cancellationToken)
    {
        if (!Options.Imports.FindBatches)
            return null;
        HashSet<long> seen = [];
        DateTimeOffset from = since - BatchSweep.ClockTolerance;
        foreach (SweptBatch swept in await connection.Sweep.ListSinceAsync(from, cancellationToken).ConfigureAwait(false))
        {
            // Another search, which shares the sweep, may look further back.
            Batch batch = swept.Batch;
            if (batch.CreatedAt < from)
                break;
            if (!IsOfImport(batch) || batch.ContextId is not >= 1 || !seen.Add(batch.ContextId.Value))
                continue;
            if (await SeeAsync(batch.ContextId.Value, cancellationToken).ConfigureAwait(false) is { } import && import.FileName == fileName)
            {
                if (journal is not null)
                    await journal.FoundAsync(import).ConfigureAwait(false);
                return new(connection, import, ImportDuties.None with { Journal = journal });
            }
        }

        return null;
    }

    private async Task<ImportOperation> RunAsync(
        ImportAction action, CsvContent content, string name, ImportMapping mapping, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        UploadedFile upload;
        await using (content.ConfigureAwait(false))
        {
            progress?.Report(new(ImportPhase.Preparing, 0, content.Length, 0, null));
            IReadOnlyList<string> header = await CsvReading.ReadHeaderAsync(content, name, cancellationToken).ConfigureAwait(false);
            mapping.ThrowIfNotUsable(header, options.AllowUnmappedHeaders);
            FileUpload sending = new(connection, content, name, options, KeyColumns.Unique(options, mapping, header), progress);
            UploadLink link = await CreateLinkAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                upload = await sending.SendAsync(link, cancellationToken).ConfigureAwait(false);
            }
            catch (OutreachBulkException lost) when (lost is OutreachConnectionException or UploadRefusedException { IsExpired: true })
            {
                // A second place costs nothing, and the first one may hold half a file.
                link = await CreateLinkAsync(cancellationToken).ConfigureAwait(false);
                upload = await sending.SendAsync(link, cancellationToken).ConfigureAwait(false);
            }
        }

        progress?.Report(new(ImportPhase.Validating, upload.Length, upload.Length, upload.RecordCount, null));
        ValidatedUpload validated = await ValidateAsync(upload, cancellationToken).ConfigureAwait(false);
        progress?.Report(new(ImportPhase.Starting, upload.Length, upload.Length, upload.RecordCount, null));
        return await StartAsync(action, validated.File, mapping, options, cancellationToken).ConfigureAwait(false);
    }

    private async Task<UploadLink> AskForLinkAsync(CancellationToken cancellationToken)
    {
        ApiAnswer answer = await connection.SendAsync(HttpMethod.Post, "imports/actions/generateUploadLink", cancellationToken).ConfigureAwait(false);
        UploadAttributes attributes = AnswerReader.ReadAttributes(answer, JsonApiContext.Default.DocumentUploadAttributes);
        string? address = attributes.UploadUrl ?? attributes.UploadUrlInCapitals;
        if (string.IsNullOrEmpty(attributes.StorageKey) || PresignedAddress.TryParse(address) is null)
            throw AnswerReader.Unexpected(answer, $"{answer.Request} was answered with {(int)answer.Status} and no usable upload link.");
        return new() { Address = address!, StorageKey = attributes.StorageKey, CreatedAt = Now };
    }

    // Somebody else's import may be hidden from this user; it is not the one.
    private async Task<Import?> SeeAsync(long id, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (OutreachApiException hidden) when (hidden.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return null;
        }
    }
}
