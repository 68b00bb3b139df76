using System.Security.Cryptography;
using Outreach.Bulk.Csv;
using Outreach.Bulk.Keys;

namespace Outreach.Bulk.Uploads;

/// <summary>The upload of one open file. Sent again it must be the same file.</summary>
/// <param name="options">Where the API is, and how hashes are made.</param>
/// <param name="storage">Sends it.</param>
/// <param name="content">The file.</param>
/// <param name="name">Its name, for messages.</param>
/// <param name="importedAs">The name under which it is imported, before it is made unique.</param>
/// <param name="limits">How much of it is taken.</param>
/// <param name="checkedColumns">The columns whose values are looked at.</param>
/// <param name="onSent">Told how many bytes were handed to the network, and how many records were counted.</param>
internal sealed class FileUpload(
    OutreachBulkOptions options,
    StorageClient storage,
    CsvContent content,
    string name,
    string importedAs,
    CsvLimits limits,
    IReadOnlyList<CheckedColumn> checkedColumns,
    Action<long, long>? onSent)
{
    private readonly string _fileName = ImportName.Unique(importedAs);

    // A repeated upload has another storage key, which may be the hash's: so the first one's hash is computed beside it.
    private (string StorageKey, UploadedFile File)? _first;

    /// <exception cref="CsvException">The file cannot be read, changed, or is faulty.</exception>
    /// <exception cref="UploadException">The storage did not take the file, or it is another one than before.</exception>
    /// <exception cref="OutreachConnectionException">The upload broke off, or the link cannot be used.</exception>
    public async Task<UploadedFile> SendAsync(UploadLink link, CancellationToken cancellationToken)
    {
        PresignedAddress address = PresignedAddress.TryParse(link.Address)
            ?? throw new OutreachConnectionException("The upload link is no absolute http or https address.");
        if (options.BaseAddress.Scheme == Uri.UriSchemeHttps && address.Address.Scheme != Uri.UriSchemeHttps)
            throw new OutreachConnectionException("The upload link is not encrypted (http), and the API is (https). Nothing was sent.");

        content.Rewind();
        CsvScanner scanner = content.CreateScanner(limits);
        using IncrementalHash hash = UploadHash.Start(options.Protocol, link.StorageKey);
        using IncrementalHash? firstHash = _first is null ? null : UploadHash.Start(options.Protocol, _first.Value.StorageKey);
        IncrementalHash[] hashes = firstHash is null ? [hash] : [hash, firstHash];
        using UploadContent body = new(content, name, scanner, new(checkedColumns, content.FirstLine), hashes, onSent, cancellationToken);
        try
        {
            await storage.PutAsync(address, body, cancellationToken).ConfigureAwait(false);
        }
        catch (OutreachConnectionException) when (body.WasSentWhole)
        {
            _first = (link.StorageKey, Describe(link, scanner, hash));
            throw;
        }

        UploadedFile upload = Describe(link, scanner, hash);
        if (_first is { } first)
            ThrowIfChanged(first.File, upload, UploadHash.Finish(options.Protocol, firstHash!));
        return upload;
    }

    private void ThrowIfChanged(UploadedFile first, UploadedFile second, string firstHashAgain)
    {
        if (firstHashAgain == first.Hash && second.RecordCount == first.RecordCount)
            return;
        throw UploadException.Differs(
            FormattableString.Invariant($"{name} changed between two uploads: it had {first.RecordCount} records in the first one ")
            + FormattableString.Invariant($"and {second.RecordCount} in the second, or other bytes."),
            second.RecordCount,
            first.RecordCount);
    }

    private UploadedFile Describe(UploadLink link, CsvScanner scanner, IncrementalHash hash) => new()
    {
        StorageKey = link.StorageKey,
        FileName = _fileName,
        Length = content.Length,
        RecordCount = scanner.Records,
        Header = scanner.Header!,
        Hash = UploadHash.Finish(options.Protocol, hash),
        HashKind = options.Protocol.HashInWords,
        UploadedAt = options.TimeProvider.GetUtcNow(),
    };
}
