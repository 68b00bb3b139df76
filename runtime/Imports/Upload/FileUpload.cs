using System.Security.Cryptography;

namespace Outreach.Bulk;

/// <summary>The upload of one open file. Sent again it must be the same file.</summary>
internal sealed class FileUpload(
    OutreachBulkConnection connection,
    CsvContent content,
    string name,
    ImportOptions options,
    IReadOnlyList<UniqueColumn> uniqueColumns,
    IProgress<ImportProgress>? progress)
{
    // A repeated upload has another storage key, which may be the hash's: so the first one's hash is computed beside it.
    private (string StorageKey, UploadedFile File)? _first;

    private readonly string _fileName = ImportName.Unique(options.FileName ?? name);

    private OutreachBulkOptions Options => connection.Options;

    public async Task<UploadedFile> SendAsync(UploadLink link, CancellationToken cancellationToken)
    {
        PresignedAddress address = PresignedAddress.TryParse(link.Address)
            ?? throw new OutreachProtocolException("The upload link is no absolute http or https address.");
        if (Options.BaseAddress.Scheme == Uri.UriSchemeHttps && address.Address.Scheme != Uri.UriSchemeHttps)
            throw new OutreachProtocolException("The upload link is not encrypted (http), and the API is (https). Nothing was sent.");

        content.Rewind();
        CsvScanner scanner = new(options.Limits);
        using IncrementalHash hash = UploadHash.Start(Options.Imports, link.StorageKey);
        using IncrementalHash? firstHash = _first is null ? null : UploadHash.Start(Options.Imports, _first.Value.StorageKey);
        using UploadContent body = new(
            content,
            name,
            scanner,
            new(uniqueColumns),
            firstHash is null ? [hash] : [hash, firstHash],
            (sent, records) => progress?.Report(new(ImportPhase.Uploading, sent, content.Length, records, null)),
            cancellationToken);
        try
        {
            await connection.Storage.PutAsync(address, body, cancellationToken).ConfigureAwait(false);
        }
        catch (OutreachConnectionException) when (body.WasSentWhole)
        {
            _first = (link.StorageKey, Describe(link, scanner, hash));
            throw;
        }

        UploadedFile upload = Describe(link, scanner, hash);
        if (_first is { } first && (UploadHash.Finish(Options.Imports, firstHash!) != first.File.Hash || upload.RecordCount != first.File.RecordCount))
        {
            throw new UploadMismatchException(
                FormattableString.Invariant($"{name} changed between two uploads: it had {first.File.RecordCount} records in the first one and {upload.RecordCount} in the second, or other bytes. No import was started."),
                upload.RecordCount,
                first.File.RecordCount);
        }

        return upload;
    }

    private UploadedFile Describe(UploadLink link, CsvScanner scanner, IncrementalHash hash) => new()
    {
        StorageKey = link.StorageKey,
        FileName = _fileName,
        Length = content.Length,
        RecordCount = scanner.Records,
        Header = scanner.Header!,
        Hash = UploadHash.Finish(Options.Imports, hash),
        HashKind = Options.Imports.HashInWords,
        UploadedAt = Options.TimeProvider.GetUtcNow(),
    };
}
