using Outreach.Bulk.Http;
using Outreach.Bulk.Protocol;
using Outreach.Bulk.Resources;
using Outreach.Bulk.Uploads;

namespace Outreach.Bulk.Imports;

/// <summary>The requests about imports, but for the one that starts one.</summary>
internal sealed class ImportApi(ApiClient client, OutreachBulkOptions options)
{
    /// <summary>Asks for an import, again where that may help.</summary>
    public Task<Import> GetAsync(long id, CancellationToken cancellationToken) =>
        client.Retry.RunAsync(again => GetOnceAsync(id, again), cancellationToken);

    /// <summary>Asks for an import, once.</summary>
    public async Task<Import> GetOnceAsync(long id, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await client.GetAsync(FormattableString.Invariant($"imports/{id}"), cancellationToken).ConfigureAwait(false);
        Import import = ImportReader.Read(answer);
        return import.Id == id
            ? import
            : throw AnswerReader.Unexpected(
                answer, FormattableString.Invariant($"{answer.Request} was answered with import {import.Id}, which is another one."));
    }

    public Task<UploadLink> CreateLinkAsync(CancellationToken cancellationToken) =>
        client.Retry.RunAsync(CreateLinkOnceAsync, cancellationToken);

    public async Task<ValidatedUpload> ValidateAsync(UploadedFile upload, CancellationToken cancellationToken)
    {
        using QueryWriter query = new(path: "imports/actions/validateUpload");
        query.Push("actionParams");
        query.Value("hash", upload.Hash);
        query.Value("storageKey", upload.StorageKey);
        string target = query.ToString();
        UploadValidationAttributes found;
        try
        {
            found = await client.Retry.RunAsync(again => ValidateOnceAsync(target, again), cancellationToken).ConfigureAwait(false);
        }
        catch (OutreachApiException refusal)
        {
            throw Redaction.Of(
                refusal,
                upload,
                $"The file's hash was {upload.HashKind}, which is not published: "
                    + $"{nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.Protocol)} has the others. No import was started.");
        }

        ValidationCheck.ThrowIfDifferent(
            upload, found.RecordCount, UploadedHeader.Read(found.HeaderValue), options.Protocol.UploadComparison);
        return new() { File = upload, ValidatedAt = options.TimeProvider.GetUtcNow() };
    }

    private async Task<UploadLink> CreateLinkOnceAsync(CancellationToken cancellationToken)
    {
        ApiAnswer answer = await client.PostAsync("imports/actions/generateUploadLink", cancellationToken).ConfigureAwait(false);
        UploadAttributes attributes = AnswerReader.ReadAttributes(answer, JsonApiContext.Default.DocumentUploadAttributes);
        string? address = attributes.UploadUrl ?? attributes.UploadUrlInCapitals;
        if (string.IsNullOrEmpty(attributes.StorageKey) || string.IsNullOrEmpty(address))
            throw AnswerReader.Unexpected(answer, $"{answer.Request} was answered with {(int)answer.Status} and no upload link.");
        PresignedAddress.Read(address, options);
        return new() { Address = address, StorageKey = attributes.StorageKey, CreatedAt = options.TimeProvider.GetUtcNow() };
    }

    private async Task<UploadValidationAttributes> ValidateOnceAsync(string target, CancellationToken cancellationToken) =>
        AnswerReader.ReadAttributes(
            await client.PostAsync(target, cancellationToken).ConfigureAwait(false),
            JsonApiContext.Default.DocumentUploadValidationAttributes);
}
