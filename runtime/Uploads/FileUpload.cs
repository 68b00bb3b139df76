using System.Net;
using System.Security.Cryptography;
using Outreach.Bulk.Csv;
using Outreach.Bulk.Http;
using Outreach.Bulk.Keys;
using Outreach.Bulk.Telemetry;

namespace Outreach.Bulk.Uploads;

/// <summary>The upload of one open file, which may take several tries. Sent again it must be the same file.</summary>
/// <param name="options">Where the API is, and how hashes are made.</param>
/// <param name="storage">Sends it.</param>
/// <param name="retry">Decides whether to try again.</param>
/// <param name="log">Logs each further try.</param>
/// <param name="content">The file.</param>
/// <param name="name">Its name, for messages.</param>
/// <param name="importedAs">The name under which it is imported, before it is made unique.</param>
/// <param name="limits">How much of it is taken.</param>
/// <param name="checkedColumns">The columns whose values are looked at.</param>
/// <param name="onSent">Told how many bytes were handed to the network, and how many records were counted.</param>
internal sealed class FileUpload(
    OutreachBulkOptions options,
    StorageClient storage,
    RetryPolicy retry,
    OperationLog log,
    CsvContent content,
    string name,
    string importedAs,
    CsvLimits limits,
    IReadOnlyList<CheckedColumn> checkedColumns,
    Action<long, long>? onSent)
{
    // Asking takes a round trip, and a second where the storage does not answer: too much for a file that is sent as quickly.
    private const long WorthAsking = 1 << 20;

    private readonly string _fileName = ImportName.Unique(importedAs);

    // A repeated upload has another storage key, which may be the hash's: so the first one's hash is computed beside it.
    private (string StorageKey, UploadedFile File)? _first;
    private Exception? _ownFailure;
    private bool _asksFirst = content.Length > WorthAsking;

    /// <exception cref="CsvException">The file cannot be read, changed, or is faulty.</exception>
    /// <exception cref="UploadException">The storage did not take the file, or it is another one than before.</exception>
    /// <exception cref="OutreachConnectionException">The upload broke off, or the link cannot be used.</exception>
    public async Task<UploadedFile> SendAsync(UploadLink link, CancellationToken cancellationToken)
    {
        PresignedAddress address = PresignedAddress.Read(link.Address, options);
        for (int failures = 0; ; failures++)
        {
            try
            {
                return await SendOnceAsync(link, address, cancellationToken).ConfigureAwait(false);
            }
            catch (UploadException refusal) when (_asksFirst && refusal.Status == HttpStatusCode.ExpectationFailed)
            {
                _asksFirst = false;
            }
            catch (OutreachBulkException failure)
                when (failure.IsTransient && !ReferenceEquals(failure, _ownFailure) && retry.HasMore(failures))
            {
                log.Repeated(failures + 1, failure);
                await retry.BackOffAsync(failures, cancellationToken, failure.RetryAfter).ConfigureAwait(false);
            }
        }
    }

    private async Task<UploadedFile> SendOnceAsync(UploadLink link, PresignedAddress address, CancellationToken cancellationToken)
    {
        content.Rewind();
        CsvScanner scanner = content.CreateScanner(limits);
        using IncrementalHash hash = UploadHash.Start(options.Protocol, link.StorageKey);
        using IncrementalHash? firstHash = _first is null ? null : UploadHash.Start(options.Protocol, _first.Value.StorageKey);
        IncrementalHash[] hashes = firstHash is null ? [hash] : [hash, firstHash];
        using UploadContent body = new(content, name, scanner, new(checkedColumns, content.Lines), hashes, onSent, cancellationToken);
        try
        {
            await storage.PutAsync(address, body, _asksFirst, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            _ownFailure = body.Failure?.SourceException;
            if (body.WasSentWhole)
                _first ??= (link.StorageKey, Describe(link, scanner, hash));
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
