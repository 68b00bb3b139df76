namespace Outreach.Bulk.Emulator.Storage;

/// <summary>Uploads to the emulator itself.</summary>
internal sealed class LocalUploadStorage(
    UploadDirectory directory, AwsCredentials credentials, EmulatorOptions options, Uri baseAddress) : IUploadStorage
{
    public (string Key, string Link) NewLink()
    {
        string key = directory.NewKey();
        return (key, PresignedUrl.Create(
            credentials, baseAddress, "PUT", S3Endpoint.Root + key, options.TimeProvider.GetUtcNow(), options.UploadLinkLifetime));
    }

    public OpenUpload? Open(string key) =>
        directory.Open(key) is (StoredUpload upload, FileStream file)
            ? new OpenUpload(file, upload.Validated, () => upload.Validated = true)
            : null;
}
